import { type Kysely, sql } from 'kysely'
import type { Dialect } from './migrations.js'
import type { Schema } from './schema.js'

/** Deletes conversations with all that belongs to them; in the transaction, or on the connection, that is given. */
export async function deleteConversations(untyped: Kysely<unknown>, ids: readonly string[]): Promise<void> {
  const db = untyped.withTables<Schema>()
  for (let at = 0; at < ids.length; at += 200)
    await db
      .deleteFrom('conversation')
      .where('id', 'in', ids.slice(at, at + 200))
      .execute()
}

/** Every conversation of the user, on the site, of this one. */
export async function conversationsOfSameUser(untyped: Kysely<unknown>, id: string): Promise<readonly string[]> {
  const db = untyped.withTables<Schema>()
  const own = await db.selectFrom('conversation').select(['user_id', 'site']).where('id', '=', id).executeTakeFirst()
  if (!own) return []
  const rows = await db.selectFrom('conversation').select('id').where('user_id', '=', own.user_id).where('site', '=', own.site).execute()
  return rows.map((row) => row.id)
}

/** Conversations in which nothing has happened since then, the oldest first. */
export async function conversationsBefore(untyped: Kysely<unknown>, at: number, limit: number): Promise<readonly string[]> {
  const db = untyped.withTables<Schema>()
  const rows = await db.selectFrom('conversation').select('id').where('updated_at', '<', at).orderBy('updated_at').limit(limit).execute()
  return rows.map((row) => row.id)
}

/** What was deleted is overwritten in the database (`secure_delete`); this takes it out of the log of SQLite too. */
export async function emptyLog(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  if (dialect === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db)
}
