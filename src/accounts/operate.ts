import { actAsUser } from './actAsUser.js'
import { changeAccount } from './changeAccount.js'
import type { Account } from './model.js'
import type { CheckName, Gives, PreparedAct, Result, UserAction, UserActionResult } from './operations.js'
import { readAccount } from './readAccount.js'

/** The account afterwards and the answer; a check, or an act that changed nothing, hands back the very same object. */
export interface Operated<Answer> {
  readonly account: Account
  readonly result: Answer
}

/**
 * Everything that can happen to a simulated account: a check reads, an act changes and recognises its repeat, an action is the person's own.
 * `now` is ms since 1970 and appears as `gives.at` of whatever changed the account.
 */
export function operate(account: Account, operation: { readonly name: CheckName } | PreparedAct, now: number): Operated<Result>
export function operate(account: Account, operation: UserAction, now: number): Operated<UserActionResult>
export function operate(
  account: Account,
  operation: { readonly name: CheckName } | PreparedAct | UserAction,
  now: number,
): Operated<Result | UserActionResult> {
  if ('action' in operation) return answered(account, actAsUser(account, operation), now)
  if (account.service === 'unavailable') return { account, result: { outcome: 'unavailable' } }
  switch (operation.name) {
    case 'unbind_phone':
    case 'bind_phone':
    case 'verify_new_phone':
    case 'retry_unbind':
    case 'undo_operation':
      return answered(account, changeAccount(account, operation), now)
    case 'account_status':
    case 'binding_info':
    case 'client_version':
    case 'new_phone_binding':
    case 'new_phone_verification':
    case 'login_method':
    case 'unbind_record':
    case 'recent_operations':
    case 'message_capability':
    case 'notification_capability':
      return { account, result: { outcome: readAccount(account, operation.name) } }
  }
}

interface Changed<Outcome> {
  readonly account: Account
  readonly outcome: Outcome
  readonly gives?: Gives
}

function answered<Outcome>(before: Account, change: Changed<Outcome>, now: number): Operated<{ readonly outcome: Outcome; readonly gives?: Gives }> {
  const gives = change.account === before ? change.gives : { ...change.gives, at: now }
  return { account: change.account, result: gives === undefined ? { outcome: change.outcome } : { outcome: change.outcome, gives } }
}
