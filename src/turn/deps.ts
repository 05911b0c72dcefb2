import type { Program, Text } from '../dialog/program.js'
import type { WorkResult } from '../engine/inputs.js'
import type { Work } from '../engine/state.js'
import type { Lang } from '../shared/lang.js'
import type { Storage, VaultRow } from '../storage/records.js'
import type { Feed } from './arrival.js'
import type { Library } from './library.js'

export type Limits = {
  /** Milliseconds one call of a check or an act may take. */
  readonly callMs: number
  /** Milliseconds all work of one turn may take. */
  readonly turnMs: number
  /** A turn that works longer than this claims its conversation. */
  readonly claimAfterMs: number
  readonly leaseMs: number
  readonly silenceMs: number
  /** How often a turn computes again when the conversation has moved. */
  readonly attempts: number
}
export const LIMITS: Limits = { callMs: 3000, turnMs: 8000, claimAfterMs: 1000, leaseMs: 15_000, silenceMs: 10 * 60_000, attempts: 5 }

/** A check or an act to carry out. May come twice with one key after a crash, so an act must recognise the repeat. */
export type WorkOrder = Work & { readonly conversation: string; readonly key: string; readonly at: number; readonly language: Lang }
/** Turns a reference into the value that it stands for, in memory, just before it is used. */
export type Resolve = (ref: string) => Promise<string>
export type Workshop = {
  run(order: WorkOrder, resolve: Resolve): Promise<WorkResult>
  /** Whether the proof that the state believes in still holds. */
  proofHolds(conversation: string, accountHash: string, purpose: 'read' | 'change', at: number): Promise<boolean>
  /** What a typed code is reduced to before anything else sees it. */
  tagOf(conversation: string, code: string): Promise<string>
}
export type Sealer = {
  ref(conversation: string, kind: string, value: string): string
  seal(ref: string, kind: string, value: string): VaultRow
  open(row: VaultRow): string
  /** Keyed, so that values can be compared across conversations without being known. */
  hash(kind: string, value: string): string
}
export type FailPoint = 'before_claim' | 'after_claim' | 'after_effect' | 'after_settle'

export type TurnDeps = {
  readonly storage: Storage
  readonly feed: Feed
  readonly workshop: Workshop
  readonly sealer: Sealer
  library(): Library
  readonly limits: Limits
  /** The server's clock, which the simulator may move. */
  now(): number
  /** The machine's clock, for leases. */
  wallNow(): number
  newId(): string
  newTicketNumber(): string
  /** Shows what a turn did on its last reply; for harnesses. */
  readonly debug: boolean
  /** Which process holds a claim. */
  readonly holder: string
  failPoint(name: FailPoint): void
  readonly watch: TurnWatch
}

/** What operators see of turns. */
export type TurnWatch = {
  turn(seconds: number): void
  fallback(): void
  escalation(): void
  failed(error: unknown, conversation: string): void
}
export type Titles = Readonly<Record<string, Text>>
export type { Library, Program }
