import type { Account } from './model.js'
import { boundPhone } from './readAccount.js'

/** Why nothing may be changed on the account, or null (F12: only a normal account). */
export function accountRefusal(account: Account): string | null {
  return account.status === 'normal' ? null : account.status
}

/** Why the bound number may not be released, or null (F30–F34). */
export function unbindRefusal(account: Account): string | null {
  const refusal = accountRefusal(account)
  if (refusal !== null) return refusal
  if (boundPhone(account) !== null && account.binding === 'incorrect') return 'binding_incorrect'
  if (boundPhone(account) !== null && account.binding === 'expired') return 'binding_expired'
  return account.client_version === 'restricted' ? 'client_restricted' : null
}

/** The account after its bound number was released for good. */
export function withUnbindFinished(account: Account): Account {
  const newPhoneStays = account.new_phone !== null && account.new_phone !== boundPhone(account)
  return withSymptomsCleared({
    ...account,
    bound_phone: null,
    binding: 'not_bound',
    new_phone: newPhoneStays ? account.new_phone : null,
    new_phone_verified: newPhoneStays && account.new_phone_verified,
    unbind: 'complete',
    unbind_confirmed: false,
  })
}

/** Messages and notifications work again once neither of their causes (F47, F48) is left. */
export function withSymptomsCleared(account: Account): Account {
  if (account.unbind === 'partial' || account.recent_operations !== 'clean') return account
  return { ...account, can_send: true, gets_notifications: true }
}
