import type { Request } from 'express'
import type { Conversation } from '../../storage/records.js'
import type { Caller } from '../auth.js'
import type { Desk } from '../deps.js'
import { conversationNotFound, unauthorized, unavailable } from '../errors.js'

/** The caller of a route that takes the secret or a token, and not the public site key. */
export async function callerWithoutSiteKey(desk: Desk, req: Request): Promise<Exclude<Caller, { type: 'site' }>> {
  const caller = await desk.auth.callerOf(req.headers)
  if (caller.type === 'site') throw unauthorized('The site key only makes tokens.')
  return caller
}

/** The conversation that a route names. One that is foreign looks exactly like one that is not there. */
export async function conversationOf(desk: Desk, req: Request): Promise<Conversation> {
  const id = await ownConversationId(desk, req)
  const conversation = await desk.storage.conversation(id)
  if (!conversation) throw conversationNotFound()
  return conversation
}

/** The shape of every id that we give; nothing else reaches the store. */
const ID = /^[\w-]{1,64}$/

/** The id that a route names, once the caller is known to have a right to it. */
export async function ownConversationId(desk: Desk, req: Request): Promise<string> {
  const caller = await callerWithoutSiteKey(desk, req)
  const { id } = req.params
  if (typeof id !== 'string' || !ID.test(id) || (caller.type === 'token' && caller.conversation !== id)) throw conversationNotFound()
  return id
}

/** Refuses what would begin new work while the server is about to stop. */
export function assertOpen(desk: Desk): void {
  if (!desk.isOpen()) throw unavailable()
}
