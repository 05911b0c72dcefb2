import type { DigitGroup } from './digits.js'

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
    const size = sizeOfNumber(row, at, shape)
    const whole = joined(row.slice(at, at + size), shape)
    if (whole.digits.length >= fewestDigits && !isDate(row.slice(at, at + size))) found.push(whole)
    at += size
  }
  return found
}

/** How many groups, from `at`, make one number; the longest reading wins. */
function sizeOfNumber(row: readonly DigitGroup[], at: number, shape: string): number {
  for (let size = Math.min(mostGroups, row.length - at); size > 1; size--) {
    const groups = row.slice(at, at + size)
    const { digits } = joined(groups, shape)
    if (mobile.test(digits) || idCard.test(digits) || isCardInFours(groups)) return size
    const small = groups.every(({ digits: own }) => own.length <= shortGroup)
    const close = groups.slice(1).every(({ spaced }) => spaced) || groups.every(({ digits: own }) => own.length === 1)
    if (small && close && digits.length >= fewestJoined && digits.length <= 12) return size
  }
  return 1
}

function joined(groups: readonly DigitGroup[], shape: string): WholeNumber {
  const digits = groups.map((group) => group.digits).join('')
  const start = groups[0]?.start ?? 0
  const end = groups.at(-1)?.end ?? 0
  const closesWithX = digits.length === 17 && shape[end] === 'x'
  return { digits: closesWithX ? `${digits}x` : digits, start, end: closesWithX ? end + 1 : end, grouped: groups.length > 1 }
}

const isCardInFours = (groups: readonly DigitGroup[]): boolean =>
  groups.length >= 4 && groups.length <= 5 && groups.every(({ digits }, i) => digits.length === 4 || (i === groups.length - 1 && digits.length <= 4))

const isDate = (groups: readonly DigitGroup[]): boolean =>
  groups.length === 3 && /^(?:19|20)\d\d$/.test(groups[0]?.digits ?? '') && groups.slice(1).every(({ digits }) => digits.length <= 2)

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
