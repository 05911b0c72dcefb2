import { audit, listAudit } from '../agents/audit.js'
import { agentTables } from '../agents/tables.js'
import { readState } from '../conversations/readState.js'
import type { Review } from '../review/review.js'
import type { Privacy } from '../server/console/deps.js'
import { maskedParts, maskText } from '../shared/mask.js'
import { isVaultRef } from '../shared/refs.js'
import { conversationsOfSameUser, deleteConversations, emptyLog } from '../storage/erase.js'
import type { Parts } from './parts.js'

/** What is hidden, and the few ways to look at it or to have it gone; each writes down who did it, in the transaction of the deed. */
export function privacyOf({ storage, sealer, library, db }: Parts, review: Review | null): Privacy {
  return {
    masked(text) {
      const { entities } = library().recognize(text, {})
      const parts = maskedParts(text, entities)
      return { masked: maskText(text, entities), parts: parts.map(({ start, end, kind, shown }) => ({ start, end, kind, shown })) }
    },
    async reveal({ ticket, conversation, field, reason, agent, at }) {
      const known = await storage.conversation(conversation)
      const ref = known ? refIn(readState(known.state), field) : null
      const row = ref === null ? null : await storage.vaultRow(ref)
      if (!row) return null
      return db.transaction().execute(async (transaction) => {
        await audit(transaction, { agent, action: 'revealed', subject: ticket, at, detail: { field, reason } })
        const { count } = await agentTables(transaction)
          .selectFrom('desk_audit')
          .select((eb) => eb.fn.countAll<number | string>().as('count'))
          .where('action', '=', 'revealed')
          .where('subject', '=', ticket)
          .executeTakeFirstOrThrow()
        return { value: sealer.open(row), count: Number(count) }
      })
    },
    async erase(conversation, { agent, reason, at }) {
      const ids = await conversationsOfSameUser(db, conversation)
      if (ids.length === 0) return 0
      await db.transaction().execute(async (transaction) => {
        await deleteConversations(transaction, ids)
        // Which conversations they were is erased too; that some were is not.
        await audit(transaction, { agent, action: 'erased', subject: `${ids.length}`, at, detail: { reason } })
      })
      await emptyLog(db, storage.dialect)
      await review?.forget(ids)
      return ids.length
    },
    audit: (query) => listAudit(db, query),
  }
}

type State = ReturnType<typeof readState>
/** The reference that a slot holds, wherever in the conversation it stands. */
function refIn({ slots, frames }: State, field: string): string | null {
  const all = [slots, ...frames.map((frame) => frame.slots)]
  return all.map((some) => (Object.hasOwn(some, field) ? (some[field] ?? '') : '')).findLast(isVaultRef) ?? null
}
