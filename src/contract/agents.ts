import { z } from 'zod'

export const ROLES = ['agent', 'lead', 'admin'] as const
export const roleSchema = z.enum(ROLES)
export type Role = z.infer<typeof roleSchema>

export const presenceSchema = z.enum(['present', 'away'])
export type Presence = z.infer<typeof presenceSchema>

/** Somebody who works at the desk, as colleagues see them. `load`: conversations that they own now. */
export const agentSchema = z.object({
  id: z.string(),
  name: z.string(),
  display: z.string(),
  role: roleSchema,
  presence: presenceSchema,
  capacity: z.int(),
  load: z.int(),
  active: z.boolean(),
})
export type Agent = z.infer<typeof agentSchema>

/** Lower-case, so that nobody can pass for a colleague by capital letters. */
export const agentName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,31}$/, 'expected 2 to 32 of a-z 0-9 . _ -')
export const displayName = z.string().trim().min(1).max(40)
export const password = z.string().min(12, 'expected at least 12 characters').max(200)

export const signInSchema = z.strictObject({ name: z.string().max(200), password: z.string().max(1000) })
export const welcomeSchema = z.object({
  /** The demo team with its passwords; only while the simulator is on, else null. */
  demo: z.array(z.object({ name: z.string(), display: z.string(), role: roleSchema, password: z.string() })).nullable(),
  /** Whether one may sign in by OpenID Connect. */
  singleSignOn: z.boolean(),
})
export type Welcome = z.infer<typeof welcomeSchema>
/** `idleMinutes`: after so long without a request the session ends. */
export const sessionSchema = z.object({ agent: agentSchema, idleMinutes: z.int(), simulator: z.boolean() })
export type Session = z.infer<typeof sessionSchema>

export const newAgentSchema = z.strictObject({
  name: agentName,
  display: displayName,
  role: roleSchema,
  password,
  capacity: z.int().min(1).max(50).default(5),
})
export const agentChangeSchema = z.strictObject({
  display: displayName.optional(),
  role: roleSchema.optional(),
  password: password.optional(),
  capacity: z.int().min(1).max(50).optional(),
  active: z.boolean().optional(),
})
export const presenceChangeSchema = z.strictObject({ presence: presenceSchema })
