import { type Clue, createClueReader } from './clue.js'
import type { Entity, EntityKind } from './entities.js'
import type { Lexicon } from './lexicon.js'
import { isValidCard, isValidIdCard, looksLikeDate, looksLikeIdCard, mobile, type WholeNumber } from './numbers.js'
import { createTakenBackTest } from './takenBack.js'
import { wordsOf } from './words.js'

/** `previousEnd`: where the number before ended, for words before that belong to that one. `alone`: the message is this number. */
export type NumberPlace = {
  readonly number: WholeNumber
  readonly shape: string
  readonly previousEnd: number
  readonly alone: boolean
  readonly expecting: EntityKind | undefined
}
/** `attached`: letters that mean nothing to us stand right before it, as in a user name or the number of a part. */
type Reading = Clue & {
  readonly digits: string
  readonly grouped: boolean
  readonly alone: boolean
  readonly attached: boolean
  /** "+1 …" is a number of another country, whatever its digits look like. */
  readonly foreign: boolean
  readonly expecting: EntityKind | undefined
}
type Verdict = { readonly kind: EntityKind; readonly value: string; readonly valid: boolean }

/** Numbers that companies are called by. */
const hotline = /^(?:9[56]\d{3}|[48]00\d{7})$/
const windowBefore = 24
const windowBehind = 32

/** Tells QQ number, phone, code, ticket and card apart: by shape, by the words beside them, then by what was asked. */
export function createNumberReader(lexicon: Lexicon['entities']): (place: NumberPlace) => Entity | undefined {
  const clueOf = createClueReader(lexicon.near)
  const isTakenBack = createTakenBackTest(lexicon)
  const isAttached = createAttachedTest(lexicon)
  const service = new Set(lexicon.service_numbers)
  return ({ number, shape, previousEnd, alone, expecting }) => {
    const { digits, start, end, grouped } = number
    const sides = { before: shape.slice(Math.max(previousEnd, start - windowBefore), start), behind: shape.slice(end, end + windowBehind) }
    const counts = lexicon.units.some((unit) => beginsWithWord(sides.behind.trimStart(), unit))
    const clue = clueOf(sides)
    const isService = service.has(digits) || hotline.test(digits)
    if (counts || (isService && expecting !== 'qq' && clue.named !== 'qq')) return undefined
    const foreign = shape[start - 1] === '+' && !digits.startsWith('86')
    const verdict = judge({ digits, grouped, ...clue, alone, attached: isAttached(sides.before), foreign, expecting })
    return verdict && { ...verdict, valid: verdict.valid && !isTakenBack(sides), start, end }
  }
}

const beginsWithWord = (text: string, word: string): boolean =>
  text.startsWith(word) && !(/[a-z]$/.test(word) && /^[a-z]/.test(text.slice(word.length)))

/** "qq123456" and "tel138…" name the number; "wx123456" and "sn123456" make it part of something else. */
function createAttachedTest({ near, fillers, joiners }: Lexicon['entities']): (before: string) => boolean {
  const known = new Set([...Object.values(near).flat(), ...fillers, ...joiners].flatMap((phrase) => wordsOf(phrase.toLowerCase()).at(-1) ?? []))
  return (before) => {
    const letters = /([a-z]+)_*$/.exec(before)?.[1]
    return letters !== undefined && !known.has(letters)
  }
}

function judge(reading: Reading): Verdict | undefined {
  const { digits, named } = reading
  if (named === 'part' || named === 'other') return undefined
  return (
    card(reading) ??
    phone(reading) ??
    (digits.length > 12 ? undefined : (ticket(reading) ?? code(reading) ?? brokenPhone(reading) ?? account(reading)))
  )
}

/** Most cards of China begin with 62, and mistyped they are cards all the same. */
const isUnionPay = /^62\d{14,17}$/

function card({ digits, grouped, near, named }: Reading): Verdict | undefined {
  if (looksLikeIdCard(digits)) return { kind: 'id_card', value: '', valid: isValidIdCard(digits) }
  if (near === 'id_card' && /^(?:\d{15}|\d{16,18}|\d{17}x)$/.test(digits)) return { kind: 'id_card', value: '', valid: digits.length === 15 }
  const shaped = digits.length >= 16 && (grouped || isUnionPay.test(digits) || isValidCard(digits))
  if (/^\d{13,19}$/.test(digits) && !mobile.test(digits) && (near === 'bank_card' || shaped)) {
    return { kind: 'bank_card', value: '', valid: isValidCard(digits) }
  }
  if (named === 'id_card' && digits.length >= 5) return { kind: 'id_card', value: '', valid: false }
  return named === 'bank_card' && digits.length >= 8 ? { kind: 'bank_card', value: '', valid: false } : undefined
}

/** Asked for a QQ number, many people send their phone number instead: unless they call it QQ it is taken for what it looks like. */
function phone({ digits, grouped, named, foreign }: Reading): Verdict | undefined {
  if (foreign) return { kind: 'phone', value: digits, valid: false }
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

/** With its area code: "0755 8888 6666". */
const landline = /^0\d{9,11}$/

function account({ digits, named, attached, expecting }: Reading): Verdict | undefined {
  const called = named === 'qq' || expecting === 'qq'
  if (digits.length < 5 || (!called && (attached || looksLikeDate(digits) || landline.test(digits)))) return undefined
  return { kind: 'qq', value: digits, valid: /^[1-9]\d{4,10}$/.test(digits) }
}
