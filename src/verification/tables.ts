import type { Generated } from 'kysely'
import type { Method, Purpose } from './core.js'

/** `pg` gives 8-byte integers as strings, better-sqlite3 as numbers. */
type Stored = number | string

export type ChallengeRow = {
  readonly id: string
  readonly method: Method
  readonly conversation: string
  readonly account_hash: string
  readonly purpose: Purpose
  readonly number_hash: string
  readonly salt: string
  readonly sham: number
  readonly opened_at: Stored
  readonly closes_at: Stored
  readonly locked: number
  readonly accepted_key: string | null
  readonly proof_ends_at: Stored | null
}

export type Tables = {
  readonly verification_challenge: ChallengeRow
  readonly verification_effect: {
    readonly key: string
    readonly conversation: string
    readonly subject: string
    readonly at: Stored
    readonly result: Generated<string | null>
  }
  readonly verification_spend: {
    readonly bucket: string
    readonly nth: Stored
    readonly key: string
    readonly account_hash: string
    readonly at: Stored
  }
}
