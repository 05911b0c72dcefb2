import { audit } from '../agents/audit.js'
import { flowOf } from '../review/flow.js'
import { openReview, type Review } from '../review/review.js'
import { addNote, changeReview, markReview } from '../review/reviews.js'
import type { Transcripts } from '../server/console/deps.js'
import { unavailable } from '../server/errors.js'
import type { Parts } from './parts.js'

/** Only a SQLite file can be read beside its writer; null for other stores. */
export function reviewOf({ database, wording, timeZone, failed }: Parts): Review | null {
  const [, file = ''] = /^sqlite:(.+)$/.exec(database) ?? []
  if (file === '' || file === ':memory:') return null
  return openReview({ database: file, index: file.replace(/(\.db)?$/, '.review.db'), titles: wording().titles, zone: timeZone }, failed)
}

/** Without the reading side its calls answer that they are not available. */
export function transcriptsOf({ db, now, wording }: Parts, review: Review | null): Transcripts {
  const reading = (): Review => {
    if (!review) throw unavailable()
    return review
  }
  return {
    list: async (query) => reading().list(query, now()),
    detail: async (id) => reading().detail(id, now()),
    async review(id, change) {
      const result = await changeReview(db, id, change)
      if (result === 'changed') review?.touched(id)
      return result
    },
    insights: async (query) => reading().insights(query, now()),
    flow: async (query) => flowOf(wording().program, query.dialog ?? '', await reading().steps(query)),
    fallbacks: async (query) => reading().fallbacks(query),
    ids: async (filters) => reading().ids(filters, now()),
    async reviewMany(ids, change, agent) {
      let changed = 0
      for (const id of ids) {
        if (!(await markReview(db, id, change))) continue
        changed += 1
        review?.touched(id)
      }
      await audit(db, { agent, action: 'conversations_marked', subject: `${changed}`, at: now(), detail: change })
      return changed
    },
    note: (id, note) => addNote(db, id, note),
  }
}
