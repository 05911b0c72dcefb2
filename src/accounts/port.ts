import * as z from 'zod'
import { type FaceResult, phoneSchema } from './model.js'
import type { Operation, Result } from './operations.js'

/** What is on file to prove ownership with. Never shown before the proof. */
export const contactSchema = z
  .strictObject({ verified_contact: phoneSchema.nullable(), dynamic_code: z.boolean(), dynamic_secret: z.string(), face: z.boolean() })
  .readonly()
export type Contact = z.infer<typeof contactSchema>

/** Whose account, and under which key: an act under a key that was used before is answered as it was the first time. */
export interface On {
  readonly accountId: string
  readonly key?: string
}

/**
 * The account service as the bot sees it: simulated, or the same API over HTTP.
 * Every method rejects with `AccountsUnavailable` when no answer can be had; an account that does not exist is an answer.
 */
export interface AccountService {
  /** Checks and acts. A key is stored with its result in the same write as the change; `unavailable` and `unknown_account` are not kept. */
  perform(operation: Operation, on: On): Promise<Result>
  /** Null for an account that does not exist. Answers whatever the account's state is, since it is asked before ownership is proven. */
  contactOf(accountId: string): Promise<Contact | null>
  /** How a face check made now would end; null when the account has none or does not exist. */
  faceResult(accountId: string): Promise<FaceResult | null>
}

/** The account service gave no answer: it may or may not have carried out what was asked. */
export class AccountsUnavailable extends Error {
  override readonly name = 'AccountsUnavailable'
}
