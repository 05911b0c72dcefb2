import { z } from 'zod'

export const wordsSchema = z.object({ zh: z.string(), en: z.string() })
export type Words = z.infer<typeof wordsSchema>

export const ticketStatusSchema = z.enum(['open', 'assigned', 'resolved'])
export const agentRefSchema = z.object({ id: z.string(), display: z.string() })
export type AgentRef = z.infer<typeof agentRefSchema>
/** 0 low, 1 normal, 2 high. */
export const prioritySchema = z.int().min(0).max(2)

/** A row of the queue. Times are milliseconds since 1970. */
export const ticketRowSchema = z.object({
  number: z.string(),
  conversation: z.string(),
  queue: z.string(),
  queueTitle: wordsSchema,
  problem: z.string(),
  problemTitle: wordsSchema,
  status: ticketStatusSchema,
  assignee: agentRefSchema.nullable(),
  priority: prioritySchema,
  language: z.enum(['zh', 'en']),
  ownership: z.enum(['proven', 'not_proven']),
  /** Who speaks for the desk in the conversation now. */
  owner: z.enum(['bot', 'agent']),
  at: z.number(),
  updatedAt: z.number(),
  /** When the user last wrote. */
  lastUserAt: z.number().nullable(),
  /** How long it may wait before it is marked as ageing, in ms. */
  ageingAfterMs: z.number(),
  /** Goes up with every change; a change that names an older one is refused with 409. */
  version: z.int(),
})
export type TicketRow = z.infer<typeof ticketRowSchema>

export const ticketListSchema = z.object({
  items: z.array(ticketRowSchema),
  next: z.string().nullable(),
  counts: z.object({ open: z.int(), mine: z.int(), assigned: z.int() }),
})
export type TicketList = z.infer<typeof ticketListSchema>

export const noteSchema = z.object({ text: z.string(), by: agentRefSchema.nullable(), at: z.number() })
export const workShownSchema = z.object({
  name: z.string(),
  title: wordsSchema,
  outcome: z.string(),
  meaning: wordsSchema.nullable(),
  at: z.number(),
})
/** The packet of proof: what the user wants, what was found and when, what was tried, what comes next, and what was not checked. */
export const packetSchema = z.object({
  wants: wordsSchema.nullable(),
  account: z.string().nullable(),
  ownership: z.enum(['not_proven', 'proven_for_read', 'proven_for_change']),
  brief: z.record(z.string(), z.string()),
  checks: z.array(workShownSchema),
  acts: z.array(workShownSchema),
  notChecked: z.array(z.object({ name: z.string(), title: wordsSchema })),
  tried: z.array(z.object({ node: z.string(), words: wordsSchema.nullable() })),
  next: z.object({ node: z.string(), words: wordsSchema.nullable() }).nullable(),
  untilSeq: z.int(),
})
export type Packet = z.infer<typeof packetSchema>
export const ticketSchema = ticketRowSchema.extend({ packet: packetSchema, notes: z.array(noteSchema), others: z.array(ticketRowSchema) })
export type Ticket = z.infer<typeof ticketSchema>

/** What may be done with a ticket. Who may: `claim`, `return`, `resolve`, `reopen`, `move`, `priority`: any agent where it is free or theirs; with others' tickets a lead. */
export const ticketChangeSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('claim'), version: z.int() }),
  z.strictObject({ do: z.literal('assign'), version: z.int(), agent: z.string() }),
  z.strictObject({ do: z.literal('return'), version: z.int() }),
  z.strictObject({ do: z.literal('resolve'), version: z.int() }),
  z.strictObject({ do: z.literal('reopen'), version: z.int() }),
  z.strictObject({ do: z.literal('move'), version: z.int(), queue: z.string() }),
  z.strictObject({ do: z.literal('prioritise'), version: z.int(), priority: prioritySchema }),
])
export type TicketChange = z.infer<typeof ticketChangeSchema>
export const newNoteSchema = z.strictObject({ text: z.string().trim().min(1).max(4000) })

/** Filters of the queue, as query parameters. */
export const ticketQuerySchema = z.strictObject({
  status: z.enum(['open', 'assigned', 'resolved', 'unresolved']).default('unresolved'),
  assignee: z.string().max(64).optional(),
  queue: z.string().max(64).optional(),
  problem: z.string().max(64).optional(),
  language: z.enum(['zh', 'en']).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type TicketQuery = z.infer<typeof ticketQuerySchema>
