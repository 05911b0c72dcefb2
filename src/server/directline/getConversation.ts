import type { RequestHandler } from 'express'
import type { Desk } from '../deps.js'
import { TOKEN_SECONDS } from '../tokens.js'
import { callerWithoutSiteKey, conversationOf } from './access.js'
import { grantFor, streamUrl } from './streamUrl.js'
import { readWatermark } from './watermark.js'

/** GET /conversations/:id: another stream, from the watermark on, or without one only what is new. */
export function getConversation(desk: Desk): RequestHandler {
  return async (req, res) => {
    const conversation = await conversationOf(desk, req)
    const caller = await callerWithoutSiteKey(desk, req)
    const current = conversation.nextSeq - 1
    const from = Math.min(readWatermark(req.query.watermark) ?? current, current)
    const grant = caller.type === 'token' ? caller : grantFor(conversation)
    const [token, url] = await Promise.all([desk.tokens.issue(grant), streamUrl(desk, req, grant, from)])
    res.json({ conversationId: conversation.id, token, expires_in: TOKEN_SECONDS, streamUrl: url })
  }
}
