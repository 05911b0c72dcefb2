import { CHINESE_DIGITS, chineseDigit, plainDigit, SPELLED_DIGIT, spelledDigits } from '../shared/digits.js'

/**
 * A run of digits as typed, with its place in the original text. `spaced`: nothing, blanks or hyphens stand before it;
 * `worded`: a word that goes on with a number ("然后", "then").
 */
export type DigitGroup = {
  readonly digits: string
  readonly start: number
  readonly end: number
  readonly spaced: boolean
  readonly worded: boolean
}

/** Stands for what takes a place and is not seen: half a surrogate pair, a joiner, the rest of a word that was one digit. */
export const INVISIBLE = '\u200b'

/**
 * The text in plain ASCII where it has an ASCII meaning, code unit for code unit, so that every place in it is a place in the
 * original: full-width and decorated letters and digits, digits of other scripts. Han stays (see `spokenShape`).
 */
export function shapeOf(text: string): string {
  let shape = ''
  for (const char of text) shape += (char < '\u0080' ? char.toLowerCase() : plainChar(char)).padEnd(char.length, INVISIBLE)
  return shape
}

function plainChar(char: string): string {
  if (/\p{Script=Han}/u.test(char)) return char
  // The frame of a keycap (1️⃣) is no sign of its own.
  if (/\p{Cf}|\ufe0f|\u20e3/u.test(char)) return INVISIBLE
  const plain = char.normalize('NFKC').toLowerCase()
  return plain.length === 1 && plain < '\u0080' ? plain : (plainDigit(char) ?? char)
}

const numeral = new RegExp(`[${CHINESE_DIGITS}]`, 'g')
const circle = new RegExp(`(?<=[\\d${CHINESE_DIGITS}○])○|○(?=[\\d${CHINESE_DIGITS}])`, 'g')
const ELEMENT = `(?:${SPELLED_DIGIT}|(?<!\\d)\\d{1,12}(?!\\d))`
/** So many digits read out in a row are a number; fewer are prose ("one of the two"). */
const fewestSpelled = 4
const readOut = (fewest: number): RegExp =>
  new RegExp(`${ELEMENT}(?:[\\s,.\\-${INVISIBLE}]{1,3}(?:(?:and |then ){1,2})?${ELEMENT}){${fewest - 1},}`, 'g')
const readOutNumber = readOut(fewestSpelled)
const readOutPiece = readOut(1)
const spelled = new RegExp(SPELLED_DIGIT, 'g')
/** The letter O for a zero, in what is a mobile number with it. */
const letterZero = /(?<![a-z\d])1[3-9o][\do]{9}(?![a-z\d])/g

/** The same with digits read out, in Chinese or in English, as digits; only for runs long enough to be a number. */
export const spokenShape = (shape: string): string => spoken(shape, readOutNumber)
/** The same for a message that is known to be digits only, however few. */
export const spokenPiece = (shape: string): string => spoken(shape, readOutPiece)

const spoken = (shape: string, run: RegExp): string =>
  shape
    .replace(circle, '0')
    .replace(numeral, (char) => chineseDigit(char) ?? char)
    .replace(run, (found) => found.replace(spelled, (word) => spelledDigits(word).padEnd(word.length, INVISIBLE)))
    .replace(letterZero, (found) => found.replaceAll('o', '0'))

/** A star, a colon or a sign of arithmetic parts numbers; "|" stands for what is something else already. */
const separator = /^[^\p{L}\p{N}|*•●:+=@#&<>%¥$]*$/u
const spaces = /^[\s\-‐-―−()]*$/
const longestSeparator = 4
const longestJoiner = 16

/** Puts the groups of a text into rows: those of a row may belong together. `joiners` are words that go on with a number. */
export function createRowReader(joiners: readonly string[]): (shape: string) => readonly (readonly DigitGroup[])[] {
  const longestFirst = [...joiners].sort((a, b) => b.length - a.length)
  const goesOn = (between: string): boolean => {
    const rest = longestFirst.reduce((left, joiner) => left.replaceAll(joiner, ''), between)
    return rest !== between && separator.test(rest.replaceAll('是', ''))
  }
  return (shape) => {
    const rows: DigitGroup[][] = []
    for (const match of shape.matchAll(/\d+/g)) {
      const place = { digits: match[0], start: match.index, end: match.index + match[0].length }
      const row = rows.at(-1)
      const before = row?.at(-1)
      const between = before ? shape.slice(before.end, place.start).replaceAll(INVISIBLE, '') : ''
      const separated = between.length <= longestSeparator && separator.test(between)
      const worded = !separated && between.length <= longestJoiner && goesOn(between)
      if (row && (separated || worded)) row.push({ ...place, spaced: separated && spaces.test(between), worded })
      else rows.push([{ ...place, spaced: false, worded: false }])
    }
    return rows
  }
}
