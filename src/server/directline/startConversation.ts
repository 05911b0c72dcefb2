import type { RequestHandler } from 'express'
import { z } from 'zod'
import type { Json } from '../../storage/records.js'
import type { Desk } from '../deps.js'
import { type Grant, TOKEN_SECONDS } from '../tokens.js'
import { assertOpen, callerWithoutSiteKey } from './access.js'
import { userSchema } from './generateToken.js'
import { readJsonBody } from './readJsonBody.js'
import { streamUrl } from './streamUrl.js'

const bodySchema = z.object({
  user: userSchema.nullish(),
  /** What Web Chat and the widget are set to; the bot greets in it. */
  locale: z.string().max(35).nullish(),
})

/** POST /conversations: begins the conversation of a token, once; with the secret a new one each time. */
export function startConversation(desk: Desk): RequestHandler {
  /** Beginnings under way: a second request for the same conversation waits for the first. */
  const beginning = new Map<string, Promise<unknown>>()

  async function begin(grant: Grant, locale: string | null): Promise<boolean> {
    await beginning.get(grant.conversation)
    if (await desk.storage.conversation(grant.conversation)) return false
    // Between the look and this line others may have begun it.
    const other = beginning.get(grant.conversation)
    if (other) return other.then(() => false)
    assertOpen(desk)
    const start = desk.turns.handle(startOf(desk, grant, locale))
    beginning.set(grant.conversation, start)
    try {
      await start
      return true
    } finally {
      beginning.delete(grant.conversation)
    }
  }

  return async (req, res) => {
    const caller = await callerWithoutSiteKey(desk, req)
    await desk.quotas.site(caller.site)
    const { user, locale } = readJsonBody(req.body, bodySchema)
    const grant: Grant =
      caller.type === 'token' ? caller : { conversation: desk.newId(), user: user?.id ?? `dl_${desk.newId()}`, site: caller.site, origins: [] }
    const isNew = await begin(grant, locale ?? null)
    const token = await desk.tokens.issue(grant)
    const resume = await desk.resumes.issue(grant, desk.now())
    const url = await streamUrl(desk, req, grant, 0)
    res.status(isNew ? 201 : 200).json({ conversationId: grant.conversation, token, expires_in: TOKEN_SECONDS, streamUrl: url, resume })
  }
}

function startOf(desk: Desk, { conversation, user, site }: Grant, locale: string | null) {
  const channelData: Json | null = locale === null ? null : { locale }
  return { conversation, user, site, clientId: null, at: desk.now(), channelData, content: { type: 'start' } } as const
}
