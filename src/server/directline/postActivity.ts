import type { RequestHandler } from 'express'
import type { Desk } from '../deps.js'
import { malformed } from '../errors.js'
import { acceptActivity } from './acceptActivity.js'
import { conversationOf } from './access.js'

/** POST /conversations/:id/activities */
export function postActivity(desk: Desk): RequestHandler {
  return async (req, res) => {
    const conversation = await conversationOf(desk, req)
    const body: unknown = req.body
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw malformed('Expected an activity as a JSON object.')
    res.json(await acceptActivity(desk, conversation, body))
  }
}
