import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.js'
import { define } from './statement.js'

/** The queries that only read, compiled once for a dialect. */
export const readStatements = (db: Kysely<Schema>) => ({ ...logReads(db), ...workReads(db), ...ticketReads(db), ...singleReads(db) })
export type ReadStatements = ReturnType<typeof readStatements>

const logReads = (db: Kysely<Schema>) => ({
  conversation: define<{ id: string }>()((hole) => db.selectFrom('conversation').selectAll().where('id', '=', hole('id'))),
  activitiesAfter: define<{ conversation: string; seq: number; limit: number }>()((hole) =>
    db
      .selectFrom('activity')
      .selectAll()
      .where('conversation', '=', hole('conversation'))
      .where('seq', '>', hole('seq'))
      .orderBy('seq')
      .limit(hole('limit')),
  ),
  activityByClientId: define<{ conversation: string; client_id: string }>()((hole) =>
    db.selectFrom('activity').selectAll().where('conversation', '=', hole('conversation')).where('client_id', '=', hole('client_id')),
  ),
  events: define<{ conversation: string }>()((hole) =>
    db.selectFrom('event').select(['seq', 'input_id', 'event', 'at']).where('conversation', '=', hole('conversation')).orderBy('seq'),
  ),
})

const workReads = (db: Kysely<Schema>) => ({
  effect: define<{ key: string }>()((hole) => db.selectFrom('effect').select(['request', 'result']).where('key', '=', hole('key'))),
  /** A claim covers the effects that were opened under the same input and step. */
  openEffects: define<{ limit: number }>()((hole) =>
    db
      .selectFrom('effect as e')
      .innerJoin('conversation as c', 'c.id', 'e.conversation')
      .select(['e.key', 'e.conversation', 'e.request', 'e.opened_at'])
      .where('e.result', 'is', null)
      .where((eb) =>
        eb.or([
          eb('c.working_input', 'is', null),
          eb('e.input_id', 'is', null),
          eb('c.working_input', '!=', eb.ref('e.input_id')),
          eb('c.working_step', '!=', eb.ref('e.step')),
        ]),
      )
      .orderBy('e.opened_at')
      .orderBy('e.key')
      .limit(hole('limit')),
  ),
  abandoned: define<{ now: number; limit: number }>()((hole) =>
    db
      .selectFrom('conversation')
      .select('id')
      .where((eb) => eb.or([eb('lease_until', '<', hole('now')), sql<boolean>`(lease_until is null and waiting <> '[]')`]))
      .orderBy('updated_at')
      .orderBy('id')
      .limit(hole('limit')),
  ),
  dueTimers: define<{ now: number; limit: number }>()((hole) =>
    db
      .selectFrom('timer')
      .select(['conversation', 'kind', 'due_at'])
      .where('due_at', '<=', hole('now'))
      .orderBy('due_at')
      .orderBy('conversation')
      .orderBy('kind')
      .limit(hole('limit')),
  ),
})

const ticketReads = (db: Kysely<Schema>) => ({
  ticket: define<{ number: string }>()((hole) => db.selectFrom('ticket').selectAll().where('number', '=', hole('number'))),
  ticketsOfConversation: define<{ conversation: string }>()((hole) =>
    db.selectFrom('ticket').selectAll().where('conversation', '=', hole('conversation')).orderBy('at').orderBy('number'),
  ),
  ticketsOfAccount: define<{ account_hash: string }>()((hole) =>
    db.selectFrom('ticket').selectAll().where('account_hash', '=', hole('account_hash')).orderBy('at').orderBy('number'),
  ),
  ticketNotes: define<{ number: string }>()((hole) =>
    db.selectFrom('ticket_note').select(['number', 'note', 'at']).where('number', '=', hole('number')).orderBy('id'),
  ),
  openTickets: define<Record<never, never>>()(() =>
    db
      .selectFrom('ticket')
      .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min<number | null>('at').as('oldest')])
      .where(sql<boolean>`status <> 'resolved'`),
  ),
})

const singleReads = (db: Kysely<Schema>) => ({
  program: define<{ hash: string }>()((hole) => db.selectFrom('program').select('json').where('hash', '=', hole('hash'))),
  vaultRow: define<{ ref: string }>()((hole) => db.selectFrom('vault').select(['ref', 'kind', 'ciphertext']).where('ref', '=', hole('ref'))),
  setting: define<{ name: string }>()((hole) => db.selectFrom('setting').select('value').where('name', '=', hole('name'))),
  audit: define<{ conversation: string }>()((hole) =>
    db.selectFrom('audit').select('entry').where('conversation', '=', hole('conversation')).orderBy('id'),
  ),
})
