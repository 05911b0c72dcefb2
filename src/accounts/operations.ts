import * as z from 'zod'
import { clientVersionSchema, phoneSchema } from './model.js'

export const checkNameSchema = z.enum([
  'account_status',
  'binding_info',
  'client_version',
  'new_phone_binding',
  'new_phone_verification',
  'login_method',
  'unbind_record',
  'recent_operations',
  'message_capability',
  'notification_capability',
])
/** Acts that need nothing but the account. */
export const plainActNameSchema = z.enum(['unbind_phone', 'retry_unbind', 'undo_operation'])

export type CheckName = z.infer<typeof checkNameSchema>
export type ActName = z.infer<typeof plainActNameSchema> | 'bind_phone' | 'verify_new_phone'

/** What each check can find. Every check may also answer `unavailable` or `unknown_account`. */
export const checkOutcomes = {
  account_status: ['normal', 'not_activated', 'banned', 'frozen', 'at_risk'],
  binding_info: ['correct', 'incorrect', 'expired', 'not_bound'],
  client_version: ['supported', 'restricted'],
  new_phone_binding: ['bound', 'not_bound'],
  new_phone_verification: ['verified', 'unverified', 'no_phone'],
  login_method: ['correct', 'old_phone_used'],
  unbind_record: ['complete', 'errored', 'partial', 'requested', 'none'],
  recent_operations: ['clean', 'misoperation', 'suspicious'],
  message_capability: ['working', 'broken'],
  notification_capability: ['working', 'broken'],
} as const satisfies Readonly<Record<CheckName, readonly string[]>>

/** What each act can lead to. Every act may also answer `unavailable` or `unknown_account`. */
export const actOutcomes = {
  unbind_phone: ['unbound', 'already_unbound', 'refused'],
  bind_phone: ['bound', 'already_bound', 'refused', 'number_in_use'],
  verify_new_phone: ['verified', 'already_verified', 'another_number', 'no_phone', 'refused'],
  retry_unbind: ['completed', 'failed', 'nothing_to_retry', 'refused'],
  undo_operation: ['undone', 'nothing_to_undo', 'refused'],
} as const satisfies Readonly<Record<ActName, readonly string[]>>

/** What each thing that the person does in the simulated app can lead to. */
export const userActionOutcomes = {
  log_in: [
    'logged_in',
    'refused',
    'phone_not_bound',
    'phone_not_verified',
    'unbind_errored',
    'old_phone_released',
    'method_not_available',
    'face_failed',
    'bad_light',
  ],
  update_client: ['updated', 'already_updated'],
  request_unbind: ['requested', 'already_requested', 'nothing_bound', 'log_in_first', 'refused'],
  confirm_unbind: ['confirmed', 'already_confirmed', 'nothing_to_confirm', 'refused'],
  activate: ['activated', 'already_activated', 'refused'],
  read_notice: ['read', 'no_notice', 'not_own_operation'],
} as const

const serviceOutcomes = ['unavailable', 'unknown_account'] as const

/** What the port takes. Acts with a number want its possession proven by the caller; `verify_new_phone` holds it against the number on file. */
export const operationSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: checkNameSchema }).readonly(),
  z.strictObject({ name: plainActNameSchema }).readonly(),
  z.strictObject({ name: z.literal('bind_phone'), phone: phoneSchema }).readonly(),
  z.strictObject({ name: z.literal('verify_new_phone'), phone: phoneSchema.exactOptional() }).readonly(),
])

export const loginMethodSchema = z.enum(['password', 'old_phone', 'new_phone', 'qr_code', 'face'])

/** What the person does; `client_version` of a login is the client that it is made from. */
export const userActionSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('log_in'), method: loginMethodSchema, client_version: clientVersionSchema.exactOptional() }).readonly(),
  z.strictObject({ action: z.enum(['update_client', 'request_unbind', 'confirm_unbind', 'activate', 'read_notice']) }).readonly(),
])

type OutcomesOf<Table extends Readonly<Record<string, readonly string[]>>> = Table[keyof Table][number]
export type CheckOutcome = OutcomesOf<typeof checkOutcomes>
export type ActOutcome = OutcomesOf<typeof actOutcomes>
export type UserActionOutcome = OutcomesOf<typeof userActionOutcomes>

export type Operation = z.infer<typeof operationSchema>
export type Act = Exclude<Operation, { readonly name: CheckName }>
export type UserAction = z.infer<typeof userActionSchema>
export type LoginMethod = z.infer<typeof loginMethodSchema>

/** An act with what only the whole store knows: whether another account has the number. */
export type PreparedAct =
  | Exclude<Act, { readonly name: 'bind_phone' }>
  | { readonly name: 'bind_phone'; readonly phone: string; readonly in_use?: boolean }

/** What an operation told beside its outcome: `reason` of a refusal, `at` (ms since 1970) of a change. */
export type Gives = Readonly<Record<string, string | number | boolean>>

/** The answer to a check or an act. */
export interface Result {
  readonly outcome: CheckOutcome | ActOutcome | (typeof serviceOutcomes)[number]
  readonly gives?: Gives
}

/** The answer to something that the person did. */
export interface UserActionResult {
  readonly outcome: UserActionOutcome
  readonly gives?: Gives
}

/** A result as it comes from a file or the wire. */
export const resultSchema = z
  .strictObject({
    outcome: z.enum([...new Set([...Object.values(checkOutcomes).flat(), ...Object.values(actOutcomes).flat(), ...serviceOutcomes])]),
    gives: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .readonly()
      .exactOptional(),
  })
  .readonly()
