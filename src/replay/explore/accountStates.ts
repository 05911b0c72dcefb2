import { type Account, accountSchema } from '../../accounts/model.js'
import type { Cause, Persona } from '../../accounts/personas.js'
import { withNumbers } from '../../accounts/privateCopy.js'
import { type Edit, editsOf } from './edits.js'
import { NUMBERS } from './numbers.js'

/** One state of an account that the walk starts from, and how a replay gets there. */
export type AccountState = {
  readonly persona: string
  /** Fields that differ from the persona's. */
  readonly patch?: Readonly<Record<string, unknown>>
  /** Written by hand, so that they are independent of what the checks find. */
  readonly causes: readonly Cause[]
  readonly account: Account
}

/** The account of each persona, as it stands at first. */
export const accountStates = (personas: readonly Persona[]): readonly AccountState[] =>
  personas.map(({ persona, causes, account }) => ({
    persona,
    causes,
    account: accountSchema.parse({ ...withNumbers(account, NUMBERS), persona, dynamic_secret: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567' }),
  }))

/** The personas, then every account that differs from one of them in a single field; each account once. */
export function editedStates(personas: readonly Persona[]): readonly AccountState[] {
  const states = new Map<string, AccountState>()
  const add = (state: AccountState): void => {
    const key = accountKey(state.account)
    if (!states.has(key)) states.set(key, state)
  }
  const plain = accountStates(personas)
  plain.forEach(add)
  for (const state of plain) for (const edit of editsOf(state.account)) add(edited(state, edit))
  return [...states.values()]
}

const edited = ({ persona, causes, account }: AccountState, { fields, adds, removes }: Edit): AccountState => ({
  persona,
  patch: fields,
  causes: [...new Set([...causes.filter((cause) => !removes.includes(cause)), ...adds])],
  account: { ...account, ...fields },
})

const accountKeys = new WeakMap<Account, string>()

/** The same for accounts that differ in name only. */
export function accountKey(account: Account): string {
  const known = accountKeys.get(account)
  if (known !== undefined) return known
  const { account_id: _id, persona: _persona, dynamic_secret: _secret, ...rest } = account
  const key = JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))
  accountKeys.set(account, key)
  return key
}
