import type { UserChange } from './actAsUser.js'
import type { Account } from './model.js'
import type { LoginMethod, UserAction } from './operations.js'
import { boundPhone, newPhoneIsBound } from './readAccount.js'
import { unbindRefusal, withUnbindFinished } from './unbinding.js'

type Login = Extract<UserAction, { readonly action: 'log_in' }>
type Obstacle =
  | 'phone_not_bound'
  | 'phone_not_verified'
  | 'unbind_errored'
  | 'old_phone_released'
  | 'method_not_available'
  | 'face_failed'
  | 'bad_light'

/** A login of the person. The first official one activates the account (F30), and it processes a confirmed request to unbind (F26). */
export function logIn(account: Account, login: Login): UserChange {
  const before = login.client_version === undefined ? account : { ...account, client_version: login.client_version }
  if (before.status !== 'normal' && before.status !== 'not_activated') {
    return { account: before, outcome: 'refused', gives: { reason: before.status } }
  }
  const obstacle = obstacleTo(before, login.method)
  if (obstacle === 'old_phone_released') return { account: { ...before, login_method: 'old_phone_used' }, outcome: obstacle }
  if (obstacle !== null) return { account: before, outcome: obstacle }
  const inside: Account = { ...before, status: 'normal', logged_in: true, login_method: 'correct' }
  if (!isDue(inside)) return { account: inside, outcome: 'logged_in' }
  const unbound: Account = inside.retry_fails ? { ...inside, unbind: 'errored', unbind_confirmed: false } : withUnbindFinished(inside)
  return { account: unbound, outcome: 'logged_in', gives: { unbound: unbound.unbind === 'complete' } }
}

/** A request that may not be carried out yet stays open, so the login after the remedy processes it. */
function isDue(account: Account): boolean {
  return account.unbind === 'requested' && account.unbind_confirmed && boundPhone(account) !== null && unbindRefusal(account) === null
}

function obstacleTo(account: Account, method: LoginMethod): Obstacle | null {
  switch (method) {
    // Scanning with a device that is logged in needs no phone number (F44).
    case 'qr_code':
      return null
    case 'face':
      return obstacleToFace(account)
    case 'old_phone':
      return oldPhoneIsInForce(account) ? obstacleToPhone(account) : 'old_phone_released'
    case 'new_phone':
      return account.new_phone === null ? 'method_not_available' : obstacleToPhone(account)
    case 'password':
      return obstacleToPhone(account)
  }
}

function obstacleToFace(account: Account): Obstacle | null {
  if (!account.face) return 'method_not_available'
  switch (account.face_result) {
    case 'pass':
      return null
    case 'fail':
      return 'face_failed'
    case 'bad_light':
      return 'bad_light'
  }
}

function oldPhoneIsInForce(account: Account): boolean {
  const bound = boundPhone(account)
  return bound !== null && bound !== account.new_phone && account.unbind !== 'complete'
}

/** A login by password is confirmed by phone too (F06). */
function obstacleToPhone(account: Account): Obstacle | null {
  if (account.unbind === 'errored') return 'unbind_errored'
  if (!newPhoneIsBound(account)) return 'phone_not_bound'
  return account.new_phone !== null && !account.new_phone_verified ? 'phone_not_verified' : null
}
