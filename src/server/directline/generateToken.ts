import type { RequestHandler } from 'express'
import { z } from 'zod'
import type { Desk } from '../deps.js'
import { resumeRejected, unauthorized } from '../errors.js'
import { type Grant, TOKEN_SECONDS } from '../tokens.js'
import { readJsonBody } from './readJsonBody.js'

const userId = z.string().regex(/^[\p{L}\p{N}._:@-]{1,64}$/u, 'expected 1 to 64 letters, digits or . _ : @ -')
const origin = z
  .string()
  .max(200)
  .refine((text) => URL.canParse(text) && new URL(text).origin === text, 'expected an origin such as https://shop.example')
export const userSchema = z.object({ id: userId.optional(), name: z.string().max(100).optional() })
const bodySchema = z.object({
  user: userSchema.optional(),
  trustedOrigins: z.array(origin).max(20).default([]),
  resume: z.string().max(200).optional(),
})

/** POST /tokens/generate: a token for a conversation that may begin, or with `resume` for one that did. Starts nothing. */
export function generateToken(desk: Desk): RequestHandler {
  return async (req, res) => {
    const caller = await desk.auth.callerOf(req.headers)
    if (caller.type === 'token') throw unauthorized('Expected the secret or the site key.')
    await desk.quotas.site(caller.site)
    const { user, trustedOrigins, resume } = readJsonBody(req.body, bodySchema)
    if (resume !== undefined) {
      res.json(await resumed(desk, resume, { site: caller.site, origins: trustedOrigins }))
      return
    }
    const grant = { conversation: desk.newId(), user: user?.id ?? `dl_${desk.newId()}`, site: caller.site, origins: trustedOrigins }
    res.json(await answerFor(desk, grant))
  }
}

const answerFor = async (desk: Desk, grant: Grant) => ({
  conversationId: grant.conversation,
  token: await desk.tokens.issue(grant),
  expires_in: TOKEN_SECONDS,
})

async function resumed(desk: Desk, secret: string, { site, origins }: Pick<Grant, 'site' | 'origins'>) {
  const found = await desk.resumes.use(secret, site, desk.now())
  if (!found || !(await desk.storage.conversation(found.conversation))) throw resumeRejected()
  return { ...(await answerFor(desk, { conversation: found.conversation, user: found.user, site, origins })), resume: found.secret }
}
