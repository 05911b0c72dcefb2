/** A run of digits as typed, with its place in the original text; `spaced` when only blanks or hyphens stand before it. */
export type DigitGroup = { readonly digits: string; readonly start: number; readonly end: number; readonly spaced: boolean }

const chineseDigits = new Map([...'零一二三四五六七八九'].map((char, value) => [char, String(value)] as const))
for (const [char, digit] of Object.entries({
  〇: '0',
  幺: '1',
  壹: '1',
  贰: '2',
  叁: '3',
  肆: '4',
  伍: '5',
  陆: '6',
  柒: '7',
  捌: '8',
  玖: '9',
  貳: '2',
  參: '3',
  陸: '6',
})) {
  chineseDigits.set(char, digit)
}
/** Stands for the second half of a surrogate pair, and for anything invisible. */
const invisible = '\u200b'

/**
 * The text in plain ASCII where it has an ASCII meaning, code unit for code unit, so that every place in it is a place in the
 * original: full-width and decorated letters and digits, digits of other scripts. Han stays (see `spokenShape`).
 */
export function shapeOf(text: string): string {
  let shape = ''
  for (const char of text) shape += (char < '\u0080' ? char.toLowerCase() : plainChar(char)).padEnd(char.length, invisible)
  return shape
}

function plainChar(char: string): string {
  if (/\p{Script=Han}/u.test(char)) return char
  if (/\p{Cf}/u.test(char)) return invisible
  const plain = char.normalize('NFKC').toLowerCase()
  if (plain.length === 1 && plain < '\u0080') return plain
  return /\p{Nd}/u.test(char) ? digitOf(char) : char
}

/** Unicode keeps every script's ten digits in a row, so the digit is the distance to the first of them. */
function digitOf(char: string): string {
  const code = char.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++
  return String(value)
}

/** The same with Chinese numerals as digits; only for runs long enough to be a number read out ("一三八零零…"). */
export const spokenShape = (shape: string): string =>
  shape.replace(/[零〇一幺二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖]/g, (char) => chineseDigits.get(char) ?? char)

/** Rows of digit groups that may belong together: between two groups of a row stand at most three separators. */
export function digitRows(shape: string): readonly (readonly DigitGroup[])[] {
  const rows: DigitGroup[][] = []
  for (const match of shape.matchAll(/\d+/g)) {
    const group = { digits: match[0], start: match.index, end: match.index + match[0].length }
    const row = rows.at(-1)
    const before = row?.at(-1)
    const between = before ? shape.slice(before.end, group.start) : ''
    if (row && between.length <= 3 && /^[\s\-‐-―−_.·•,，、()\u200b]+$/.test(between))
      row.push({ ...group, spaced: /^[\s\-‐-―−()\u200b]+$/.test(between) })
    else rows.push([{ ...group, spaced: false }])
  }
  return rows
}
