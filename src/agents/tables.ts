import { type Generated, type Kysely, sql } from 'kysely'
import type { Presence, Role } from '../contract/agents.js'
import type { Dialect, Migration } from '../storage/migrations.js'

/** The door that the store keeps open for rooms. */
export type Database = Kysely<unknown>
export type AgentTables = {
  agent: AgentRow
  agent_session: { digest: string; agent: string; created_at: number; seen_at: number }
  desk_audit: { id: Generated<number>; at: number; agent: string; action: string; subject: string; detail: string }
}
export type AgentRow = {
  id: string
  name: string
  display: string
  role: Role
  password_hash: string
  presence: Presence
  capacity: number
  /** 1 or 0, because SQLite knows no booleans. */
  active: number
  created_at: number
}
export const agentTables = (db: Database): Kysely<AgentTables> => db.withTables<AgentTables>()

export const agentMigrations: readonly Migration[] = [{ id: 'agents_0001', up: createTables }]

async function createTables(db: Database, dialect: Dialect): Promise<void> {
  const int = dialect === 'sqlite' ? 'integer' : 'bigint'
  await db.schema
    .createTable('agent')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('display', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('password_hash', 'text', (c) => c.notNull())
    .addColumn('presence', 'text', (c) => c.notNull())
    .addColumn('capacity', int, (c) => c.notNull())
    .addColumn('active', int, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('agent_session')
    .addColumn('digest', 'text', (c) => c.primaryKey().notNull())
    .addColumn('agent', 'text', (c) => c.notNull().references('agent.id').onDelete('cascade'))
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('seen_at', int, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('agent_session_by_agent').on('agent_session').column('agent').execute()
  await createAudit(db, dialect, int)
}

async function createAudit(db: Database, dialect: Dialect, int: 'integer' | 'bigint'): Promise<void> {
  const table = db.schema.createTable('desk_audit')
  const numbered =
    dialect === 'sqlite'
      ? table.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
      : table.addColumn('id', 'bigint', (c) => c.primaryKey().generatedAlwaysAsIdentity())
  await numbered
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('agent', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('detail', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('desk_audit_by_subject').on('desk_audit').columns(['subject', 'id']).execute()
  // The database itself refuses to change what was done.
  if (dialect === 'sqlite') {
    await sql`create trigger desk_audit_no_update before update on desk_audit begin select raise(abort, 'the audit is append-only'); end`.execute(db)
    await sql`create trigger desk_audit_no_delete before delete on desk_audit begin select raise(abort, 'the audit is append-only'); end`.execute(db)
    return
  }
  await sql`create trigger desk_audit_append_only before update or delete on desk_audit for each statement execute function refuse_audit_change()`.execute(
    db,
  )
}
