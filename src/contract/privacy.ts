import { z } from 'zod'
import { REVEALED } from './names.js'
import { agentRefSchema } from './tickets.js'

export const maskQuerySchema = z.strictObject({ text: z.string().max(4000) })
/** A text as it would be stored, and each part that is hidden: from `start` to `end` of the text that was given. */
export const maskedSchema = z.object({
  masked: z.string(),
  parts: z.array(z.object({ start: z.int(), end: z.int(), kind: z.string(), shown: z.string() })),
})
export type Masked = z.infer<typeof maskedSchema>

export const revealSchema = z.strictObject({ field: z.enum(REVEALED), reason: z.string().trim().min(5).max(300) })
export const revealedSchema = z.object({ value: z.string(), count: z.int() })

export const auditQuerySchema = z.strictObject({
  agent: z.string().max(64).optional(),
  action: z.string().max(64).optional(),
  subject: z.string().max(100).optional(),
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
  cursor: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type AuditQuery = z.infer<typeof auditQuerySchema>
export const auditListSchema = z.object({
  items: z.array(
    z.object({ id: z.int(), at: z.number(), by: agentRefSchema.nullable(), action: z.string(), subject: z.string(), detail: z.unknown() }),
  ),
  next: z.int().nullable(),
  actions: z.array(z.string()),
})
export type AuditList = z.infer<typeof auditListSchema>

export const eraseSchema = z.strictObject({ reason: z.string().trim().min(5).max(300) })
export const erasedSchema = z.object({ conversations: z.int() })
