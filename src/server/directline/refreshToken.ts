import type { RequestHandler } from 'express'
import type { Desk } from '../deps.js'
import { unauthorized } from '../errors.js'
import { TOKEN_SECONDS } from '../tokens.js'

/** POST /tokens/refresh: the same rights for another half hour. */
export function refreshToken(desk: Desk): RequestHandler {
  return async (req, res) => {
    const caller = await desk.auth.callerOf(req.headers)
    if (caller.type !== 'token') throw unauthorized('Expected a token.')
    res.json({ conversationId: caller.conversation, token: await desk.tokens.issue(caller), expires_in: TOKEN_SECONDS })
  }
}
