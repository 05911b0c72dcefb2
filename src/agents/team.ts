import { type Kysely, sql } from 'kysely'
import type { z } from 'zod'
import type { Agent, agentChangeSchema, newAgentSchema, Presence } from '../contract/agents.js'
import { audit } from './audit.js'
import type { Passwords } from './passwords.js'
import { type AgentRow, type AgentTables, agentTables, type Database } from './tables.js'

export type NewAgent = z.output<typeof newAgentSchema>
export type AgentChange = z.output<typeof agentChangeSchema>
export type TeamDeps = { readonly db: Database; readonly passwords: Passwords; now(): number; newId(): string }
export type Created = { readonly type: 'created'; readonly agent: Agent } | { readonly type: 'name_taken' }
export type ChangedAgent = { readonly type: 'changed'; readonly agent: Agent } | { readonly type: 'last_admin' } | { readonly type: 'not_found' }

/** The people of the desk. `by` is who does it: an agent's id, or empty for the command line. */
export type Team = {
  list(): Promise<readonly Agent[]>
  find(id: string): Promise<Agent | null>
  findByName(name: string): Promise<AgentRow | null>
  create(given: NewAgent, by: string): Promise<Created>
  /** Another password, another role or a closed account ends the sessions opened before. */
  change(id: string, change: AgentChange, by: string): Promise<ChangedAgent>
  setPresence(id: string, presence: Presence): Promise<Agent | null>
}

export function createTeam({ db: untyped, passwords, now, newId }: TeamDeps): Team {
  const db = agentTables(untyped)
  const rowOf = (id: string) => db.selectFrom('agent').selectAll().where('id', '=', id).executeTakeFirst()
  const find = async (id: string): Promise<Agent | null> => {
    const row = await rowOf(id)
    return row ? agentOf(row, await loads(untyped)) : null
  }

  return {
    find,
    async list() {
      const rows = await db.selectFrom('agent').selectAll().orderBy('name').execute()
      const load = await loads(untyped)
      return rows.map((row) => agentOf(row, load))
    },
    findByName: async (name) => (await db.selectFrom('agent').selectAll().where('name', '=', name).executeTakeFirst()) ?? null,
    async create({ password, ...given }, by) {
      const row: AgentRow = { ...given, id: newId(), password_hash: await passwords.hash(password), presence: 'away', active: 1, created_at: now() }
      const isAdded = await untyped.transaction().execute(async (transaction) => {
        const added = await agentTables(transaction)
          .insertInto('agent')
          .values(row)
          .onConflict((c) => c.column('name').doNothing())
          .returning('id')
          .executeTakeFirst()
        if (added) await audit(transaction, { agent: by, action: 'agent_created', subject: row.id, at: now(), detail: given })
        return added !== undefined
      })
      return isAdded ? { type: 'created', agent: agentOf(row, new Map()) } : { type: 'name_taken' }
    },
    async change(id, change, by) {
      const { password, active, display, role, capacity } = change
      const password_hash = password === undefined ? undefined : await passwords.hash(password)
      const set = {
        ...(display !== undefined && { display }),
        ...(role !== undefined && { role }),
        ...(capacity !== undefined && { capacity }),
        ...(active !== undefined && { active: Number(active) }),
        ...(password_hash !== undefined && { password_hash }),
      }
      const outcome = await untyped.transaction().execute(async (transaction) => {
        const tables = agentTables(transaction)
        const before = await tables.selectFrom('agent').selectAll().where('id', '=', id).executeTakeFirst()
        if (!before) return 'not_found'
        const staysAdmin = (change.role ?? before.role) === 'admin' && (active ?? before.active === 1)
        if (before.role === 'admin' && before.active === 1 && !staysAdmin && (await activeAdmins(tables)) === 1) return 'last_admin'
        if (Object.keys(set).length > 0) await tables.updateTable('agent').set(set).where('id', '=', id).execute()
        const endsSessions = password !== undefined || (change.role !== undefined && change.role !== before.role) || active === false
        if (endsSessions) await tables.deleteFrom('agent_session').where('agent', '=', id).execute()
        const detail = { ...change, ...(password !== undefined && { password: 'changed' }) }
        await audit(transaction, { agent: by, action: 'agent_changed', subject: id, at: now(), detail })
        return 'changed'
      })
      if (outcome !== 'changed') return { type: outcome }
      const agent = await find(id)
      return agent ? { type: 'changed', agent } : { type: 'not_found' }
    },
    async setPresence(id, presence) {
      await db.updateTable('agent').set({ presence }).where('id', '=', id).execute()
      return find(id)
    },
  }
}

/** Writing to all of them first makes whoever asks at the same time wait, on PostgreSQL too. */
async function activeAdmins(db: Kysely<AgentTables>): Promise<number> {
  await db.updateTable('agent').set({ role: 'admin' }).where('role', '=', 'admin').execute()
  const row = await db
    .selectFrom('agent')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('role', '=', 'admin')
    .where('active', '=', 1)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** How many conversations each has, by id. */
async function loads(db: Database): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ agent: string; count: number | string }>`
    select owner_agent as agent, count(*) as count from conversation where owner_agent is not null group by owner_agent`.execute(db)
  return new Map(rows.map(({ agent, count }) => [agent, Number(count)]))
}

const agentOf = ({ id, name, display, role, presence, capacity, active }: AgentRow, load: ReadonlyMap<string, number>): Agent => ({
  ...{ id, name, display, role, presence },
  capacity: Number(capacity),
  load: load.get(id) ?? 0,
  active: Number(active) === 1,
})
