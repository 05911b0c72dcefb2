import type { Request } from 'express'
import type { Conversation } from '../../storage/records.js'
import type { Desk } from '../deps.js'
import type { Grant } from '../tokens.js'

/** The address of a stream that begins behind an activity, with a ticket that opens it once. */
export async function streamUrl(desk: Desk, req: Request, grant: Grant, from: number): Promise<string> {
  const ticket = await desk.tokens.issueTicket({ ...grant, from })
  const base = desk.config.publicUrl ?? `${req.protocol}://${req.host}`
  const url = new URL(`/v3/directline/conversations/${encodeURIComponent(grant.conversation)}/stream`, base)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.searchParams.set('t', ticket)
  return url.href
}

/** What a caller with the secret may hand on for a conversation. */
export const grantFor = ({ id, user, site }: Pick<Conversation, 'id' | 'user' | 'site'>): Grant => ({ conversation: id, user, site, origins: [] })
