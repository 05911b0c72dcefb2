import type { Proof } from '../dialog/program.js'
import type { Lang } from '../shared/lang.js'
import type { Recognised } from './recognised.js'

/** How a piece of work ended. `proof` is set by an act that proved ownership. */
export type WorkResult = { readonly outcome: string; readonly gives: Readonly<Record<string, string>> }

/** What the outside world may tell the engine. `at` is in milliseconds since 1970; the engine never compares it. */
export type Input = { readonly at: number } /** `language` is what the client is set to, where it tells. */ & (
  | { readonly type: 'started'; readonly language: Lang | null }
  /** `open` is the question that was open when the words arrived, so that words sent too early confirm nothing. */
  | { readonly type: 'said'; readonly recognised: Recognised; readonly open: string | null }
  | { readonly type: 'chose'; readonly question: string; readonly option: string }
  | { readonly type: 'withdrew'; readonly question: string }
  | { readonly type: 'work_done'; readonly name: string; readonly result: WorkResult }
  | { readonly type: 'time_passed'; readonly kind: 'proof' | 'silence' }
  /** A fault of ours, so many times in a row; the words were kept. */
  | { readonly type: 'failed'; readonly times: number }
  /** The dialogs under way need something that the product no longer has. */
  | { readonly type: 'program_changed' }
  | { readonly type: 'taken_over' }
  /** `solved`: the agent has dealt with the matter, so nothing of it goes on. */
  | { readonly type: 'handed_back'; readonly solved?: boolean }
)

/** The outcome of work that the guard refused because the proof ended in between. */
export const NOT_VERIFIED = 'not_verified'
export const UNAVAILABLE = 'unavailable'
export type { Proof }
