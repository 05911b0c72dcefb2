import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Account } from '../../src/accounts/model.js'
import { operate } from '../../src/accounts/operate.js'
import {
  actOutcomes,
  type CheckName,
  checkNameSchema,
  checkOutcomes,
  loginMethodSchema,
  type PreparedAct,
  userActionOutcomes,
} from '../../src/accounts/operations.js'
import { accountWith, anyAccount, anyAct, newPhone, oldPhone, repeatOutcome } from './anyAccount.js'

const now = Date.UTC(2030, 0, 1)
const rebound = { bound_phone: newPhone, new_phone: newPhone, new_phone_verified: true, unbind: 'complete' } as const
const released = { bound_phone: null, binding: 'not_bound', unbind: 'complete' } as const

const readings: readonly (readonly [CheckName, Partial<Account>, string])[] = [
  ['account_status', {}, 'normal'],
  ['account_status', { status: 'frozen' }, 'frozen'],
  ['binding_info', {}, 'correct'],
  ['binding_info', { binding: 'expired' }, 'expired'],
  ['binding_info', { bound_phone: null }, 'not_bound'],
  ['client_version', { client_version: 'restricted' }, 'restricted'],
  ['new_phone_binding', {}, 'bound'],
  ['new_phone_binding', rebound, 'bound'],
  ['new_phone_binding', released, 'not_bound'],
  ['new_phone_binding', { binding: 'not_bound' }, 'not_bound'],
  ['new_phone_binding', { new_phone: newPhone }, 'not_bound'],
  ['new_phone_verification', {}, 'verified'],
  ['new_phone_verification', rebound, 'verified'],
  ['new_phone_verification', { ...rebound, new_phone_verified: false }, 'unverified'],
  ['new_phone_verification', released, 'no_phone'],
  ['login_method', { login_method: 'old_phone_used' }, 'old_phone_used'],
  ['unbind_record', { unbind: 'partial' }, 'partial'],
  ['recent_operations', { recent_operations: 'suspicious' }, 'suspicious'],
  ['message_capability', {}, 'working'],
  ['message_capability', { can_send: false }, 'broken'],
  ['notification_capability', { gets_notifications: false }, 'broken'],
]

test.each(readings)('%s of an account with %j finds %s', (name, fields, outcome) => {
  expect(operate(accountWith(fields), { name }, now).result).toEqual({ outcome })
})

const bind: PreparedAct = { name: 'bind_phone', phone: newPhone }
const unbind: PreparedAct = { name: 'unbind_phone' }
const verify: PreparedAct = { name: 'verify_new_phone' }
const retry: PreparedAct = { name: 'retry_unbind' }
const undo: PreparedAct = { name: 'undo_operation' }
const silenced = { can_send: false, gets_notifications: false } as const
const speaking = { can_send: true, gets_notifications: true } as const

/** Before, act, outcome, what has changed afterwards. */
const changes: readonly (readonly [Partial<Account>, PreparedAct, string, Partial<Account>])[] = [
  [{}, unbind, 'unbound', released],
  [{ unbind: 'requested', unbind_confirmed: true }, unbind, 'unbound', { ...released, unbind_confirmed: false }],
  [{ new_phone: newPhone, new_phone_verified: true }, unbind, 'unbound', released],
  [rebound, unbind, 'unbound', { ...released, new_phone: null, new_phone_verified: false }],
  [{ unbind: 'partial', ...silenced }, unbind, 'unbound', { ...released, ...speaking }],
  [{ unbind: 'partial', recent_operations: 'misoperation', ...silenced }, unbind, 'unbound', released],
  [{ unbind: 'errored', retry_fails: true }, unbind, 'refused', {}],
  [released, unbind, 'already_unbound', {}],
  [{ status: 'banned' }, unbind, 'refused', {}],
  [{ status: 'not_activated' }, unbind, 'refused', {}],
  [{ status: 'at_risk' }, unbind, 'refused', {}],
  [{ binding: 'incorrect' }, unbind, 'refused', {}],
  [{ binding: 'expired' }, unbind, 'refused', {}],
  [{ client_version: 'restricted' }, unbind, 'refused', {}],

  [released, bind, 'bound', { bound_phone: newPhone, binding: 'correct', new_phone: newPhone, new_phone_verified: true }],
  [{ ...rebound, new_phone_verified: false }, bind, 'bound', { new_phone_verified: true }],
  [{ binding: 'expired' }, bind, 'bound', { bound_phone: newPhone, binding: 'correct', new_phone: newPhone, new_phone_verified: true }],
  [{ binding: 'incorrect' }, { name: 'bind_phone', phone: oldPhone }, 'bound', { binding: 'correct', new_phone: oldPhone, new_phone_verified: true }],
  [{ unbind: 'requested', unbind_confirmed: true }, bind, 'bound', { ...rebound, unbind_confirmed: false }],
  [{ unbind: 'requested' }, bind, 'bound', { ...rebound, unbind: 'none' }],
  [{ ...released, login_method: 'old_phone_used' }, bind, 'bound', { ...rebound, binding: 'correct', login_method: 'correct' }],
  [rebound, bind, 'already_bound', {}],
  [{}, { name: 'bind_phone', phone: oldPhone }, 'already_bound', {}],
  [released, { ...bind, in_use: true }, 'number_in_use', {}],
  [{ status: 'frozen' }, bind, 'refused', {}],
  [{ status: 'not_activated' }, bind, 'refused', {}],

  [{ ...rebound, new_phone_verified: false }, verify, 'verified', { new_phone_verified: true }],
  [rebound, verify, 'already_verified', {}],
  [{}, verify, 'already_verified', {}],
  [released, verify, 'no_phone', {}],
  [{ ...rebound, new_phone_verified: false, status: 'banned' }, verify, 'refused', {}],

  [{ unbind: 'errored' }, retry, 'completed', released],
  [{ ...rebound, unbind: 'errored' }, retry, 'completed', { unbind: 'complete' }],
  [{ unbind: 'partial', ...silenced }, retry, 'completed', { ...released, ...speaking }],
  [{ ...rebound, unbind: 'partial', ...silenced }, retry, 'completed', { unbind: 'complete', ...speaking }],
  [{ unbind: 'errored', can_send: false, recent_operations: 'misoperation' }, retry, 'completed', released],
  [{ unbind: 'errored', retry_fails: true }, retry, 'failed', {}],
  [{}, retry, 'nothing_to_retry', {}],
  [{ unbind: 'requested' }, retry, 'nothing_to_retry', {}],
  [{ unbind: 'errored', status: 'at_risk' }, retry, 'refused', {}],

  [{ recent_operations: 'misoperation', ...silenced }, undo, 'undone', { recent_operations: 'clean', ...speaking }],
  [{ recent_operations: 'misoperation', unbind: 'partial', ...silenced }, undo, 'undone', { recent_operations: 'clean' }],
  [{ recent_operations: 'suspicious', ...silenced }, undo, 'refused', {}],
  [{}, undo, 'nothing_to_undo', {}],
]

test.each(changes)('an account with %j: %j → %s', (fields, act, outcome, changed) => {
  const before = accountWith(fields)
  const { account, result } = operate(before, act, now)
  expect(result.outcome).toBe(outcome)
  expect(account).toEqual({ ...before, ...changed })
})

test('a refusal says why', () => {
  expect(operate(accountWith({ binding: 'expired' }), unbind, now).result).toEqual({ outcome: 'refused', gives: { reason: 'binding_expired' } })
  expect(operate(accountWith({ status: 'banned' }), bind, now).result).toEqual({ outcome: 'refused', gives: { reason: 'banned' } })
})

test('a change says when', () => {
  expect(operate(accountWith(), unbind, now).result).toEqual({ outcome: 'unbound', gives: { at: now } })
})

describe('for every account', () => {
  test('a check answers one of its outcomes and changes nothing', () => {
    fc.assert(
      fc.property(anyAccount, fc.constantFrom(...checkNameSchema.options), (account, name) => {
        const done = operate(account, { name }, now)
        expect(done.account).toBe(account)
        expect(account.service === 'ok' ? checkOutcomes[name] : ['unavailable']).toContain(done.result.outcome)
      }),
    )
  })

  test('an act answers one of its outcomes, and twice is as once', () => {
    fc.assert(
      fc.property(anyAccount, anyAct, (account, act) => {
        const first = operate(account, act, now)
        const again = operate(first.account, act, now + 1)
        expect(again.account).toBe(first.account)
        if (account.service === 'unavailable')
          return expect([first.result, again.result]).toEqual([{ outcome: 'unavailable' }, { outcome: 'unavailable' }])
        expect(actOutcomes[act.name]).toContain(first.result.outcome)
        expect(again.result.outcome).toBe(repeatOutcome.get(first.result.outcome))
      }),
      { numRuns: 2000 },
    )
  })

  test('no act touches an account whose status is not normal', () => {
    fc.assert(
      fc.property(anyAccount, anyAct, (account, act) => {
        fc.pre(account.status !== 'normal')
        expect(operate(account, act, now).account).toBe(account)
      }),
    )
  })

  test('unbinding leaves no number in force, or is refused', () => {
    const anyNormal = anyAccount.map((account) => ({ ...account, status: 'normal', service: 'ok', client_version: 'supported' }) as const)
    fc.assert(
      fc.property(anyNormal, (before) => {
        const { account, result } = operate(before, unbind, now)
        const binding = operate(account, { name: 'binding_info' }, now).result.outcome
        expect(binding === 'not_bound').toBe(
          result.outcome !== 'refused' || operate(before, { name: 'binding_info' }, now).result.outcome === 'not_bound',
        )
      }),
    )
  })

  test('an action of the person answers one of its outcomes', () => {
    const anyLogin = fc.record({ action: fc.constant('log_in' as const), method: fc.constantFrom(...loginMethodSchema.options) })
    const anyAction = fc.oneof(
      anyLogin,
      fc.record({ action: fc.constantFrom('update_client', 'request_unbind', 'confirm_unbind', 'activate', 'read_notice') }),
    )
    fc.assert(
      fc.property(anyAccount, anyAction, (account, action) => {
        expect(userActionOutcomes[action.action]).toContain(operate(account, action, now).result.outcome)
      }),
    )
  })
})
