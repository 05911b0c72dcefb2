import type { SqlStorage } from './options.js'
import type { Schema } from './schema.js'

const PAGE = 500

/** The ids of all conversations, in their order, a page at a time: what is added meanwhile may be among them or not. */
export async function* conversationPages({ kysely }: Pick<SqlStorage, 'kysely'>, size = PAGE): AsyncGenerator<readonly string[]> {
  const db = kysely.withTables<Pick<Schema, 'conversation'>>()
  let after = ''
  for (;;) {
    const rows = await db.selectFrom('conversation').select('id').where('id', '>', after).orderBy('id').limit(size).execute()
    const last = rows.at(-1)
    if (!last) return
    after = last.id
    yield rows.map(({ id }) => id)
  }
}
