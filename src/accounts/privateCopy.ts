import { type Account, accountSchema } from './model.js'
import { parseFields } from './parseFields.js'
import { BadField } from './refusals.js'

/** The numbers that a persona names by placeholder. */
export interface Numbers {
  readonly $account_id: string
  readonly $old_phone: string
  readonly $new_phone: string
  /** A number that belongs to the owner and is neither the old nor the new security phone. */
  readonly $contact: string
}

export interface Draw {
  /** From 0 up to, not including, 1. */
  readonly random: () => number
  readonly isTaken: (number: string) => boolean
}

/** Numbers that no other account has; the account number has 9 or 10 digits, so it never looks like a phone. */
export function freshNumbers(draw: Draw): Numbers {
  const drawn = new Set<string>()
  const fresh = (make: () => string): string => {
    // Billions of numbers against thousands of accounts: a second try is rare, a thousandth means a broken source.
    for (let tries = 0; tries < 1000; tries += 1) {
      const number = make()
      if (drawn.has(number) || draw.isTaken(number)) continue
      drawn.add(number)
      return number
    }
    throw new Error('no fresh number in 1000 tries: expected `random` to give varied numbers')
  }
  const phone = () => `1${digit(draw, 3, 9)}${digits(draw, 9)}`
  return {
    $account_id: fresh(() => `${digit(draw, 1, 9)}${digits(draw, draw.random() < 0.5 ? 8 : 9)}`),
    $old_phone: fresh(phone),
    $new_phone: fresh(phone),
    $contact: fresh(phone),
  }
}

/** A secret for dynamic codes: 160 bits, as authenticator apps expect. */
export function freshSecret(random: () => number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  return Array.from({ length: 32 }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('')
}

/** Fields in which `$account_id`, `$old_phone`, `$new_phone` and `$contact` stand for numbers, with those numbers put in. */
export function withNumbers(fields: unknown, numbers: Numbers): Readonly<Record<string, unknown>> {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) throw new BadField('(whole)', 'expected an object of fields')
  const known = new Map<unknown, string>(Object.entries(numbers))
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, known.get(value) ?? value]))
}

/** The account with other values in some fields; whose account it is cannot be changed. */
export function withPatch(account: Account, patch: unknown): Account {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) throw new BadField('(whole)', 'expected an object of fields')
  const patched = parseFields(accountSchema, { ...account, ...patch })
  if (patched.account_id !== account.account_id) throw new BadField('account_id', 'the number of an account cannot be changed')
  return patched
}

function digit(draw: Draw, from: number, to: number): number {
  return from + Math.floor(draw.random() * (to - from + 1))
}

function digits(draw: Draw, count: number): string {
  return String(Math.floor(draw.random() * 10 ** count)).padStart(count, '0')
}
