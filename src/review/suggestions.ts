import type { Kysely } from 'kysely'

type Row = {
  conversation: string
  input_id: string
  text: string
  language: 'zh' | 'en'
  taken: string | null
  intent: string
  agent: string
  at: number
}
type Tables = { suggestion: Row & { id: number } }
type Database = Kysely<unknown>
export type SuggestionRow = Readonly<Row> & { readonly id: number }

/** One a sentence: who corrects again replaces what was said before. */
export async function suggest(untyped: Database, row: Readonly<Row>): Promise<void> {
  const db = untyped.withTables<{ suggestion: Row }>()
  const { intent, agent, at } = row
  await db
    .insertInto('suggestion')
    .values(row)
    .onConflict((c) => c.columns(['conversation', 'input_id']).doUpdateSet({ intent, agent, at }))
    .execute()
}

export async function listSuggestions(untyped: Database): Promise<readonly SuggestionRow[]> {
  const rows = await untyped.withTables<Tables>().selectFrom('suggestion').selectAll().orderBy('id', 'desc').limit(5000).execute()
  return rows.map((row) => ({ ...row, id: Number(row.id), at: Number(row.at) }))
}

export async function dropSuggestion(untyped: Database, id: number): Promise<boolean> {
  const gone = await untyped.withTables<Tables>().deleteFrom('suggestion').where('id', '=', id).returning('id').executeTakeFirst()
  return gone !== undefined
}

/** The same sentence, whatever its marks, blanks and letters' case. */
export const sameWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}*]+/gu, '')
