import type { SingleSignOnOptions } from '../agents/singleSignOn.js'
import type { Delivery } from '../bot/delivery.js'
import type { ConsoleDeps } from '../server/console/deps.js'
import type { SqlStorage } from '../storage/options.js'
import type { Feed } from '../turn/arrival.js'
import type { Sealer } from '../turn/deps.js'
import type { Library } from '../turn/library.js'

/** What the desk is put together of. */
export type Parts = Pick<ConsoleDeps, 'agentSide' | 'wording' | 'allowedOrigins' | 'now' | 'db'> & {
  /** The URL of the store. */
  readonly database: string
  readonly knowledge: string
  readonly simulator: boolean
  /** Sign-in by OpenID Connect; null for passwords alone. */
  readonly openId: SingleSignOnOptions | null
  readonly feed: Pick<Feed, 'signal'>
  readonly storage: SqlStorage
  readonly sealer: Sealer
  readonly delivery: Pick<Delivery, 'stored'>
  /** What conversations run on now. */
  library(): Library
  /** After so many days without a word conversations are deleted; 0 keeps them. */
  readonly retentionDays: number
  readonly idleMinutes: number
  readonly ageingMinutes: number
  /** An IANA name; days of the figures begin there. */
  readonly timeZone: string
  newId(): string
  failed(error: unknown): void
}
