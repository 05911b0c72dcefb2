import { type Generated, type Kysely, sql } from 'kysely'

/** What agents note about conversations; in the main database, because it is nobody else's copy. */
type Tables = {
  review: { conversation: string; reviewed: number; tags: string; version: number }
  conversation_note: { id: Generated<number>; conversation: string; text: string; agent: string; at: number }
  conversation: { id: string }
}
type Database = Kysely<unknown>

export type ReviewChange = { readonly version: number; readonly reviewed?: boolean | undefined; readonly tags?: readonly string[] | undefined }
export type Reviewed = 'changed' | 'stale' | 'not_found'

const exists = async (db: Kysely<Tables>, id: string): Promise<boolean> =>
  (await db.selectFrom('conversation').select('id').where('id', '=', id).executeTakeFirst()) !== undefined

/** Marks as reviewed and sets tags, if the review is still the one that was seen. A conversation nobody reviewed has version 0. */
export const changeReview = (untyped: Database, id: string, { version, reviewed, tags }: ReviewChange): Promise<Reviewed> =>
  untyped.transaction().execute(async (transaction) => {
    const db = transaction.withTables<Tables>()
    if (!(await exists(db, id))) return 'not_found'
    const set = {
      ...(reviewed !== undefined && { reviewed: Number(reviewed) }),
      ...(tags !== undefined && { tags: JSON.stringify([...new Set(tags)]) }),
    }
    if (version === 0) {
      const added = await db
        .insertInto('review')
        .values({ conversation: id, reviewed: 0, tags: '[]', ...set, version: 1 })
        .onConflict((c) => c.column('conversation').doNothing())
        .returning('version')
        .executeTakeFirst()
      return added ? 'changed' : 'stale'
    }
    const changed = await db
      .updateTable('review')
      .set({ ...set, version: sql<number>`version + 1` })
      .where('conversation', '=', id)
      .where('version', '=', version)
      .returning('version')
      .executeTakeFirst()
    return changed ? 'changed' : 'stale'
  })

/** False when there is no such conversation. The text is masked already. */
export async function addNote(
  untyped: Database,
  id: string,
  note: { readonly text: string; readonly agent: string; readonly at: number },
): Promise<boolean> {
  const db = untyped.withTables<Tables>()
  if (!(await exists(db, id))) return false
  await db
    .insertInto('conversation_note')
    .values({ conversation: id, ...note })
    .execute()
  return true
}

type Mark = { readonly reviewed?: boolean | undefined; readonly addTag?: string | undefined }
/** Marks or tags one conversation, whatever its review was before; false where it is gone. */
export const markReview = (untyped: Database, id: string, { reviewed, addTag }: Mark): Promise<boolean> =>
  untyped.transaction().execute(async (transaction) => {
    const db = transaction.withTables<Tables>()
    if (!(await exists(db, id))) return false
    const before = await db.selectFrom('review').selectAll().where('conversation', '=', id).executeTakeFirst()
    const tags: readonly string[] = before ? JSON.parse(before.tags) : []
    const next = {
      reviewed: Number(reviewed ?? before?.reviewed === 1),
      tags: JSON.stringify([...new Set(addTag === undefined ? tags : [...tags, addTag])]),
      version: Number(before?.version ?? 0) + 1,
    }
    await db
      .insertInto('review')
      .values({ conversation: id, ...next })
      .onConflict((c) => c.column('conversation').doUpdateSet(next))
      .execute()
    return true
  })
