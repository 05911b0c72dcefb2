import type { SqlStorage } from './options.js'
import type { EventRow } from './records.js'
import { parseJson } from './rows.js'
import type { Schema } from './schema.js'

/** How many conversations are read at once. */
const PAGE = 100

/**
 * The events of every conversation, one conversation after the other; a page of them is in memory at a time. Those that begin meanwhile may be
 * left out. Null stands for a conversation with a row that is no JSON.
 */
export async function* recordedEvents({ kysely }: Pick<SqlStorage, 'kysely'>, page = PAGE): AsyncGenerator<readonly EventRow[] | null> {
  const db = kysely.withTables<Pick<Schema, 'conversation' | 'event'>>()
  for (let after = '', more = true; more; ) {
    const found = await db.selectFrom('conversation').select('id').where('id', '>', after).orderBy('id').limit(page).execute()
    const [first, last] = [found[0]?.id, found.at(-1)?.id]
    if (first === undefined || last === undefined) return
    const rows = await db
      .selectFrom('event')
      .selectAll()
      .where('conversation', '>=', first)
      .where('conversation', '<=', last)
      .orderBy('conversation')
      .orderBy('seq')
      .execute()
    const byConversation = new Map<string, Row[]>(found.map(({ id }) => [id, []]))
    for (const row of rows) byConversation.get(row.conversation)?.push(row)
    for (const own of byConversation.values()) yield readRows(own)
    after = last
    more = found.length === page
  }
}

type Row = Schema['event']
function readRows(rows: readonly Row[]): readonly EventRow[] | null {
  try {
    return rows.map(({ seq, input_id, event, at }) => ({ seq, inputId: input_id, event: parseJson(event), at }))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
