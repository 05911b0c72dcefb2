import { INVISIBLE, shapeOf, spokenPiece } from './digits.js'
import { mobile } from './numbers.js'

/** Kinds of number that people send in several messages. */
export const PIECE_KINDS = ['qq', 'phone', 'code'] as const
export type PieceKind = (typeof PIECE_KINDS)[number]

/**
 * What a message of digits makes of those before it. `whole`: a value beyond doubt. `unsure`: a value that may be meant, to be confirmed.
 * `part`: more has to come. `apart`: it does not go on with them.
 */
export type Joined =
  | { readonly type: 'whole' | 'unsure'; readonly value: string }
  | { readonly type: 'part'; readonly digits: string }
  | { readonly type: 'apart' }

const apart: Joined = { type: 'apart' }
const onlyDigitsAndSigns = /^[\s+(（…~]*\d[\d\s\-‐-―−()·、,.…~+]*[。!]?\s*$/
/** "8.9" and "10:30" are no pieces of a number. */
const decimal = /\d[.]\d{1,2}(?!\d)/
const longest = 24
const codeLength = 6
const shortestAccount = 5
const longestAccount = 11

/** The digits of a message that is nothing else, or null. */
export function onlyDigits(text: string): string | null {
  if (text.length > longest * 8) return null
  const shape = spokenPiece(shapeOf(text)).replaceAll(INVISIBLE, '')
  if (!onlyDigitsAndSigns.test(shape) || decimal.test(shape)) return null
  const digits = shape.replace(/\D/g, '')
  // "Oh oh" is no number.
  if (/[a-z]/i.test(text) && !/[1-9]/.test(digits)) return null
  return digits.length <= longest ? digits : null
}

/** Whether a number of this kind may begin with these digits and has to go on. One digit alone is an answer by number. */
export function isBeginning(kind: PieceKind, digits: string): boolean {
  if (digits.length < 2) return false
  switch (kind) {
    case 'code':
      return digits.length < codeLength
    case 'qq':
      return digits.length < shortestAccount && !digits.startsWith('0')
    case 'phone':
      return [digits, digits.replace(/^(?:0086|086|86)/, '')].some((own) => own === '' || (own.length < 11 && /^1(?:[3-9]|$)/.test(own)))
  }
}

/** Puts the digits of a message behind those that came before, as far as nobody else's number can come of it. */
export function joinPieces(kind: PieceKind, first: string, rest: string): Joined {
  switch (kind) {
    case 'code':
      return joinedCode(first, rest)
    case 'qq':
      return joinedAccount(first, rest)
    case 'phone':
      return joinedPhone(first, rest)
  }
}

/** Whoever makes a slip begins again, with the digits that they began with. */
const beginsAgain = (first: string, rest: string): boolean => rest.startsWith(first.slice(0, 3))

function joinedCode(first: string, rest: string): Joined {
  const all = first + rest
  if (rest.length >= codeLength || all.length > codeLength) return apart
  if (beginsAgain(first, rest) && isBeginning('code', rest)) return { type: 'part', digits: rest }
  return all.length === codeLength ? { type: 'whole', value: all } : { type: 'part', digits: all }
}

/** Account numbers have no fixed length, so whether one is whole, or was begun again, only its owner knows. */
function joinedAccount(first: string, rest: string): Joined {
  const all = first + rest
  if (all.length > longestAccount || (rest.length >= shortestAccount && rest.startsWith(first))) return apart
  return all.length < shortestAccount ? { type: 'part', digits: all } : { type: 'unsure', value: all }
}

function joinedPhone(first: string, rest: string): Joined {
  if (mobile.test(rest)) return apart
  const all = first + rest
  const value = mobile.exec(all)?.[1]
  const again = beginsAgain(first, rest) || (rest.length >= 7 && isBeginning('phone', rest))
  if (value !== undefined) return { type: again ? 'unsure' : 'whole', value }
  if (again && isBeginning('phone', rest)) return { type: 'part', digits: rest }
  if (isBeginning('phone', all)) return { type: 'part', digits: all }
  return isBeginning('phone', rest) ? { type: 'part', digits: rest } : apart
}
