import { stringify } from 'yaml'
import type { Account } from '../../accounts/model.js'
import type { AccountState } from './accountStates.js'
import { accountKey } from './accountStates.js'
import type { Found } from './breaches.js'
import { type Via, wayTo } from './walk.js'

/** The conversation that shows a breach, in the format of replays. Empty where no conversation does. */
export function writeReplay({ via, account, then = [] }: Pick<Found, 'via' | 'account' | 'then'>, states: readonly AccountState[]): string {
  if (!via) return ''
  const ways = wayTo(via)
  const shown = stateOf(ways.find(({ origin }) => origin !== null)?.origin ?? account, states)
  const turns = [...ways.flatMap((one) => turnsOf(one, shown?.account ?? null)), ...then]
  const namesOther = turns.some(({ user }) => typeof user === 'string' && user.includes('$other_'))
  return stringify(
    {
      account: { persona: shown?.persona ?? 'healthy', ...(shown?.patch ? { patch: shown.patch } : {}) },
      ...(namesOther ? { other_account: { persona: 'healthy' } } : {}),
      language: 'zh',
      turns,
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  )
}

function stateOf(account: Account | null, states: readonly AccountState[]): AccountState | undefined {
  if (account === null) return states[0]
  const key = accountKey(account)
  return (
    states.find((state) => state.account.persona === account.persona && accountKey(state.account) === key) ??
    states.find((state) => accountKey(state.account) === key)
  )
}

type Turn = Readonly<Record<string, unknown>>

/** What is done on the phone goes before what is said. */
function turnsOf({ phone, waits, answer, codeFor, fault }: Via, account: Account | null): readonly Turn[] {
  const { write } = answer
  const said: Turn = typeof write.user === 'string' ? { ...write, user: filled(write.user, account, codeFor) } : write
  const fails = fault === null ? [] : [{ phone: { action: 'fault', ...fault, times: TRIES } }]
  return [...phone.map((action) => ({ phone: action })), ...fails, ...(waits ? [{ wait: CODES_EXPIRE }] : []), said]
}

/** One failure is made good by the retry. */
const TRIES = 2

/** A little longer than any code is good for. */
const CODES_EXPIRE = 301

/** The numbers and codes that the private copy of a replay has. */
const filled = (text: string, account: Account | null, codeFor: string | null): string =>
  text
    .replaceAll('$my_phone', account?.new_phone ? '$new_phone' : '$free_phone')
    .replaceAll('$right_code', codeFor === 'try_dynamic_code' ? '$dynamic_code' : '$code')
