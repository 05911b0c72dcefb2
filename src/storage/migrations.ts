import { type CreateTableBuilder, type Kysely, sql } from 'kysely'

export type Dialect = 'sqlite' | 'postgres'
/** One step of the schema, run once, inside a transaction. Ids are never reused or renamed. */
export type Migration = { readonly id: string; up(db: Kysely<unknown>, dialect: Dialect): Promise<void> }

/** The schema of the store, oldest first; other rooms add theirs behind it. */
export const migrations: readonly Migration[] = [
  { id: '0001_conversations', up: createConversations },
  { id: '0002_tickets', up: createTickets },
  { id: '0003_programs_settings_audit', up: createRecords },
  { id: '0004_desk', up: addDeskColumns },
]

/** SQLite checks column types only in STRICT tables; PostgreSQL always does. */
const end = (dialect: Dialect) => (dialect === 'sqlite' ? sql`strict` : sql``)
const integer = (dialect: Dialect) => (dialect === 'sqlite' ? 'integer' : 'bigint')
const bytes = (dialect: Dialect) => (dialect === 'sqlite' ? 'blob' : 'bytea')

/** A table whose rows are deleted together with the conversation that they belong to. */
const ofConversation = (db: Kysely<unknown>, table: string) =>
  db.schema.createTable(table).addColumn('conversation', 'text', (c) => c.notNull().references('conversation.id').onDelete('cascade'))

function numbered<Table extends string, Column extends string>(
  table: CreateTableBuilder<Table, Column>,
  dialect: Dialect,
): CreateTableBuilder<Table, Column | 'id'> {
  return dialect === 'sqlite'
    ? table.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    : table.addColumn('id', 'bigint', (c) => c.primaryKey().generatedAlwaysAsIdentity())
}

async function createConversations(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = integer(dialect)
  await createConversation(db, dialect)
  await ofConversation(db, 'activity')
    .addColumn('seq', int, (c) => c.notNull())
    .addColumn('client_id', 'text')
    .addColumn('input_id', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('activity_pk', ['conversation', 'seq'])
    .modifyEnd(end(dialect))
    .execute()
  await sql`create unique index activity_by_client on activity (conversation, client_id) where client_id is not null`.execute(db)
  await ofConversation(db, 'event')
    .addColumn('seq', int, (c) => c.notNull())
    .addColumn('input_id', 'text', (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('event_pk', ['conversation', 'seq'])
    .modifyEnd(end(dialect))
    .execute()
  await createEffect(db, dialect)
  await createBelongings(db, dialect)
}

async function createConversation(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = integer(dialect)
  await db.schema
    .createTable('conversation')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('version', int, (c) => c.notNull())
    .addColumn('user_id', 'text', (c) => c.notNull())
    .addColumn('site', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('program_hash', 'text', (c) => c.notNull())
    .addColumn('next_seq', int, (c) => c.notNull())
    .addColumn('next_event_seq', int, (c) => c.notNull())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('owner_epoch', int, (c) => c.notNull())
    .addColumn('failures', int, (c) => c.notNull())
    .addColumn('working_input', 'text')
    .addColumn('working_step', int)
    .addColumn('working_node', 'text')
    .addColumn('working_holder', 'text')
    .addColumn('lease_until', int)
    .addColumn('waiting', 'text', (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .modifyEnd(end(dialect))
    .execute()
  await sql`create index conversation_by_lease on conversation (lease_until) where lease_until is not null`.execute(db)
  await sql`create index conversation_waiting on conversation (updated_at) where lease_until is null and waiting <> '[]'`.execute(db)
}

async function createEffect(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = integer(dialect)
  await ofConversation(db, 'effect')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('input_id', 'text')
    .addColumn('step', int)
    .addColumn('request', 'text', (c) => c.notNull())
    .addColumn('result', 'text')
    .addColumn('opened_at', int, (c) => c.notNull())
    .modifyEnd(end(dialect))
    .execute()
  await db.schema.createIndex('effect_by_conversation').on('effect').column('conversation').execute()
  await sql`create index effect_open on effect (opened_at) where result is null`.execute(db)
}

async function createBelongings(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await ofConversation(db, 'vault')
    .addColumn('ref', 'text', (c) => c.primaryKey().notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('ciphertext', bytes(dialect), (c) => c.notNull())
    .modifyEnd(end(dialect))
    .execute()
  await db.schema.createIndex('vault_by_conversation').on('vault').column('conversation').execute()
  await ofConversation(db, 'timer')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('due_at', integer(dialect), (c) => c.notNull())
    .addPrimaryKeyConstraint('timer_pk', ['conversation', 'kind'])
    .modifyEnd(end(dialect))
    .execute()
  await db.schema.createIndex('timer_by_due').on('timer').column('due_at').execute()
}

async function createTickets(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = integer(dialect)
  await ofConversation(db, 'ticket')
    .addColumn('number', 'text', (c) => c.primaryKey().notNull())
    .addColumn('queue', 'text', (c) => c.notNull())
    .addColumn('problem', 'text', (c) => c.notNull())
    .addColumn('account_hash', 'text')
    .addColumn('owner_key', 'text', (c) => c.notNull())
    .addColumn('packet', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .modifyEnd(end(dialect))
    .execute()
  await sql`create unique index ticket_one_open on ticket (owner_key, problem) where status <> 'resolved'`.execute(db)
  await sql`create index ticket_unresolved on ticket (at) where status <> 'resolved'`.execute(db)
  await db.schema.createIndex('ticket_by_conversation').on('ticket').column('conversation').execute()
  await db.schema.createIndex('ticket_by_account').on('ticket').column('account_hash').execute()
  await numbered(db.schema.createTable('ticket_note'), dialect)
    .addColumn('number', 'text', (c) => c.notNull().references('ticket.number').onDelete('cascade'))
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .modifyEnd(end(dialect))
    .execute()
  await db.schema.createIndex('ticket_note_by_number').on('ticket_note').column('number').execute()
}

async function createRecords(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const pairs = [
    ['program', 'hash', 'json'],
    ['setting', 'name', 'value'],
  ] as const
  for (const [table, key, value] of pairs) {
    await db.schema
      .createTable(table)
      .addColumn(key, 'text', (c) => c.primaryKey().notNull())
      .addColumn(value, 'text', (c) => c.notNull())
      .modifyEnd(end(dialect))
      .execute()
  }
  await numbered(db.schema.createTable('audit'), dialect)
    .addColumn('conversation', 'text', (c) => c.notNull())
    .addColumn('entry', 'text', (c) => c.notNull())
    .addColumn('at', integer(dialect), (c) => c.notNull())
    .modifyEnd(end(dialect))
    .execute()
  await db.schema.createIndex('audit_by_conversation').on('audit').column('conversation').execute()
  await forbidChanges(db, dialect)
}

/** Which agent speaks in a conversation, and what the desk makes of a ticket. */
async function addDeskColumns(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = integer(dialect)
  await db.schema.alterTable('conversation').addColumn('owner_agent', 'text').execute()
  await sql`create index conversation_by_agent on conversation (owner_agent) where owner_agent is not null`.execute(db)
  await db.schema.alterTable('ticket').addColumn('assignee', 'text').execute()
  await db.schema
    .alterTable('ticket')
    .addColumn('version', int, (c) => c.notNull().defaultTo(1))
    .execute()
  await db.schema
    .alterTable('ticket')
    .addColumn('priority', int, (c) => c.notNull().defaultTo(1))
    .execute()
  await db.schema.alterTable('ticket').addColumn('claimed_at', int).execute()
  await db.schema.alterTable('ticket').addColumn('resolved_at', int).execute()
  await sql`create index ticket_by_assignee on ticket (assignee) where status <> 'resolved'`.execute(db)
}

/** Who looked at what must stand, whatever else has gone wrong: the database itself refuses to change the audit. */
async function forbidChanges(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  if (dialect === 'sqlite') {
    await sql`create trigger audit_no_update before update on audit begin select raise(abort, 'the audit is append-only'); end`.execute(db)
    await sql`create trigger audit_no_delete before delete on audit begin select raise(abort, 'the audit is append-only'); end`.execute(db)
    return
  }
  await sql`create function refuse_audit_change() returns trigger language plpgsql as
    'begin raise exception ''the audit is append-only''; end'`.execute(db)
  await sql`create trigger audit_append_only before update or delete on audit for each statement execute function refuse_audit_change()`.execute(db)
}
