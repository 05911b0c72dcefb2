import type { Kysely, Selectable } from 'kysely'
import type { Schema } from '../storage/schema.js'

/** The tables of the store that the desk reads and changes. */
export type TicketTables = Pick<Schema, 'ticket' | 'ticket_note' | 'conversation' | 'activity'>
/** The door that the store keeps open for rooms. */
export type Database = Kysely<unknown>
export const ticketTables = (db: Kysely<unknown>): Kysely<TicketTables> => db.withTables<TicketTables>()
export type TicketDbRow = Selectable<Schema['ticket']>
