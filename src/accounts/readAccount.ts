import type { Account } from './model.js'
import type { CheckName, CheckOutcome } from './operations.js'

/** What a check finds on the account as it is. */
export function readAccount(account: Account, check: CheckName): CheckOutcome {
  switch (check) {
    case 'account_status':
      return account.status
    case 'binding_info':
      return account.bound_phone === null ? 'not_bound' : account.binding
    case 'client_version':
      return account.client_version
    case 'new_phone_binding':
      return newPhoneIsBound(account) ? 'bound' : 'not_bound'
    case 'new_phone_verification':
      return newPhoneVerification(account)
    case 'login_method':
      return account.login_method
    case 'unbind_record':
      return account.unbind
    case 'recent_operations':
      return account.recent_operations
    case 'message_capability':
      return account.can_send ? 'working' : 'broken'
    case 'notification_capability':
      return account.gets_notifications ? 'working' : 'broken'
  }
}

/** The number in force, or null: a binding that says `not_bound` holds no number, whatever stands in the field. */
export function boundPhone(account: Account): string | null {
  return account.binding === 'not_bound' ? null : account.bound_phone
}

/** Whoever named no new phone goes on with the bound one, so an account that was never unbound has nothing missing. */
export function newPhoneIsBound(account: Account): boolean {
  const bound = boundPhone(account)
  return bound !== null && (account.new_phone ?? bound) === bound
}

function newPhoneVerification(account: Account): 'verified' | 'unverified' | 'no_phone' {
  if (account.new_phone !== null) return account.new_phone_verified ? 'verified' : 'unverified'
  // A number that is bound was verified when it was bound.
  return boundPhone(account) === null ? 'no_phone' : 'verified'
}
