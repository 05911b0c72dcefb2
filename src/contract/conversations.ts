import { z } from 'zod'
import { agentRefSchema, ticketRowSchema } from './tickets.js'

/** How a conversation stands or ended: `resolved_confirmed` the user said so, `resolved_implied` an end was reached, `abandoned` neither. */
export const outcomeSchema = z.enum(['under_way', 'resolved_confirmed', 'resolved_implied', 'escalated', 'abandoned', 'not_engaged'])

/** One row a conversation. `preview` is the user's last message, masked. */
export const conversationRowSchema = z.object({
  id: z.string(),
  startedAt: z.number(),
  lastAt: z.number(),
  language: z.enum(['zh', 'en']),
  owner: z.enum(['bot', 'agent']),
  agent: agentRefSchema.nullable(),
  turns: z.int(),
  /** The dialogs begun as topics, in order, without repeats. */
  dialogs: z.array(z.string()),
  intents: z.array(z.string()),
  outcome: outcomeSchema,
  fallbacks: z.int(),
  /** The lowest confidence of an accepted intent; null where none was. */
  lowestConfidence: z.number().nullable(),
  tickets: z.array(z.string()),
  rating: z.int().nullable(),
  reviewed: z.boolean(),
  tags: z.array(z.string()),
  preview: z.string(),
  /** For a search: the words around the first hit, hits between ⟦ and ⟧. */
  snippet: z.string().nullable(),
})
export type ConversationRow = z.infer<typeof conversationRowSchema>
/** `total` counts what the filters match, at most 10,000. */
export const conversationListSchema = z.object({ items: z.array(conversationRowSchema), next: z.string().nullable(), total: z.int() })
export type ConversationList = z.infer<typeof conversationListSchema>

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
/** Filters of the transcripts, as query parameters; every one that is given must hold. */
export const conversationQuerySchema = z.strictObject({
  q: z.string().trim().max(1000).optional(),
  intent: z.string().max(64).optional(),
  dialog: z.string().max(64).optional(),
  /** `dialog/node` that the conversation came by. */
  node: z.string().max(130).optional(),
  outcome: outcomeSchema.optional(),
  language: z.enum(['zh', 'en']).optional(),
  owner: z.enum(['bot', 'agent']).optional(),
  tag: z.string().max(40).optional(),
  reviewed: flag.optional(),
  fallback: flag.optional(),
  rating: z.coerce.number().int().min(1).max(5).optional(),
  /** Conversations in which an accepted intent was less sure than this, 0 to 1. */
  confidenceBelow: z.coerce.number().min(0).max(1).optional(),
  /** Date of the last activity, in ms since 1970: from inclusive, to exclusive. */
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type ConversationQuery = z.infer<typeof conversationQuerySchema>

export const scoreSchema = z.object({ intent: z.string(), confidence: z.number() })
/** Why the bot did what it did in one turn. */
export const whySchema = z.object({
  kind: z.string(),
  intent: z.string().nullable(),
  ranking: z.array(scoreSchema),
  decision: z.string().nullable(),
  choice: z.string().nullable(),
  command: z.string().nullable(),
  entities: z.array(z.string()),
  nodes: z.array(z.string()),
  checks: z.array(z.object({ kind: z.enum(['check', 'act']), name: z.string(), outcome: z.string(), at: z.number() })),
  outcome: z.string().nullable(),
  /** From the input to its last reply, in ms; null where it was not measured. */
  tookMs: z.number().nullable(),
})
export type Why = z.infer<typeof whySchema>
export const shownCheckSchema = z.object({ title: z.string(), state: z.enum(['fine', 'found', 'not_checked']), meaning: z.string() })
/** A message as it was shown, masked. `inputId` names the turn that it belongs to. */
export const messageSchema = z.object({
  seq: z.int(),
  inputId: z.string(),
  at: z.number(),
  from: z.enum(['user', 'bot', 'agent', 'event']),
  name: z.string(),
  text: z.string(),
  choices: z.array(z.string()),
  checks: z.array(shownCheckSchema),
  /** For `from: event`: which one. */
  event: z.string().nullable(),
})
export type Message = z.infer<typeof messageSchema>
export const conversationNoteSchema = z.object({ text: z.string(), by: agentRefSchema.nullable(), at: z.number() })
/** Whole conversation. `why` by inputId. */
export const conversationSchema = conversationRowSchema.extend({
  messages: z.array(messageSchema),
  why: z.record(z.string(), whySchema),
  ticketRows: z.array(ticketRowSchema),
  notes: z.array(conversationNoteSchema),
  slots: z.record(z.string(), z.string()),
  proof: z.enum(['none', 'read', 'change']),
  /** Where the bot stands: `dialog/node`, outermost first. */
  standing: z.array(z.string()),
  /** Of what an agent may change about it: tags, reviewed. */
  reviewVersion: z.int(),
})
export type ConversationDetail = z.infer<typeof conversationSchema>

export const replySchema = z.strictObject({ clientId: z.string().regex(/^[A-Za-z0-9._:-]{1,64}$/), text: z.string().trim().min(1).max(4000) })
export const handBackSchema = z.strictObject({ note: z.string().trim().max(500).optional() })
export const reviewSchema = z.strictObject({
  version: z.int(),
  reviewed: z.boolean().optional(),
  tags: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
})
export const takenOverSchema = z.object({ agent: agentRefSchema, seq: z.int() })
