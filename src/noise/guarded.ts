import { CHINESE_DIGITS, SPELLED_DIGIT } from '../shared/digits.js'

/** What is no words: placeholders, whatever holds a digit, digits read out in a row. */
const DATA = new RegExp(
  [
    '\\$[a-z_]+',
    '\\p{Script=Latin}*\\p{N}[\\p{N}\\p{Script=Latin}]*',
    `[${CHINESE_DIGITS}]{3,}`,
    `(?:${SPELLED_DIGIT}[\\s,-]*){2,}${SPELLED_DIGIT}`,
  ].join('|'),
  'giu',
)
/** Private characters, one for each piece that must not change; no noise touches them. */
const FIRST = 0xe000
const MOST = 1000
const stand = /[\ue000-\ue3e7]/g

/** A text whose data have been put away: `words` may be changed and then given to `whole`. */
export type Guarded = { readonly words: string; whole(changed: string): string }

/** `also` guards more than data. A text with private characters of its own is refused. */
export function guard(text: string, also?: RegExp): Guarded {
  if (text.search(stand) >= 0) throw new Error(`expected a text without private characters, got ${JSON.stringify(text)}`)
  const kept: string[] = []
  const put = (piece: string): string => {
    if (kept.length >= MOST) return piece
    kept.push(piece)
    return String.fromCodePoint(FIRST + kept.length - 1)
  }
  const clean = text.replace(DATA, put)
  const words = also ? clean.replace(also, put) : clean
  return { words, whole: (changed) => changed.replace(stand, (char) => kept[(char.codePointAt(0) ?? 0) - FIRST] ?? char) }
}

export const holdsWords = (text: string): boolean => /[\p{L}\p{Extended_Pictographic}]/u.test(guard(text).words)
/** How many separate data there are. */
export const dataIn = (text: string): number => text.match(DATA)?.length ?? 0
