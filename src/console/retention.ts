import { audit } from '../agents/audit.js'
import type { Review } from '../review/review.js'
import { conversationsBefore, deleteConversations, emptyLog } from '../storage/erase.js'
import type { Parts } from './parts.js'

const DAY_MS = 86_400_000
const EVERY_MS = 60 * 60_000
/** So many in one transaction, so that no turn waits long. */
const AT_ONCE = 50

/** Deletes what is older than it may be kept; answers how many conversations that were. */
export async function deleteExpired({ db, storage, now, retentionDays }: Parts, review: Review | null): Promise<number> {
  let deleted = 0
  for (;;) {
    const ids = await conversationsBefore(db, now() - retentionDays * DAY_MS, AT_ONCE)
    if (ids.length === 0) break
    await db.transaction().execute((transaction) => deleteConversations(transaction, ids))
    await review?.forget(ids)
    deleted += ids.length
  }
  if (deleted === 0) return 0
  await audit(db, { agent: '', action: 'expired', subject: `${deleted}`, at: now(), detail: { days: retentionDays } })
  await emptyLog(db, storage.dialect)
  return deleted
}

/** Does so every hour; the answer stops it. */
export function startRetention(parts: Parts, review: Review | null): () => void {
  if (parts.retentionDays === 0) return () => undefined
  const run = (): void => void deleteExpired(parts, review).catch(parts.failed)
  run()
  const timer = setInterval(run, EVERY_MS).unref()
  return () => clearInterval(timer)
}
