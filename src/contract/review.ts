import { z } from 'zod'
import { conversationQuerySchema } from './conversations.js'
import { EXPORTS } from './names.js'
import { agentRefSchema } from './tickets.js'

/** A sentence that was taken for something else than it meant. */
export const suggestionSchema = z.object({
  id: z.int(),
  conversation: z.string(),
  inputId: z.string(),
  /** Masked, as it is stored. */
  text: z.string(),
  language: z.enum(['zh', 'en']),
  /** What the bot took it for; null where it understood nothing. */
  taken: z.string().nullable(),
  intent: z.string(),
  by: agentRefSchema.nullable(),
  at: z.number(),
  /** Who says otherwise: lines of the knowledge, and suggestions of colleagues, with the same words under another intent. */
  conflicts: z.array(z.object({ where: z.enum(['knowledge', 'suggestion']), intent: z.string() })),
  /** The knowledge has this sentence under this intent already. */
  isKnown: z.boolean(),
})
export type Suggestion = z.infer<typeof suggestionSchema>
export const suggestionListSchema = z.object({ items: z.array(suggestionSchema) })
export const correctionSchema = z.strictObject({ inputId: z.string().max(100), intent: z.string().max(64) })

const page = z.enum(['tickets', 'conversations'])
/** Filters under a name. What they hold is checked when they are used: a view that an older version kept still opens. */
export const viewSchema = z.object({
  id: z.int(),
  page,
  name: z.string(),
  filters: z.record(z.string(), z.string()),
  isShared: z.boolean(),
  by: agentRefSchema.nullable(),
  /** Whether the caller may change or remove it. */
  isOwn: z.boolean(),
})
export type View = z.infer<typeof viewSchema>
export const viewListSchema = z.object({ items: z.array(viewSchema) })
export const newViewSchema = z.strictObject({
  page,
  name: z.string().trim().min(1).max(60),
  filters: z.record(z.string().max(30), z.string().max(1000)).refine((filters) => Object.keys(filters).length <= 20, 'expected at most 20 filters'),
  isShared: z.boolean(),
})

/** What is done to everything that the filters match; `expected` is the number that was shown before. */
export const bulkSchema = z
  .strictObject({
    filters: conversationQuerySchema.omit({ cursor: true, limit: true }).partial(),
    expected: z.int().min(0),
    reviewed: z.boolean().optional(),
    addTag: z.string().trim().min(1).max(40).optional(),
  })
  .refine(({ reviewed, addTag }) => reviewed !== undefined || addTag !== undefined, 'expected something to do: reviewed or addTag')
export const bulkDoneSchema = z.object({ changed: z.int() })

export const exportQuerySchema = z.strictObject({ format: z.enum(EXPORTS) })
