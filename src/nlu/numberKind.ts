import type { Entity, EntityKind } from './entities.js'
import type { Lexicon } from './lexicon.js'
import { isValidCard, isValidIdCard, looksLikeIdCard, mobile, type WholeNumber } from './numbers.js'

type Near = keyof Lexicon['entities']['near']
/** `previousEnd`: where the number before ended, for words before that belong to that one. `alone`: the message is this number. */
export type NumberPlace = {
  readonly number: WholeNumber
  readonly shape: string
  readonly previousEnd: number
  readonly alone: boolean
  readonly expecting: EntityKind | undefined
}
/** `near`: a word that hints at the kind; `named`: the same word when only a "是" or ":" stands between it and the number. */
type Clue = { readonly near: Near | undefined; readonly named: Near | undefined }
type Reading = Clue & { readonly digits: string; readonly grouped: boolean; readonly alone: boolean; readonly expecting: EntityKind | undefined }
type Verdict = { readonly kind: EntityKind; readonly value: string; readonly valid: boolean }
type Word = { readonly kind: Near; readonly phrase: string }

const windowBefore = 24
const windowAfter = 14
const link = /^(?:号码?|码|是|为|叫|填|就|我的|[:=\s.#"“「(]|is|was|no|number)*$/
const saysWhatItIs = /^\s*(?:就?是|这个是|is|was)/

/** Tells QQ number, phone, code, ticket and card apart: by shape, by the words beside them, then by what was asked. */
export function createNumberReader(lexicon: Lexicon['entities']): (place: NumberPlace) => Entity | undefined {
  const words = nearWords(lexicon.near)
  const service = new Set(lexicon.service_numbers)
  return ({ number, shape, previousEnd, alone, expecting }) => {
    const { digits, start, end, grouped } = number
    const behind = shape.slice(end, end + windowAfter)
    const counts = lexicon.units.some((unit) => beginsWithWord(behind.trimStart(), unit))
    if (counts || (service.has(digits) && expecting !== 'qq')) return undefined
    const clue = clueOf({ before: shape.slice(Math.max(previousEnd, start - windowBefore), start), behind, words })
    const verdict = judge({ digits, grouped, ...clue, alone, expecting })
    return verdict && { ...verdict, start, end }
  }
}

const nearWords = (near: Lexicon['entities']['near']): readonly Word[] =>
  (['qq', 'phone', 'code', 'ticket', 'id_card', 'bank_card', 'part', 'other'] as const).flatMap((kind) =>
    near[kind].map((phrase) => ({ kind, phrase: phrase.toLowerCase() })),
  )

const beginsWithWord = (text: string, word: string): boolean =>
  text.startsWith(word) && !(/[a-z]$/.test(word) && /^[a-z]/.test(text.slice(word.length)))

type Sides = { readonly before: string; readonly behind: string; readonly words: readonly Word[] }

/** The word nearest before the number; of two that end alike the longer ("手机验证码" is about a code). Words behind count only after "是". */
function clueOf({ before, behind, words }: Sides): Clue {
  if (behind.startsWith('@')) return behind.startsWith('@qq.com') ? { near: 'qq', named: 'qq' } : { near: 'other', named: 'other' }
  let best: { readonly kind: Near; readonly at: number; readonly end: number } | undefined
  for (const { kind, phrase } of words) {
    const at = before.lastIndexOf(phrase)
    const end = at + phrase.length
    if (at >= 0 && isWhole(before, at, end) && (!best || end > best.end || (end === best.end && at < best.at))) best = { kind, at, end }
  }
  if (best) return { near: best.kind, named: link.test(before.slice(best.end)) ? best.kind : undefined }
  const said = saysWhatItIs.test(behind) ? words.find(({ phrase }) => behind.includes(phrase))?.kind : undefined
  return { near: said, named: said }
}

/** "cell" is no word of "cancelled". */
const isWhole = (text: string, start: number, end: number): boolean =>
  !(/[a-z]/.test(text[start] ?? '') && (/[a-z]/.test(text[start - 1] ?? '') || /[a-z]/.test(text[end] ?? '')))

function judge(reading: Reading): Verdict | undefined {
  const { digits, named } = reading
  if (named === 'part' || named === 'other') return undefined
  return (
    card(reading) ??
    phone(reading) ??
    (digits.length > 12 ? undefined : (ticket(reading) ?? code(reading) ?? brokenPhone(reading) ?? account(reading)))
  )
}

function card({ digits, grouped, near, named }: Reading): Verdict | undefined {
  if (looksLikeIdCard(digits)) return { kind: 'id_card', value: '', valid: isValidIdCard(digits) }
  if (near === 'id_card' && /^(?:\d{15}|\d{16,18}|\d{17}x)$/.test(digits)) return { kind: 'id_card', value: '', valid: digits.length === 15 }
  if (/^\d{13,19}$/.test(digits) && !mobile.test(digits) && (near === 'bank_card' || (digits.length >= 16 && (grouped || isValidCard(digits))))) {
    return { kind: 'bank_card', value: '', valid: isValidCard(digits) }
  }
  return named === 'bank_card' && digits.length >= 8 ? { kind: 'bank_card', value: '', valid: false } : undefined
}

/** Asked for a QQ number, many people send their phone number instead: unless they call it QQ it is taken for what it looks like. */
function phone({ digits, grouped, named }: Reading): Verdict | undefined {
  const value = mobile.exec(digits)?.[1]
  if (value === undefined || (digits.length === 11 && !grouped && named === 'qq')) return undefined
  return { kind: 'phone', value, valid: true }
}

function ticket({ digits, named, expecting }: Reading): Verdict | undefined {
  if (digits.length !== 8 || !(named === 'ticket' || (expecting === 'ticket' && named === undefined))) return undefined
  return { kind: 'ticket', value: `MB-${digits}`, valid: true }
}

function code({ digits, near, named, alone, expecting }: Reading): Verdict | undefined {
  const size = digits.length
  if (size > 8 || named === 'qq' || named === 'phone') return undefined
  if (named === 'code') return { kind: 'code', value: digits, valid: true }
  if (expecting === 'code') return { kind: 'code', value: digits, valid: size === 6 }
  if (size !== 6 || expecting === 'qq' || expecting === 'ticket') return undefined
  return near === 'code' || (alone && expecting === undefined) ? { kind: 'code', value: digits, valid: true } : undefined
}

/** Meant as a phone number, yet it is none of the mainland's mobile numbers. */
function brokenPhone({ digits, named, expecting }: Reading): Verdict | undefined {
  const meant = (named === 'phone' && digits.length >= 7) || (expecting === 'phone' && named === undefined && digits.length >= 5)
  if (!meant) return undefined
  return { kind: 'phone', value: digits, valid: false }
}

const account = ({ digits }: Reading): Verdict | undefined =>
  digits.length < 5 ? undefined : { kind: 'qq', value: digits, valid: !digits.startsWith('0') }
