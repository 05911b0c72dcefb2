import type { Kysely } from 'kysely'
import type { Schema } from './schema.js'

/** The simulator's reset: tickets of one account, by its keyed hash, or all. */
export async function forgetTickets(untyped: Kysely<unknown>, accountHash?: string): Promise<void> {
  const db = untyped.withTables<Schema>()
  const tickets = db
    .selectFrom('ticket')
    .select('number')
    .$if(accountHash !== undefined, (query) => query.where('account_hash', '=', accountHash ?? ''))
  const numbers = (await tickets.execute()).map(({ number }) => number)
  if (numbers.length === 0) return
  await db.deleteFrom('ticket_note').where('number', 'in', numbers).execute()
  await db.deleteFrom('ticket').where('number', 'in', numbers).execute()
}
