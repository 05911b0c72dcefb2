import { logIn } from './logIn.js'
import type { Account } from './model.js'
import type { Gives, UserAction, UserActionOutcome } from './operations.js'
import { boundPhone } from './readAccount.js'
import { unbindRefusal, withSymptomsCleared } from './unbinding.js'

/** What the person's action made of the account. */
export interface UserChange {
  readonly account: Account
  readonly outcome: UserActionOutcome
  readonly gives?: Gives
}

/** What the person does in the real app, which the bot can only advise. It works without the account service. */
export function actAsUser(account: Account, action: UserAction): UserChange {
  switch (action.action) {
    case 'log_in':
      return logIn(account, action)
    case 'update_client':
      if (account.client_version === 'supported') return { account, outcome: 'already_updated' }
      return { account: { ...account, client_version: 'supported' }, outcome: 'updated' }
    case 'request_unbind':
      return requestUnbind(account)
    case 'confirm_unbind':
      return confirmUnbind(account)
    case 'activate':
      return activate(account)
    case 'read_notice':
      return readNotice(account)
  }
}

/** F15: the person presses 解绑; nothing happens before the confirmation. */
function requestUnbind(account: Account): UserChange {
  const reason = unbindRefusal(account)
  if (reason !== null) return { account, outcome: 'refused', gives: { reason } }
  if (!account.logged_in) return { account, outcome: 'log_in_first' }
  if (account.unbind === 'requested') return { account, outcome: 'already_requested' }
  if (boundPhone(account) === null) return { account, outcome: 'nothing_bound' }
  return { account: { ...account, unbind: 'requested', unbind_confirmed: false }, outcome: 'requested' }
}

/** F16: only a confirmed request is processed at the next login. */
function confirmUnbind(account: Account): UserChange {
  if (account.unbind !== 'requested') return { account, outcome: 'nothing_to_confirm' }
  const reason = unbindRefusal(account)
  if (reason !== null) return { account, outcome: 'refused', gives: { reason } }
  if (account.unbind_confirmed) return { account, outcome: 'already_confirmed' }
  return { account: { ...account, unbind_confirmed: true }, outcome: 'confirmed' }
}

function activate(account: Account): UserChange {
  if (account.status === 'normal') return { account, outcome: 'already_activated' }
  if (account.status === 'not_activated') return { account: { ...account, status: 'normal' }, outcome: 'activated' }
  return { account, outcome: 'refused', gives: { reason: account.status } }
}

/** The owner recognises the operation as their own; one that was not theirs is no mistake to be explained away. */
function readNotice(account: Account): UserChange {
  switch (account.recent_operations) {
    case 'clean':
      return { account, outcome: 'no_notice' }
    case 'suspicious':
      return { account, outcome: 'not_own_operation' }
    case 'misoperation':
      return { account: withSymptomsCleared({ ...account, recent_operations: 'clean' }), outcome: 'read' }
  }
}
