import type { Registry } from 'prom-client'
import type { Bot } from '../bot/adapter.js'
import type { CloudEndpoint } from '../bot/cloud.js'
import type { Delivery } from '../bot/delivery.js'
import type { Resumes } from '../conversations/resume.js'
import type { Storage } from '../storage/records.js'
import type { Feed, Turns } from '../turn/arrival.js'
import type { Auth, AuthConfig } from './auth.js'
import type { ConsoleDeps } from './console/deps.js'
import type { ServerLog } from './log.js'
import type { ServerMetrics } from './metrics.js'
import type { QuotaConfig, Quotas } from './quotas.js'
import type { SimulatorApi } from './simulator/api.js'
import type { Tokens } from './tokens.js'

export type ServerConfig = AuthConfig & {
  /** At least 32 bytes; signs tokens and tickets. */
  readonly signingKey: Uint8Array
  /** Where the built pages lie: `demo/index.html`, `demo/assets`, `widget.js`. */
  readonly webDir: string
  /** How clients reach us, such as `https://desk.example`; null: as each request says. */
  readonly publicUrl: string | null
  /** How many proxies stand before us, for the addresses that quotas count. */
  readonly proxies: number
  readonly quotas: QuotaConfig
  readonly limits: ServerLimits
}

export type ServerLimits = {
  /** Bytes that may wait to be sent on one socket before it is closed. */
  readonly socketBuffer: number
  /** Bytes of a whole upload; files in it are read and dropped. */
  readonly upload: number
}
export const LIMITS: ServerLimits = { socketBuffer: 1024 * 1024, upload: 8 * 1024 * 1024 }

/** All that the server works with; a test brings small real ones of its own. */
export type ServerDeps = {
  readonly config: ServerConfig
  readonly bot: Bot
  readonly turns: Turns
  readonly feed: Feed
  readonly storage: Pick<Storage, 'conversation' | 'activitiesAfter'>
  readonly resumes: Resumes
  readonly delivery: Delivery
  /** The server's clock, in ms since 1970. */
  now(): number
  /** 128 random bits as text. */
  newId(): string
  readonly log: ServerLog
  readonly registry: Registry
  /** Null when work can be taken; otherwise a code for the reason. */
  ready(): Promise<string | null>
  readonly cloud: CloudEndpoint | null
  readonly simulator: SimulatorApi | null
  /** What agents work with; null where there is no desk. */
  readonly console: ConsoleDeps | null
}

/** The same with what the server itself makes of it. */
export type Desk = ServerDeps & {
  readonly tokens: Tokens
  readonly auth: Auth
  readonly quotas: Quotas
  readonly metrics: ServerMetrics
  /** False once the server is going to stop: what is under way ends, nothing new begins. */
  isOpen(): boolean
}
