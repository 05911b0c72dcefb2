import { type Budget, type Challenge, holdsAt, type Method, standingOf } from './core.js'
import type { Acceptance, Claim, Claimed, LatestOf, ProofOf, Spending, Spent, VerificationStore } from './store.js'

type Row = Pick<Spending, 'key' | 'accountHash' | 'at'>
type Effect = Claim & { readonly result: string | null }

/** Keeps everything in memory, for replays and tests. Nothing is awaited inside a change, so each one is atomic. */
export function memoryStore(): VerificationStore {
  return new MemoryStore()
}

class MemoryStore implements VerificationStore {
  readonly #effects = new Map<string, Effect>()
  readonly #spendings = new Map<string, readonly Row[]>()
  readonly #challenges = new Map<string, Challenge>()

  async claim(claim: Claim): Promise<Claimed> {
    const effect = this.#effects.get(claim.key) ?? { ...claim, result: null }
    this.#effects.set(claim.key, effect)
    return { subject: effect.subject, result: effect.result }
  }

  async keep(key: string, result: string): Promise<string> {
    const effect = this.#effects.get(key)
    if (effect === undefined) throw new Error(`expected a claim under the key ${key}`)
    const kept = effect.result ?? result
    this.#effects.set(key, { ...effect, result: kept })
    return kept
  }

  async spend(spending: Spending): Promise<Spent> {
    const rows = this.#spendings.get(spending.bucket) ?? []
    const mine = rows.findIndex((row) => row.key === spending.key)
    if (mine >= 0) return { admitted: true, first: mine === 0 }
    const { key, accountHash, at } = spending
    const admitted = hasRoom(rows, spending, at)
    if (admitted) this.#spendings.set(spending.bucket, [...rows, { key, accountHash, at }])
    return { admitted, first: admitted && rows.length === 0 }
  }

  async look(budget: Budget, at: number): Promise<Spent> {
    const rows = this.#spendings.get(budget.bucket) ?? []
    return { admitted: hasRoom(rows, budget, at), first: rows.length === 0 }
  }

  async open(challenge: Challenge): Promise<Challenge> {
    const stored = this.#challenges.get(challenge.id) ?? challenge
    this.#challenges.set(stored.id, stored)
    return stored
  }

  async challenge(id: string): Promise<Challenge | null> {
    return this.#challenges.get(id) ?? null
  }

  async latest(of: LatestOf): Promise<Challenge | null> {
    return this.#latestWhere(
      (one) => one.conversation === of.conversation && one.accountHash === of.accountHash && one.purpose === of.purpose && one.method === of.method,
    )
  }

  async latestId(conversation: string, method: Method): Promise<string | null> {
    return this.#latestWhere((one) => one.conversation === conversation && one.method === method)?.id ?? null
  }

  async accept({ id, key, at, proofEndsAt }: Acceptance): Promise<Challenge | null> {
    const challenge = this.#challenges.get(id)
    if (challenge === undefined) return null
    if (challenge.sham || standingOf(challenge, at) !== 'open') return challenge
    const accepted = { ...challenge, acceptedKey: key, proofEndsAt }
    this.#challenges.set(id, accepted)
    return accepted
  }

  async lock(id: string): Promise<void> {
    const challenge = this.#challenges.get(id)
    if (challenge !== undefined) this.#challenges.set(id, { ...challenge, locked: true })
  }

  async proofEnd(of: ProofOf): Promise<number | null> {
    const ends = [...this.#challenges.values()].filter((one) => proves(one, of)).map((one) => one.proofEndsAt ?? 0)
    return ends.length === 0 ? null : Math.max(...ends)
  }

  async dropProofs(conversation: string): Promise<void> {
    for (const one of this.#challenges.values()) {
      if (one.conversation === conversation && one.proofEndsAt !== null) this.#challenges.set(one.id, { ...one, proofEndsAt: 0 })
    }
  }

  async forgetConversation(conversation: string): Promise<void> {
    deleteWhere(this.#challenges, (one) => one.conversation === conversation)
    deleteWhere(this.#effects, (one) => one.conversation === conversation)
  }

  async forgetBefore(at: number): Promise<void> {
    deleteWhere(this.#challenges, (one) => one.openedAt < at)
    deleteWhere(this.#effects, (one) => one.at < at)
    this.#keepSpendings((row) => row.at >= at)
  }

  async reset(accountHash?: string): Promise<void> {
    deleteWhere(this.#challenges, (one) => accountHash === undefined || one.accountHash === accountHash)
    if (accountHash === undefined) this.#effects.clear()
    this.#keepSpendings((row) => accountHash !== undefined && row.accountHash !== accountHash)
  }

  #latestWhere(holds: (one: Challenge) => boolean): Challenge | null {
    let latest: Challenge | null = null
    for (const one of this.#challenges.values()) if (holds(one) && (latest === null || isLater(one, latest))) latest = one
    return latest
  }

  #keepSpendings(holds: (row: Row) => boolean): void {
    for (const [bucket, rows] of this.#spendings) {
      const kept = rows.filter(holds)
      if (kept.length === 0) this.#spendings.delete(bucket)
      else this.#spendings.set(bucket, kept)
    }
  }
}

function hasRoom(rows: readonly Row[], budget: Budget, at: number): boolean {
  return budget.rules.every((rule) => rows.filter((row) => row.at > at - rule.withinMs).length < rule.limit)
}

function isLater(one: Challenge, other: Challenge): boolean {
  return one.openedAt === other.openedAt ? one.id > other.id : one.openedAt > other.openedAt
}

function proves(one: Challenge, of: ProofOf): boolean {
  return (
    holdsAt(one.proofEndsAt, 0) &&
    one.conversation === of.conversation &&
    one.accountHash === of.accountHash &&
    one.numberHash === of.numberHash &&
    of.purposes.includes(one.purpose) &&
    of.methods.includes(one.method)
  )
}

function deleteWhere<Value>(map: Map<string, Value>, holds: (value: Value) => boolean): void {
  for (const [key, value] of map) if (holds(value)) map.delete(key)
}
