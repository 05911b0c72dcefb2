import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { EffectTable, Schema, TicketDeskColumns, TicketTable } from './schema.js'
import { define, type HoleFor } from './statement.js'

type ConversationWrite = Omit<Schema['conversation'], 'version' | 'user_id' | 'site' | 'created_at'>
type Opened = Omit<EffectTable, 'result'>
type Moved = Pick<TicketTable, 'number' | 'conversation' | 'status' | 'assignee' | 'claimed_at' | 'resolved_at' | 'updated_at'> & {
  readonly expected: number
  readonly any: number
}

/** The queries that change the store, compiled once for a dialect. */
export const commitStatements = (db: Kysely<Schema>) => ({
  ...conversationStatements(db),
  ...logStatements(db),
  ...effectStatements(db),
  ...ticketStatements(db),
  ...belongingStatements(db),
  ...recordStatements(db),
})
export type CommitStatements = ReturnType<typeof commitStatements>

const conversationStatements = (db: Kysely<Schema>) => ({
  counters: define<{ id: string }>()((hole) =>
    db.selectFrom('conversation').select(['version', 'next_seq', 'next_event_seq', 'waiting', 'owner_agent']).where('id', '=', hole('id')),
  ),
  createConversation: define<ConversationWrite & { user_id: string; site: string; created_at: number }>()((hole) =>
    db
      .insertInto('conversation')
      .values({
        ...written(hole),
        id: hole('id'),
        version: sql.lit(1),
        user_id: hole('user_id'),
        site: hole('site'),
        created_at: hole('created_at'),
      })
      .onConflict((c) => c.column('id').doNothing())
      .returning('version'),
  ),
  /** No row comes back when another record was first. */
  updateConversation: define<ConversationWrite & { version: number }>()((hole) =>
    db
      .updateTable('conversation')
      .set({ ...written(hole), version: sql<number>`version + 1` })
      .where('id', '=', hole('id'))
      .where('version', '=', hole('version'))
      .returning('version'),
  ),
})

const written = (hole: HoleFor<ConversationWrite>) => ({
  state: hole('state'),
  program_hash: hole('program_hash'),
  next_seq: hole('next_seq'),
  next_event_seq: hole('next_event_seq'),
  owner: hole('owner'),
  owner_epoch: hole('owner_epoch'),
  owner_agent: hole('owner_agent'),
  failures: hole('failures'),
  working_input: hole('working_input'),
  working_step: hole('working_step'),
  working_node: hole('working_node'),
  working_holder: hole('working_holder'),
  lease_until: hole('lease_until'),
  waiting: hole('waiting'),
  updated_at: hole('updated_at'),
})

const logStatements = (db: Kysely<Schema>) => ({
  seqOfClientId: define<{ conversation: string; client_id: string }>()((hole) =>
    db.selectFrom('activity').select('seq').where('conversation', '=', hole('conversation')).where('client_id', '=', hole('client_id')),
  ),
  addActivity: define<Schema['activity']>()((hole) =>
    db.insertInto('activity').values({
      conversation: hole('conversation'),
      seq: hole('seq'),
      client_id: hole('client_id'),
      input_id: hole('input_id'),
      role: hole('role'),
      kind: hole('kind'),
      body: hole('body'),
      at: hole('at'),
    }),
  ),
  addEvent: define<Schema['event']>()((hole) =>
    db.insertInto('event').values({
      conversation: hole('conversation'),
      seq: hole('seq'),
      input_id: hole('input_id'),
      event: hole('event'),
      at: hole('at'),
    }),
  ),
})

const effectStatements = (db: Kysely<Schema>) => ({
  openEffect: define<Opened>()((hole) =>
    db.insertInto('effect').values({
      key: hole('key'),
      conversation: hole('conversation'),
      input_id: hole('input_id'),
      step: hole('step'),
      request: hole('request'),
      opened_at: hole('opened_at'),
    }),
  ),
  /** The first result stands: a repeat under the same key brings the same one. */
  closeEffect: define<{ key: string; result: string }>()((hole) =>
    db
      .updateTable('effect')
      .set({ result: hole('result') })
      .where('key', '=', hole('key'))
      .where('result', 'is', null)
      .returning('key'),
  ),
  effectExists: define<{ key: string }>()((hole) => db.selectFrom('effect').select('key').where('key', '=', hole('key'))),
})

const ticketStatements = (db: Kysely<Schema>) => ({
  /** No row comes back when the number or the problem is taken. */
  addTicket: define<Omit<TicketTable, keyof TicketDeskColumns>>()((hole) =>
    db
      .insertInto('ticket')
      .values({
        number: hole('number'),
        conversation: hole('conversation'),
        queue: hole('queue'),
        problem: hole('problem'),
        account_hash: hole('account_hash'),
        owner_key: hole('owner_key'),
        packet: hole('packet'),
        status: hole('status'),
        at: hole('at'),
        updated_at: hole('updated_at'),
      })
      .onConflict((c) => c.doNothing())
      .returning('number'),
  ),
  unresolvedTicket: define<{ owner_key: string; problem: string }>()((hole) =>
    db
      .selectFrom('ticket')
      .select('number')
      .where('owner_key', '=', hole('owner_key'))
      .where('problem', '=', hole('problem'))
      // Written out, because the index that covers it has this very condition.
      .where(sql<boolean>`status <> 'resolved'`),
  ),
  /** `expected` is the version that the ticket must have, or 0 for any. No row comes back when it has another. */
  moveTicket: define<Moved>()((hole) =>
    db
      .updateTable('ticket')
      .set({
        status: hole('status'),
        assignee: hole('assignee'),
        claimed_at: sql`coalesce(${hole('claimed_at')}, claimed_at)`,
        resolved_at: hole('resolved_at'),
        updated_at: hole('updated_at'),
        version: sql<number>`version + 1`,
      })
      .where('number', '=', hole('number'))
      .where('conversation', '=', hole('conversation'))
      .where((eb) => eb.or([eb('version', '=', hole('expected')), eb(sql.lit(0), '=', hole('any'))]))
      .returning('number'),
  ),
  ticketExists: define<{ number: string; conversation: string }>()((hole) =>
    db.selectFrom('ticket').select('number').where('number', '=', hole('number')).where('conversation', '=', hole('conversation')),
  ),
  touchTicket: define<{ number: string; updated_at: number }>()((hole) =>
    db
      .updateTable('ticket')
      .set({ updated_at: hole('updated_at'), version: sql<number>`version + 1` })
      .where('number', '=', hole('number'))
      .returning('number'),
  ),
  addTicketNote: define<{ number: string; note: string; at: number }>()((hole) =>
    db.insertInto('ticket_note').values({ number: hole('number'), note: hole('note'), at: hole('at') }),
  ),
})

const belongingStatements = (db: Kysely<Schema>) => ({
  /** The same ref is the same value, sealed anew: the first row stands. */
  addVaultRow: define<Schema['vault']>()((hole) =>
    db
      .insertInto('vault')
      .values({ ref: hole('ref'), conversation: hole('conversation'), kind: hole('kind'), ciphertext: hole('ciphertext') })
      .onConflict((c) => c.column('ref').doNothing()),
  ),
  dropTimers: define<{ conversation: string }>()((hole) => db.deleteFrom('timer').where('conversation', '=', hole('conversation'))),
  addTimer: define<Schema['timer']>()((hole) =>
    db.insertInto('timer').values({ conversation: hole('conversation'), kind: hole('kind'), due_at: hole('due_at') }),
  ),
})

const recordStatements = (db: Kysely<Schema>) => ({
  addAudit: define<{ conversation: string; entry: string; at: number }>()((hole) =>
    db.insertInto('audit').values({ conversation: hole('conversation'), entry: hole('entry'), at: hole('at') }),
  ),
  saveProgram: define<Schema['program']>()((hole) =>
    db
      .insertInto('program')
      .values({ hash: hole('hash'), json: hole('json') })
      .onConflict((c) => c.column('hash').doNothing()),
  ),
  setSetting: define<Schema['setting']>()((hole) =>
    db
      .insertInto('setting')
      .values({ name: hole('name'), value: hole('value') })
      .onConflict((c) => c.column('name').doUpdateSet({ value: excluded('value') })),
  ),
})

const excluded = (column: string): RawBuilder<string> => sql`excluded.${sql.ref(column)}`
