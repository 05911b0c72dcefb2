import type { Account } from './model.js'
import type { ActOutcome, Gives, PreparedAct } from './operations.js'
import { boundPhone } from './readAccount.js'
import { accountRefusal, unbindRefusal, withSymptomsCleared, withUnbindFinished } from './unbinding.js'

/** What an act made of the account; `account` is the very same object when nothing changed. */
export interface Change {
  readonly account: Account
  readonly outcome: ActOutcome
  readonly gives?: Gives
}

/** Carries out an act. Doing it twice leaves the account as doing it once. */
export function changeAccount(account: Account, act: PreparedAct): Change {
  const reason = accountRefusal(account)
  if (reason !== null) return refused(account, reason)
  switch (act.name) {
    case 'unbind_phone':
      return unbindPhone(account)
    case 'bind_phone':
      return bindPhone(account, act.phone, act.in_use ?? false)
    case 'verify_new_phone':
      return verifyNewPhone(account, act.phone)
    case 'retry_unbind':
      return retryUnbind(account)
    case 'undo_operation':
      return undoOperation(account)
  }
}

function refused(account: Account, reason: string): Change {
  return { account, outcome: 'refused', gives: { reason } }
}

/** Releases the bound number, whichever it is; also what F49 asks for when an earlier unbinding only half took effect. */
function unbindPhone(account: Account): Change {
  const halfDone = account.unbind === 'partial' || account.unbind === 'errored'
  if (boundPhone(account) === null && !halfDone) return { account, outcome: 'already_unbound' }
  const reason = unbindRefusal(account)
  if (reason !== null) return refused(account, reason)
  if (halfDone && account.retry_fails) return refused(account, 'unbind_fails_again')
  return { account: withUnbindFinished(account), outcome: 'unbound' }
}

/** Replaces whatever number was bound: rebinding is how a wrong or expired number is put right (F36). */
function bindPhone(account: Account, phone: string, inUse: boolean): Change {
  const bound = account.binding === 'correct' ? account.bound_phone : null
  const newPhoneIsSettled = account.new_phone === null || (account.new_phone === phone && account.new_phone_verified)
  if (bound === phone && newPhoneIsSettled) return { account, outcome: 'already_bound' }
  if (inUse) return { account, outcome: 'number_in_use' }
  const rebound: Account = {
    ...account,
    bound_phone: phone,
    binding: 'correct',
    new_phone: phone,
    new_phone_verified: true,
    login_method: 'correct',
    // A request was about the number that has just been replaced: left open, the next login would release the new one.
    unbind: account.unbind === 'requested' ? (account.unbind_confirmed ? 'complete' : 'none') : account.unbind,
    unbind_confirmed: false,
  }
  return { account: rebound, outcome: 'bound' }
}

function verifyNewPhone(account: Account, phone: string | undefined): Change {
  if (account.new_phone === null) return { account, outcome: boundPhone(account) === null ? 'no_phone' : 'already_verified' }
  if (account.new_phone_verified) return { account, outcome: 'already_verified' }
  if (phone !== undefined && phone !== account.new_phone) return { account, outcome: 'another_number' }
  return { account: { ...account, new_phone_verified: true }, outcome: 'verified' }
}

/** Finishes an unbinding that stopped half-way; unlike `unbind_phone` it leaves a new number that is bound by now. */
function retryUnbind(account: Account): Change {
  if (account.unbind !== 'partial' && account.unbind !== 'errored') return { account, outcome: 'nothing_to_retry' }
  if (account.retry_fails) return { account, outcome: 'failed' }
  const newPhoneStays = account.new_phone !== null && boundPhone(account) === account.new_phone
  if (!newPhoneStays) return { account: withUnbindFinished(account), outcome: 'completed' }
  return { account: withSymptomsCleared({ ...account, unbind: 'complete', unbind_confirmed: false }), outcome: 'completed' }
}

function undoOperation(account: Account): Change {
  switch (account.recent_operations) {
    case 'clean':
      return { account, outcome: 'nothing_to_undo' }
    case 'suspicious':
      return refused(account, 'suspicious')
    case 'misoperation':
      return { account: withSymptomsCleared({ ...account, recent_operations: 'clean' }), outcome: 'undone' }
  }
}
