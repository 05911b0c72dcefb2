import { type Account, accountSchema } from '../../accounts/model.js'
import type { Cause, Persona } from '../../accounts/personas.js'
import { type Numbers, withNumbers } from '../../accounts/privateCopy.js'

/** One state of an account that the walk starts from, and how a replay gets there. */
export type AccountState = {
  readonly persona: string
  /** Fields that differ from the persona's. */
  readonly patch?: Readonly<Record<string, unknown>>
  /** Written by hand, so that they are independent of what the checks find. */
  readonly causes: readonly Cause[]
  readonly account: Account
}

/** The same in every walk: only which number is meant ever matters. */
export const NUMBERS: Numbers & { readonly free: string; readonly another: string; readonly taken: string } = {
  $account_id: '123456789',
  $old_phone: '13800000001',
  $new_phone: '13900000002',
  $contact: '13700000003',
  free: '13600000004',
  /** A second number that the owner holds. */
  another: '13300000006',
  taken: '13500000005',
}

/** The account of each persona, as it stands at first. */
export const accountStates = (personas: readonly Persona[]): readonly AccountState[] =>
  personas.map(({ persona, causes, account }) => ({
    persona,
    causes,
    account: accountSchema.parse({ ...withNumbers(account, NUMBERS), persona, dynamic_secret: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567' }),
  }))
