import type { Kysely } from 'kysely'

type Row = { agent: string; page: 'tickets' | 'conversations'; name: string; filters: string; shared: number; at: number }
type Database = Kysely<unknown>
export type ViewRow = Readonly<Row> & { readonly id: number }
const tables = (db: Database) => db.withTables<{ desk_view: Row & { id: number } }>()

/** What somebody kept for themselves, and what anybody shared. */
export async function listViews(db: Database, agent: string): Promise<readonly ViewRow[]> {
  const rows = await tables(db)
    .selectFrom('desk_view')
    .selectAll()
    .where((eb) => eb.or([eb('agent', '=', agent), eb('shared', '=', 1)]))
    .orderBy('name')
    .limit(200)
    .execute()
  return rows.map((row) => ({ ...row, id: Number(row.id), shared: Number(row.shared), at: Number(row.at) }))
}

export async function keepView(db: Database, row: Readonly<Row>): Promise<void> {
  await db.withTables<{ desk_view: Row }>().insertInto('desk_view').values(row).execute()
}

/** A view of one's own; `any` also removes those that others shared. */
export async function dropView(db: Database, id: number, agent: string, any: boolean): Promise<boolean> {
  const one = tables(db).deleteFrom('desk_view').where('id', '=', id)
  const gone = await (any ? one.where((eb) => eb.or([eb('agent', '=', agent), eb('shared', '=', 1)])) : one.where('agent', '=', agent))
    .returning('id')
    .executeTakeFirst()
  return gone !== undefined
}
