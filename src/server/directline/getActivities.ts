import type { RequestHandler } from 'express'
import type { WireActivity } from '../../bot/render.js'
import type { Desk } from '../deps.js'
import { conversationNotFound } from '../errors.js'
import { ownConversationId } from './access.js'
import { readActivities } from './readActivities.js'
import { readWatermark, watermarkOf } from './watermark.js'

type ActivitySet = { readonly activities: readonly WireActivity[]; readonly watermark: string }

/**
 * GET /conversations/:id/activities. No quota and never 5xx: one such answer makes directlinejs stop polling for good.
 * While the store fails there is simply nothing new.
 */
export function getActivities(desk: Desk): RequestHandler {
  return async (req, res) => {
    const id = await ownConversationId(desk, req)
    const from = readWatermark(req.query.watermark) ?? 0
    let set: ActivitySet | null
    try {
      set = await read(desk, id, from)
    } catch (error) {
      desk.log.failed('get_activities', error)
      set = { activities: [], watermark: from === 0 ? '' : watermarkOf(from) }
    }
    if (!set) throw conversationNotFound()
    res.json(set)
  }
}

async function read(desk: Desk, id: string, from: number): Promise<ActivitySet | null> {
  const conversation = await desk.storage.conversation(id)
  if (!conversation) return null
  const rows = await readActivities(desk, id, from)
  const current = Math.max(rows.at(-1)?.seq ?? 0, Math.min(from, conversation.nextSeq - 1))
  return { activities: await desk.delivery.stored(rows, conversation.user), watermark: watermarkOf(current) }
}
