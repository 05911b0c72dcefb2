import type { Lexicon } from './lexicon.js'

export type Near = keyof Lexicon['entities']['near']
/** `near`: a word that hints at the kind; `named`: the same word when only a "是" or ":" stands between it and the number. */
export type Clue = { readonly near: Near | undefined; readonly named: Near | undefined }
/** The text on either side of a number: before as far as the number before, behind a little way. */
export type Sides = { readonly before: string; readonly behind: string }
type Word = { readonly kind: Near; readonly phrase: string }

const link = /^(?:号码?|码|数字?|是|为|叫|填|就|我的|的|[:=\s.#\-"“「[(【]|is|was|are|no|number|id|digits?|with|in|the|')*$/
const saysWhatItIs = /^\s*(?:就?是|这个是|is|was)/
const inBrackets = /^\s*[([【]([^)\]】\d]{1,16})[)\]】]/
const endOfClause = /[，,。.;；!?\n\d]/
/** What somebody put in the place of digits that they keep to themselves: "138****5678". */
const hiddenBefore = /(?:[*•●]|x{2,})\s?$/
const hiddenBehind = /^\s?(?:[*•●]|x{2,})/
/** The area code of a landline, which is none of ours. */
const areaCode = /(?<!\d)0\d{2,3}\)?[-\s]$/
const nothing: Clue = { near: undefined, named: undefined }
const sure = (kind: Near): Clue => ({ near: kind, named: kind })

/** Reads off the words beside a number what it is called. */
export function createClueReader(near: Lexicon['entities']['near']): (sides: Sides) => Clue {
  const words = (['qq', 'phone', 'code', 'ticket', 'id_card', 'bank_card', 'part', 'other'] as const).flatMap((kind) =>
    near[kind].map((phrase) => ({ kind, phrase: phrase.toLowerCase() })),
  )
  return ({ before, behind }) => {
    if (behind.startsWith('@')) return sure(behind.startsWith('@qq.com') ? 'qq' : 'other')
    if (hiddenBefore.test(before) || hiddenBehind.test(behind)) return sure('part')
    if (areaCode.test(before)) return sure('other')
    const best = lastOf(words, before)
    if (best) return { near: best.kind, named: link.test(before.slice(best.end)) ? best.kind : undefined }
    const said = firstOf(words, whatItIs(behind))
    return said ? sure(said) : nothing
  }
}

/** The word nearest before the number; of two that end alike the longer ("手机验证码" is about a code). */
function lastOf(words: readonly Word[], before: string): { readonly kind: Near; readonly end: number } | undefined {
  let best: { readonly kind: Near; readonly at: number; readonly end: number } | undefined
  for (const { kind, phrase } of words) {
    const at = before.lastIndexOf(phrase)
    const end = at + phrase.length
    if (at >= 0 && isWhole(before, at, end) && (!best || end > best.end || (end === best.end && at < best.at))) best = { kind, at, end }
  }
  return best
}

/** Words behind count only after "是", or in brackets. */
function whatItIs(behind: string): string {
  const bracketed = inBrackets.exec(behind)?.[1]
  if (bracketed !== undefined) return bracketed
  return saysWhatItIs.test(behind) ? (behind.split(endOfClause)[0] ?? '') : ''
}

const firstOf = (words: readonly Word[], said: string): Near | undefined =>
  words.find(({ phrase }) => {
    const at = said.indexOf(phrase)
    return at >= 0 && isWhole(said, at, at + phrase.length)
  })?.kind

/** "cell" is no word of "cancelled". */
const isWhole = (text: string, start: number, end: number): boolean =>
  !(/[a-z]/.test(text[start] ?? '') && /[a-z]/.test(text[start - 1] ?? '')) && !(/[a-z]/.test(text[end - 1] ?? '') && /[a-z]/.test(text[end] ?? ''))
