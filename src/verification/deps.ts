import type { AccountService } from '../accounts/port.js'
import type { Lang } from '../shared/lang.js'
import type { Purpose } from './core.js'
import type { Limits } from './limits.js'
import type { Secrets } from './secrets.js'
import type { SmsSender } from './sms.js'
import type { VerificationStore } from './store.js'

/** What the operations of this room work with. */
export type Deps = {
  readonly store: VerificationStore
  readonly accounts: Pick<AccountService, 'contactOf' | 'faceResult'>
  readonly sms: SmsSender
  readonly secrets: Secrets
  readonly limits: Limits
  /** So many random bytes, for salts. */
  readonly random: (bytes: number) => Uint8Array
}

/** What every operation is told. The same `key` again gets the same answer and counts once, also after a crash. */
export type Asked = {
  readonly conversation: string
  /** The account number as it was given; there may be no such account. */
  readonly account: string
  /** Keyed hash of the account, the same in every conversation. */
  readonly accountHash: string
  readonly purpose: Purpose
  readonly key: string
  /** When the input came; nothing here looks at a clock. */
  readonly at: number
}

export type SendAsked = Asked & { readonly language?: Lang | undefined }
/** `tag` is what `tagOf` made of the typed code. */
export type TryAsked = Asked & { readonly tag: string }
