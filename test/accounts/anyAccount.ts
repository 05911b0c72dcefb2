import fc from 'fast-check'
import { type Account, stateFields } from '../../src/accounts/model.js'
import type { PreparedAct } from '../../src/accounts/operations.js'

export const oldPhone = '13800000001'
export const newPhone = '13900000002'
const thirdPhone = '13700000003'

/** An account in order, with some fields set otherwise. */
export function accountWith(fields: Partial<Account> = {}): Account {
  return {
    account_id: '123456789',
    persona: 'healthy',
    bound_phone: oldPhone,
    verified_contact: oldPhone,
    new_phone: null,
    dynamic_secret: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
    status: 'normal',
    binding: 'correct',
    dynamic_code: true,
    face: true,
    face_result: 'pass',
    client_version: 'supported',
    new_phone_verified: false,
    login_method: 'correct',
    unbind: 'none',
    unbind_confirmed: false,
    retry_fails: false,
    recent_operations: 'clean',
    can_send: true,
    gets_notifications: true,
    logged_in: true,
    service: 'ok',
    ...fields,
  }
}

const anyPhone = fc.constantFrom(null, oldPhone, newPhone)

/** Every combination of fields, sensible or not: single-field edits can lead to any of them. */
export const anyAccount: fc.Arbitrary<Account> = fc
  .record({
    status: fc.constantFrom(...stateFields.status.options),
    binding: fc.constantFrom(...stateFields.binding.options),
    face: fc.boolean(),
    face_result: fc.constantFrom(...stateFields.face_result.options),
    client_version: fc.constantFrom(...stateFields.client_version.options),
    bound_phone: anyPhone,
    new_phone: anyPhone,
    new_phone_verified: fc.boolean(),
    login_method: fc.constantFrom(...stateFields.login_method.options),
    unbind: fc.constantFrom(...stateFields.unbind.options),
    unbind_confirmed: fc.boolean(),
    retry_fails: fc.boolean(),
    recent_operations: fc.constantFrom(...stateFields.recent_operations.options),
    can_send: fc.boolean(),
    gets_notifications: fc.boolean(),
    logged_in: fc.boolean(),
    service: fc.constantFrom(...stateFields.service.options),
  })
  .map(accountWith)

export const anyAct: fc.Arbitrary<PreparedAct> = fc.oneof(
  fc.constantFrom<PreparedAct>({ name: 'unbind_phone' }, { name: 'verify_new_phone' }, { name: 'retry_unbind' }, { name: 'undo_operation' }),
  fc.record({ name: fc.constant('bind_phone' as const), phone: fc.constantFrom(oldPhone, newPhone, thirdPhone), in_use: fc.boolean() }),
)

/** What the repeat of an act answers, by what the first time answered. */
export const repeatOutcome: ReadonlyMap<string, string> = new Map([
  ['unbound', 'already_unbound'],
  ['bound', 'already_bound'],
  ['verified', 'already_verified'],
  ['completed', 'nothing_to_retry'],
  ['undone', 'nothing_to_undo'],
  ...['already_unbound', 'already_bound', 'already_verified', 'nothing_to_retry', 'nothing_to_undo'].map(twice),
  ...['refused', 'number_in_use', 'no_phone', 'failed'].map(twice),
])

function twice(outcome: string): [string, string] {
  return [outcome, outcome]
}
