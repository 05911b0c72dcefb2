import { bulkDoneSchema, bulkSchema } from '../../contract/review.js'
import { conflict } from '../errors.js'
import { LEADS, operation } from './operation.js'

export const changeMany = operation({
  method: 'post',
  path: '/conversations/bulk',
  name: 'changeConversations',
  summary: 'Marks or tags everything that the filters match, if they still match as many as was shown.',
  roles: LEADS,
  body: bulkSchema,
  answer: bulkDoneSchema,
  async run(desk, { body, caller }) {
    const { filters, expected, reviewed, addTag } = body
    const ids = await desk.transcripts.ids(filters)
    if (ids.length !== expected) throw conflict('Stale', `The filters match ${ids.length} conversations now.`, { total: ids.length })
    const changed = await desk.transcripts.reviewMany(ids, { reviewed, addTag }, caller.agent.id)
    return { changed }
  },
})
