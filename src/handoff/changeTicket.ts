import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import type { TicketChange } from '../contract/tickets.js'
import { type Actor, rule, type TicketUpdate } from './rules.js'
import { type TicketDbRow, type TicketTables, ticketTables } from './ticketTables.js'

export type Changed =
  | { readonly type: 'changed'; readonly before: TicketDbRow }
  | { readonly type: 'stale' }
  | { readonly type: 'forbidden' }
  /** The account has another unresolved ticket on this problem. */
  | { readonly type: 'another_open'; readonly number: string }
  | { readonly type: 'not_found' }

export type AuditEntry = { readonly agent: string; readonly action: string; readonly subject: string; readonly at: number; readonly detail: unknown }
/** Writes what was done, in the transaction of the change itself. */
export type Audit = (db: Kysely<unknown>, entry: AuditEntry) => Promise<void>
export type Asked = { readonly number: string; readonly change: TicketChange; readonly actor: Actor; readonly at: number }

/** Makes one change if the ticket is still what the agent saw: of two who claim at once, one wins and the other is told. */
export const changeTicket = (db: Kysely<unknown>, asked: Asked, audit: Audit): Promise<Changed> =>
  db.transaction().execute(async (transaction) => {
    const changed = await change(ticketTables(transaction), asked)
    if (changed.type === 'changed') {
      const { do: action, version: _, ...detail } = asked.change
      await audit(transaction, { agent: asked.actor.id, action: `ticket_${action}`, subject: asked.number, at: asked.at, detail })
    }
    return changed
  })

async function change(db: Kysely<TicketTables>, { number, change: wanted, actor, at }: Asked): Promise<Changed> {
  const before = await db.selectFrom('ticket').selectAll().where('number', '=', number).executeTakeFirst()
  if (!before) return { type: 'not_found' }
  if (Number(before.version) !== wanted.version) return { type: 'stale' }
  const ruling = rule(before, wanted, actor)
  if (ruling.type !== 'allowed') return ruling
  if (wanted.do === 'reopen') {
    const other = await anotherOpen(db, before)
    if (other !== undefined) return { type: 'another_open', number: other }
  }
  const written = await write(db, before, ruling.update, at)
  if (!written) return { type: 'stale' }
  if (wanted.do === 'assign' && before.assignee !== null) await passOn(db, before.conversation, before.assignee, wanted.agent)
  return { type: 'changed', before }
}

async function write(db: Kysely<TicketTables>, before: TicketDbRow, update: TicketUpdate, at: number): Promise<boolean> {
  const row = await db
    .updateTable('ticket')
    .set({
      ...update,
      ...(update.status === 'assigned' && before.claimed_at === null && { claimed_at: at }),
      ...(update.status !== undefined && { resolved_at: update.status === 'resolved' ? at : null }),
      updated_at: at,
      version: sql<number>`version + 1`,
    })
    .where('number', '=', before.number)
    .where('version', '=', before.version)
    .returning('number')
    .executeTakeFirst()
  return row !== undefined
}

async function anotherOpen(db: Kysely<TicketTables>, { owner_key, problem }: TicketDbRow): Promise<string | undefined> {
  const other = await db
    .selectFrom('ticket')
    .select('number')
    .where('owner_key', '=', owner_key)
    .where('problem', '=', problem)
    .where(sql<boolean>`status <> 'resolved'`)
    .executeTakeFirst()
  return other?.number
}

/** Who is given a ticket goes on in the conversation where the colleague spoke; the new version makes whatever is being computed look again. */
async function passOn(db: Kysely<TicketTables>, conversation: string, from: string, to: string): Promise<void> {
  await db
    .updateTable('conversation')
    .set({ owner_agent: to, version: sql<number>`version + 1` })
    .where('id', '=', conversation)
    .where('owner_agent', '=', from)
    .execute()
}

export type NoteAsked = { readonly number: string; readonly text: string; readonly agent: string; readonly at: number }
/** Adds a note of an agent's, masked already; false when there is no such ticket. */
export const addNote = (db: Kysely<unknown>, { number, text, agent, at }: NoteAsked): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const tables = ticketTables(transaction)
    if (!(await touch(tables, number, at))) return false
    await tables
      .insertInto('ticket_note')
      .values({ number, note: JSON.stringify({ type: 'agent_note', text, agent }), at })
      .execute()
    return true
  })

async function touch(db: Kysely<TicketTables> | Transaction<TicketTables>, number: string, at: number): Promise<boolean> {
  const row = await db
    .updateTable('ticket')
    .set({ updated_at: at, version: sql<number>`version + 1` })
    .where('number', '=', number)
    .returning('number')
    .executeTakeFirst()
  return row !== undefined
}
