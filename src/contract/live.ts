import { z } from 'zod'
import { presenceSchema } from './agents.js'

/** What server-sent events tell; each only says that something is to be read again. `id` goes up, so that a client can resume. */
export const liveSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ticket'), number: z.string(), conversation: z.string(), isNew: z.boolean() }),
  z.object({
    type: z.literal('conversation'),
    conversation: z.string(),
    owner: z.enum(['bot', 'agent']),
    lastSeq: z.int(),
    from: z.enum(['user', 'bot', 'agent']),
  }),
  z.object({ type: z.literal('presence'), agent: z.string(), presence: presenceSchema }),
  /** Too much was missed: read everything again. */
  z.object({ type: z.literal('reset') }),
])
export type Live = z.infer<typeof liveSchema>

/** What is wrong, for a program (`code`) and for a person; `now` is what a stale change would have had to know. */
export const problemSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }), now: z.unknown().optional() })
