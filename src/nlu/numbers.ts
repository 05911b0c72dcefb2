import { type DigitGroup, INVISIBLE } from './digits.js'

/** Digits that were meant as one number, wherever the typist put blanks. */
export type WholeNumber = { readonly digits: string; readonly start: number; readonly end: number; readonly grouped: boolean }

const mostGroups = 20
export const mobile = /^(?:0086|086|86)?(1[3-9]\d{9})$/
const idCard = /^\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]$/
const shortGroup = 4
/** Four digits are a number only as a code; nothing shorter is looked at, and nothing below five is put together. */
const fewestDigits = 4
const fewestJoined = 5

/** Puts together what belongs together: "138 0013 8000" is one number, "12345678 123456" are two, "2024-05-01" is none. */
export function wholeNumbers(row: readonly DigitGroup[], shape: string): readonly WholeNumber[] {
  const found: WholeNumber[] = []
  for (let at = 0; at < row.length; ) {
    const isDay = isDate(row.slice(at, at + 3))
    const size = isDay ? 3 : sizeOfNumber(row, at, shape)
    const whole = joined(row.slice(at, at + size), shape)
    if (!isDay && whole.digits.length >= fewestDigits) found.push(whole)
    at += size
  }
  return found
}

/** How many groups, from `at`, make one number; the longest reading wins. */
function sizeOfNumber(row: readonly DigitGroup[], at: number, shape: string): number {
  for (let size = Math.min(mostGroups, row.length - at); size > 1; size--) {
    const groups = row.slice(at, at + size)
    const { digits } = joined(groups, shape)
    if (mobile.test(digits) || idCard.test(digits) || isCardInFours(groups) || isCardInTwo(groups)) return size
    if (isUneven(groups) || isInThousands(groups, shape)) return size
    const small = groups.every(({ digits: own }) => own.length <= shortGroup)
    const close = groups.slice(1).every(({ spaced, worded }) => spaced || worded) || groups.every(({ digits: own }) => own.length === 1)
    if (small && close && digits.length >= fewestJoined && digits.length <= 12) return size
  }
  return 1
}

function joined(groups: readonly DigitGroup[], shape: string): WholeNumber {
  const digits = groups.map((group) => group.digits).join('')
  const start = groups[0]?.start ?? 0
  const last = groups.at(-1)?.end ?? 0
  const x = digits.length === 17 ? (closingX.exec(shape.slice(last, last + 5))?.[0].length ?? 0) : 0
  let end = last + x
  // A digit that was a word, or two code units, ends where the word does.
  while (shape[end] === INVISIBLE) end++
  return { digits: x > 0 ? `${digits}x` : digits, start, end, grouped: groups.length > 1 }
}

/** The last place of an ID number, which may stand apart like the groups before it. */
const closingX = /^[\s\-‐-―−_.·\u200b]{0,3}x(?![a-z\d])/

const isCardInFours = (groups: readonly DigitGroup[]): boolean =>
  groups.length >= 4 && groups.length <= 5 && groups.every(({ digits }, i) => digits.length === 4 || (i === groups.length - 1 && digits.length <= 4))

/** "9876 54321": what is too short to be a number of its own belongs to its neighbour. */
function isUneven(groups: readonly DigitGroup[]): boolean {
  const sizes = groups.map(({ digits }) => digits.length)
  const all = sizes.reduce((sum, size) => sum + size, 0)
  const isYear = /^(?:19|20)\d\d$/.test(groups[0]?.digits ?? '')
  return (
    !isYear &&
    groups.slice(1).every(({ spaced }) => spaced) &&
    all <= 11 &&
    sizes.some((size) => size <= shortGroup) &&
    sizes.every((size) => size >= 3 && size <= 6)
  )
}

/** "987,654,321" */
const isInThousands = ([first, ...rest]: readonly DigitGroup[], shape: string): boolean =>
  rest.length >= 2 && (first?.digits.length ?? 0) <= 3 && rest.every(({ digits, start }) => digits.length === 3 && shape[start - 1] === ',')

/** The six digits that name a UnionPay bank, then the rest. */
const isCardInTwo = ([first, second, ...more]: readonly DigitGroup[]): boolean =>
  more.length === 0 && /^62\d{4}$/.test(first?.digits ?? '') && /^\d{10,13}$/.test(second?.digits ?? '') && !mobile.test(second?.digits ?? '')

const isDate = (groups: readonly DigitGroup[]): boolean =>
  groups.length === 3 && /^(?:19|20)\d\d$/.test(groups[0]?.digits ?? '') && groups.slice(1).every(({ digits }) => digits.length <= 2)

/** A day of this century, written in one. */
export const looksLikeDate = (digits: string): boolean => /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits)

export const looksLikeIdCard = (digits: string): boolean => idCard.test(digits)

/** GB 11643: the last place is a checksum of the other seventeen. */
export function isValidIdCard(digits: string): boolean {
  const sum = [...digits.slice(0, 17)].reduce((total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11), 0)
  return idCard.test(digits) && '10x98765432'[sum % 11] === digits[17]
}

/** ISO 7812 (Luhn): every second digit from the right counts twice. */
export function isValidCard(digits: string): boolean {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, i) => total + (i % 2 === 0 ? Number(digit) : ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] ?? 0)), 0)
  return sum % 10 === 0
}
