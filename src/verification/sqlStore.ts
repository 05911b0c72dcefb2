import { type Kysely, sql } from 'kysely'
import type { Budget, Challenge, Method } from './core.js'
import { spendings } from './sqlSpendings.js'
import type { Acceptance, Claim, Claimed, LatestOf, ProofOf, Spending, Spent, VerificationStore } from './store.js'
import type { ChallengeRow, Tables } from './tables.js'

/** Keeps everything in SQLite or PostgreSQL, whose tables `verificationMigrations` made. Each call changes with one statement. */
export function sqlStore(db: Kysely<unknown>): VerificationStore {
  return new SqlStore(db.withTables<Tables>())
}

class SqlStore implements VerificationStore {
  readonly #db: Kysely<Tables>
  readonly #spendings: ReturnType<typeof spendings>

  constructor(db: Kysely<Tables>) {
    this.#db = db
    this.#spendings = spendings(db)
  }

  async claim({ key, conversation, subject, at }: Claim): Promise<Claimed> {
    await this.#db
      .insertInto('verification_effect')
      .values({ key, conversation, subject, at })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
    return this.#db.selectFrom('verification_effect').select(['subject', 'result']).where('key', '=', key).executeTakeFirstOrThrow()
  }

  async keep(key: string, result: string): Promise<string> {
    await this.#db.updateTable('verification_effect').set({ result }).where('key', '=', key).where('result', 'is', null).execute()
    const kept = await this.#db.selectFrom('verification_effect').select('result').where('key', '=', key).executeTakeFirst()
    if (kept === undefined || kept.result === null) throw new Error(`expected a claim under the key ${key}`)
    return kept.result
  }

  spend(spending: Spending): Promise<Spent> {
    return this.#spendings.spend(spending)
  }

  look(budget: Budget, at: number): Promise<Spent> {
    return this.#spendings.look(budget, at)
  }

  async open(challenge: Challenge): Promise<Challenge> {
    await this.#db
      .insertInto('verification_challenge')
      .values(rowOf(challenge))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    const stored = await this.challenge(challenge.id)
    if (stored === null) throw new Error(`expected the challenge ${challenge.id} that was just stored`)
    return stored
  }

  async challenge(id: string): Promise<Challenge | null> {
    const row = await this.#db.selectFrom('verification_challenge').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : challengeOf(row)
  }

  async latest(of: LatestOf): Promise<Challenge | null> {
    const row = await this.#db
      .selectFrom('verification_challenge')
      .selectAll()
      .where('conversation', '=', of.conversation)
      .where('method', '=', of.method)
      .where('account_hash', '=', of.accountHash)
      .where('purpose', '=', of.purpose)
      .orderBy('opened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row === undefined ? null : challengeOf(row)
  }

  async latestId(conversation: string, method: Method): Promise<string | null> {
    const row = await this.#db
      .selectFrom('verification_challenge')
      .select('id')
      .where('conversation', '=', conversation)
      .where('method', '=', method)
      .orderBy('opened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.id ?? null
  }

  /** The conditions of `standingOf`, in the statement itself: of parallel tries one finds the row open. */
  async accept({ id, key, at, proofEndsAt }: Acceptance): Promise<Challenge | null> {
    await this.#db
      .updateTable('verification_challenge')
      .set({ accepted_key: key, proof_ends_at: proofEndsAt })
      .where('id', '=', id)
      .where('accepted_key', 'is', null)
      .where('locked', '=', 0)
      .where('sham', '=', 0)
      .where('closes_at', '>', at)
      .execute()
    return this.challenge(id)
  }

  async lock(id: string): Promise<void> {
    await this.#db.updateTable('verification_challenge').set({ locked: 1 }).where('id', '=', id).execute()
  }

  async proofEnd(of: ProofOf): Promise<number | null> {
    const row = await this.#db
      .selectFrom('verification_challenge')
      .select((from) => from.fn.max('proof_ends_at').as('ends'))
      .where('conversation', '=', of.conversation)
      .where('account_hash', '=', of.accountHash)
      .where('number_hash', '=', of.numberHash)
      .where('purpose', 'in', of.purposes)
      .where('method', 'in', of.methods)
      .where('proof_ends_at', '>', 0)
      .executeTakeFirst()
    return row === undefined ? null : numberOrNull(row.ends)
  }

  async dropProofs(conversation: string): Promise<void> {
    await this.#db
      .updateTable('verification_challenge')
      .set({ proof_ends_at: 0 })
      .where('conversation', '=', conversation)
      .where('proof_ends_at', 'is not', null)
      .execute()
  }

  async forgetConversation(conversation: string): Promise<void> {
    await this.#db.deleteFrom('verification_challenge').where('conversation', '=', conversation).execute()
    await this.#db.deleteFrom('verification_effect').where('conversation', '=', conversation).execute()
  }

  async forgetBefore(at: number): Promise<void> {
    await this.#db.deleteFrom('verification_challenge').where('opened_at', '<', at).execute()
    await this.#db.deleteFrom('verification_effect').where('at', '<', at).execute()
    await this.#db.deleteFrom('verification_spend').where('at', '<', at).execute()
  }

  async reset(accountHash?: string): Promise<void> {
    const whose = accountHash === undefined ? sql<boolean>`1 = 1` : sql<boolean>`account_hash = ${accountHash}`
    await this.#db.deleteFrom('verification_challenge').where(whose).execute()
    await this.#db.deleteFrom('verification_spend').where(whose).execute()
    if (accountHash === undefined) await this.#db.deleteFrom('verification_effect').execute()
  }
}

function rowOf(challenge: Challenge): ChallengeRow {
  return {
    id: challenge.id,
    method: challenge.method,
    conversation: challenge.conversation,
    account_hash: challenge.accountHash,
    purpose: challenge.purpose,
    number_hash: challenge.numberHash,
    salt: challenge.salt,
    sham: challenge.sham ? 1 : 0,
    opened_at: challenge.openedAt,
    closes_at: challenge.closesAt,
    locked: challenge.locked ? 1 : 0,
    accepted_key: challenge.acceptedKey,
    proof_ends_at: challenge.proofEndsAt,
  }
}

function challengeOf(row: ChallengeRow): Challenge {
  return {
    id: row.id,
    method: row.method,
    conversation: row.conversation,
    accountHash: row.account_hash,
    purpose: row.purpose,
    numberHash: row.number_hash,
    salt: row.salt,
    sham: row.sham !== 0,
    openedAt: Number(row.opened_at),
    closesAt: Number(row.closes_at),
    locked: row.locked !== 0,
    acceptedKey: row.accepted_key,
    proofEndsAt: numberOrNull(row.proof_ends_at),
  }
}

function numberOrNull(stored: number | string | null): number | null {
  return stored === null ? null : Number(stored)
}
