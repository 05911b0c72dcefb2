import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Account } from '../../src/accounts/model.js'
import { operate } from '../../src/accounts/operate.js'
import type { LoginMethod, UserAction } from '../../src/accounts/operations.js'
import { accountWith, anyAccount, newPhone } from './anyAccount.js'

const now = Date.UTC(2030, 0, 1)
const rebound = { bound_phone: newPhone, new_phone: newPhone, new_phone_verified: true, unbind: 'complete' } as const
const released = { bound_phone: null, binding: 'not_bound', unbind: 'complete' } as const
const request: UserAction = { action: 'request_unbind' }
const confirm: UserAction = { action: 'confirm_unbind' }

function logIn(method: LoginMethod): UserAction {
  return { action: 'log_in', method }
}

/** What each action answered, and the account in the end. */
function after(fields: Partial<Account>, ...actions: readonly UserAction[]): { readonly outcomes: readonly string[]; readonly account: Account } {
  let account = accountWith(fields)
  const outcomes = actions.map((action) => {
    const done = operate(account, action, now)
    account = done.account
    return done.result.outcome
  })
  return { outcomes, account }
}

const logins: readonly (readonly [Partial<Account>, LoginMethod, string])[] = [
  [{}, 'password', 'logged_in'],
  [{}, 'old_phone', 'logged_in'],
  [{}, 'new_phone', 'method_not_available'],
  [{ face: false }, 'face', 'method_not_available'],
  [{ face_result: 'bad_light' }, 'face', 'bad_light'],
  [{ face_result: 'fail' }, 'face', 'face_failed'],
  [rebound, 'new_phone', 'logged_in'],
  [rebound, 'old_phone', 'old_phone_released'],
  [released, 'password', 'phone_not_bound'],
  [released, 'old_phone', 'old_phone_released'],
  [released, 'qr_code', 'logged_in'],
  [released, 'face', 'logged_in'],
  [{ ...rebound, new_phone_verified: false }, 'new_phone', 'phone_not_verified'],
  [{ ...rebound, unbind: 'errored' }, 'password', 'unbind_errored'],
  [{ ...rebound, unbind: 'errored' }, 'qr_code', 'logged_in'],
  [{ status: 'banned' }, 'password', 'refused'],
  [{ status: 'frozen' }, 'qr_code', 'refused'],
  [{ status: 'at_risk' }, 'face', 'refused'],
]

test.each(logins)('an account with %j logs in by %s → %s', (fields, method, outcome) => {
  expect(after(fields, logIn(method)).outcomes).toEqual([outcome])
})

test('the first official login activates the account', () => {
  expect(after({ status: 'not_activated' }, logIn('password')).account.status).toBe('normal')
})

test('the released number is remembered as what was typed, until another way works', () => {
  expect(after(rebound, logIn('old_phone')).account.login_method).toBe('old_phone_used')
  expect(after(rebound, logIn('old_phone'), logIn('new_phone')).account.login_method).toBe('correct')
})

test('a request that was confirmed is processed at the next login', () => {
  const { outcomes, account } = after({}, request, confirm, logIn('password'))
  expect(outcomes).toEqual(['requested', 'confirmed', 'logged_in'])
  expect(account).toMatchObject({ bound_phone: null, binding: 'not_bound', unbind: 'complete', unbind_confirmed: false })
})

test('no login unbinds what the owner did not confirm', () => {
  fc.assert(
    fc.property(anyAccount, fc.constantFrom<LoginMethod>('password', 'old_phone', 'new_phone', 'qr_code', 'face'), (account, method) => {
      fc.pre(account.unbind !== 'requested' || !account.unbind_confirmed)
      const done = operate(account, logIn(method), now).account
      expect([done.bound_phone, done.binding, done.unbind]).toEqual([account.bound_phone, account.binding, account.unbind])
    }),
  )
})

test('a confirmed request waits until the client can carry it out', () => {
  const waiting = { unbind: 'requested', unbind_confirmed: true, client_version: 'restricted' } as const
  expect(after(waiting, logIn('password')).account.unbind).toBe('requested')
  expect(after(waiting, { action: 'log_in', method: 'password', client_version: 'supported' }).account.unbind).toBe('complete')
})

test('an unbinding that always fails leaves its error on record', () => {
  expect(after({ retry_fails: true }, request, confirm, logIn('password')).account.unbind).toBe('errored')
})

test('unbinding again cures one that did not take effect', () => {
  const { account } = after({ unbind: 'partial', can_send: false, gets_notifications: false }, request, confirm, logIn('password'))
  expect(account).toMatchObject({ unbind: 'complete', bound_phone: null, can_send: true, gets_notifications: true })
})

const steps: readonly (readonly [Partial<Account>, UserAction, string])[] = [
  [{ logged_in: false }, request, 'log_in_first'],
  [released, request, 'nothing_bound'],
  [{ status: 'banned' }, request, 'refused'],
  [{ status: 'at_risk' }, request, 'refused'],
  [{ binding: 'incorrect' }, request, 'refused'],
  [{ client_version: 'restricted' }, request, 'refused'],
  [{ unbind: 'requested' }, request, 'already_requested'],
  [{}, confirm, 'nothing_to_confirm'],
  [{ unbind: 'requested', unbind_confirmed: true }, confirm, 'already_confirmed'],
  [{ unbind: 'requested', status: 'frozen' }, confirm, 'refused'],
  [{ client_version: 'restricted' }, { action: 'update_client' }, 'updated'],
  [{}, { action: 'update_client' }, 'already_updated'],
  [{ status: 'not_activated' }, { action: 'activate' }, 'activated'],
  [{}, { action: 'activate' }, 'already_activated'],
  [{ status: 'banned' }, { action: 'activate' }, 'refused'],
  [{ recent_operations: 'misoperation' }, { action: 'read_notice' }, 'read'],
  [{}, { action: 'read_notice' }, 'no_notice'],
  [{ recent_operations: 'suspicious' }, { action: 'read_notice' }, 'not_own_operation'],
]

test.each(steps)('an account with %j: %j → %s', (fields, action, outcome) => {
  expect(after(fields, action).outcomes).toEqual([outcome])
})

test('the owner who reads the notice about a slip has messages and notifications back', () => {
  const { account } = after({ recent_operations: 'misoperation', can_send: false, gets_notifications: false }, { action: 'read_notice' })
  expect(account).toMatchObject({ recent_operations: 'clean', can_send: true, gets_notifications: true })
})
