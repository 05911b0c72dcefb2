import { type Kysely, sql } from 'kysely'
import { type Dialect, type Migration, migrations } from './migrations.js'

/** All steps in the order in which a new database takes them: the store's own, then those of other rooms. */
export function allMigrations(extra: readonly Migration[]): readonly Migration[] {
  const all = [...migrations, ...extra]
  const repeated = all.find((migration, i) => all.findIndex(({ id }) => id === migration.id) !== i)
  if (repeated) throw new Error(`two migrations are called "${repeated.id}"`)
  return all
}

/** Takes the steps that the database has not taken yet. Runs inside a transaction of the caller's. */
export async function migrate(db: Kysely<unknown>, dialect: Dialect, extra: readonly Migration[]): Promise<void> {
  const known = allMigrations(extra)
  await db.schema
    .createTable('migration')
    .ifNotExists()
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .execute()
  const { rows } = await sql<{ id: string }>`select id from migration`.execute(db)
  const taken = rows.map((row) => row.id)
  refuseNewer(taken, known)
  for (const migration of known) {
    if (taken.includes(migration.id)) continue
    await migration.up(db, dialect)
    await sql`insert into migration (id) values (${migration.id})`.execute(db)
  }
}

/** Older code would write what newer code no longer understands, so it keeps its hands off. */
export function refuseNewer(taken: readonly string[], known: readonly Migration[]): void {
  const unknown = taken.filter((id) => !known.some((migration) => migration.id === id))
  if (unknown.length > 0) {
    throw new Error(`the database is newer than this program: it has taken the migrations ${unknown.join(', ')}, which are not known here`)
  }
}
