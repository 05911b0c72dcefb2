import type { RequestHandler } from 'express'
import type { Desk } from '../deps.js'
import { conversationOf } from './access.js'

/** DELETE /conversations/:id/resume: nobody comes back to this conversation any more. */
export function endResume(desk: Desk): RequestHandler {
  return async (req, res) => {
    const conversation = await conversationOf(desk, req)
    await desk.resumes.end(conversation.id)
    res.json({})
  }
}
