import { createHash, randomBytes } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Agent } from '../contract/agents.js'
import { audit } from './audit.js'
import type { Passwords } from './passwords.js'
import { agentTables, type Database } from './tables.js'
import type { Team } from './team.js'

export type SessionDeps = {
  readonly db: Database
  readonly team: Team
  readonly passwords: Passwords
  readonly idleMs: number
  /** Passwords that everybody knows: nobody gets in with one. */
  readonly knownToAll: readonly string[]
  now(): number
}
export type SignInResult =
  | { readonly type: 'signed_in'; readonly secret: string; readonly agent: Agent }
  | { readonly type: 'refused' }
  | { readonly type: 'wait'; readonly seconds: number }
/** `session` names the session, and is no secret. */
export type Caller = { readonly agent: Agent; readonly session: string }
export type Sessions = {
  signIn(given: { readonly name: string; readonly password: string; readonly address: string }): Promise<SignInResult>
  /** Somebody of the team for whom another service vouches. */
  signInAs(name: string): Promise<SignInResult>
  callerOf(secret: string): Promise<Caller | null>
  signOut(secret: string): Promise<void>
  /** Removes sessions that have ended by themselves. */
  sweep(): Promise<void>
  /** Ends every session of these people. */
  endOf(names: readonly string[]): Promise<void>
}

/** Nobody works longer in one piece. */
const LONGEST_MS = 12 * 60 * 60_000
/** Every request would write otherwise. */
const SEEN_MS = 60_000
const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** Secrets of 256 bits, kept as digests. Tries are counted in this process: by name and address together, so that nobody can lock a colleague out from elsewhere, and by address. */
export function createSessions({ db: untyped, team, passwords, idleMs, knownToAll, now }: SessionDeps): Sessions {
  const db = agentTables(untyped)
  const byName = new RateLimiterMemory({ points: 5, duration: 15 * 60, blockDuration: 15 * 60 })
  const byAddress = new RateLimiterMemory({ points: 50, duration: 15 * 60, blockDuration: 15 * 60 })
  const isOver = (session: { readonly created_at: number; readonly seen_at: number }): boolean =>
    now() - Number(session.created_at) >= LONGEST_MS || now() - Number(session.seen_at) >= idleMs

  async function open(agent: Agent): Promise<SignInResult> {
    const secret = randomBytes(32).toString('base64url')
    await untyped.transaction().execute(async (transaction) => {
      await agentTables(transaction)
        .insertInto('agent_session')
        .values({ digest: digestOf(secret), agent: agent.id, created_at: now(), seen_at: now() })
        .execute()
      await audit(transaction, { agent: agent.id, action: 'signed_in', subject: agent.id, at: now(), detail: null })
    })
    return { type: 'signed_in', secret, agent }
  }

  return {
    async signIn({ name, password, address }) {
      const known = name.trim().toLowerCase()
      const wait = await counted([
        [byName, `${address} ${known}`],
        [byAddress, address],
      ])
      if (wait > 0) return { type: 'wait', seconds: wait }
      const row = await team.findByName(known)
      const isRight = await passwords.isRight(password, row?.password_hash ?? null)
      const agent = isRight && !knownToAll.includes(password) && row && Number(row.active) === 1 ? await team.find(row.id) : null
      if (!agent) {
        if (row) await audit(untyped, { agent: '', action: 'sign_in_refused', subject: row.id, at: now(), detail: null })
        return { type: 'refused' }
      }
      await byName.delete(`${address} ${known}`)
      return open(agent)
    },
    async signInAs(name) {
      const row = await team.findByName(name)
      const agent = row && Number(row.active) === 1 ? await team.find(row.id) : null
      return agent ? open(agent) : { type: 'refused' }
    },
    async callerOf(secret) {
      const digest = digestOf(secret)
      const session = await db.selectFrom('agent_session').selectAll().where('digest', '=', digest).executeTakeFirst()
      if (!session || isOver(session)) return null
      const agent = await team.find(session.agent)
      if (!agent?.active) return null
      if (now() - Number(session.seen_at) >= SEEN_MS)
        await db.updateTable('agent_session').set({ seen_at: now() }).where('digest', '=', digest).execute()
      return { agent, session: digest.slice(0, 16) }
    },
    async signOut(secret) {
      const ended = await db.deleteFrom('agent_session').where('digest', '=', digestOf(secret)).returning('agent').executeTakeFirst()
      if (ended) await audit(untyped, { agent: ended.agent, action: 'signed_out', subject: ended.agent, at: now(), detail: null })
    },
    async endOf(names) {
      const ids = db.selectFrom('agent').select('id').where('name', 'in', names)
      await db.deleteFrom('agent_session').where('agent', 'in', ids).execute()
    },
    async sweep() {
      await db
        .deleteFrom('agent_session')
        .where((eb) => eb.or([eb('created_at', '<=', now() - LONGEST_MS), eb('seen_at', '<=', now() - idleMs)]))
        .execute()
    },
  }
}

/** Counts a try on each; the seconds to wait where one is used up, else 0. */
async function counted(limits: readonly (readonly [RateLimiterMemory, string])[]): Promise<number> {
  let wait = 0
  for (const [limiter, key] of limits) {
    try {
      await limiter.consume(key)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      wait = Math.max(wait, Math.ceil(refusal.msBeforeNext / 1000), 1)
    }
  }
  return wait
}
