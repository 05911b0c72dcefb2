import type { Budget, Challenge, Method, Purpose } from './core.js'

/** Which operation runs and on what: `subject` is pinned by the first call under the key. */
export type Claim = { readonly key: string; readonly conversation: string; readonly subject: string; readonly at: number }
export type Claimed = { readonly subject: string; readonly result: string | null }

export type Spending = Budget & { readonly key: string; readonly accountHash: string; readonly at: number }
/** `first`: nothing was spent from the bucket before it. */
export type Spent = { readonly admitted: boolean; readonly first: boolean }

export type LatestOf = { readonly conversation: string; readonly accountHash: string; readonly purpose: Purpose; readonly method: Method }
export type ProofOf = {
  readonly conversation: string
  readonly accountHash: string
  readonly purposes: readonly Purpose[]
  readonly methods: readonly Method[]
  readonly numberHash: string
}
export type Acceptance = { readonly id: string; readonly key: string; readonly at: number; readonly proofEndsAt: number }

/**
 * What verification keeps. Every change is one atomic statement and may be repeated under its key, so that a crash between two of them
 * loses and doubles nothing; no transaction is held, since SQLite has one connection for everybody.
 */
export type VerificationStore = {
  /** Pins the subject at the first call; a later one is told the pinned subject and the result if there is one. */
  claim(claim: Claim): Promise<Claimed>
  /** Keeps the result under the claim, unless there is one, and returns the kept one. */
  keep(key: string, result: string): Promise<string>

  /** Spends once for each key; refused when a rule of the bucket would be broken. Exact under any number of parallel calls. */
  spend(spending: Spending): Promise<Spent>
  /** Whether a spending would be admitted now. */
  look(budget: Budget, at: number): Promise<Spent>

  /** Stores a challenge unless its id is there, and returns the stored one. */
  open(challenge: Challenge): Promise<Challenge>
  challenge(id: string): Promise<Challenge | null>
  latest(of: LatestOf): Promise<Challenge | null>
  /** The id of the conversation's latest challenge of this method, whatever its account and purpose. */
  latestId(conversation: string, method: Method): Promise<string | null>
  /** Uses the challenge up if it is open and no sham, and returns it as it is now. */
  accept(acceptance: Acceptance): Promise<Challenge | null>
  lock(id: string): Promise<void>

  /** When the longest proof ends; null when there is none. */
  proofEnd(of: ProofOf): Promise<number | null>
  dropProofs(conversation: string): Promise<void>

  /** Erasure: what is left of the conversation are spendings, which name nobody. */
  forgetConversation(conversation: string): Promise<void>
  /** Housekeeping: nothing older than this is kept. */
  forgetBefore(at: number): Promise<void>
  /** The simulator's reset: one account's challenges and budgets, or everything. */
  reset(accountHash?: string): Promise<void>
}
