import { z } from 'zod'
import { userActionSchema } from '../accounts/operations.js'
import { faultSchema } from '../accounts/simulatorState.js'
import { LANGS } from '../shared/lang.js'
import { patternFault } from './pattern.js'

const ACTIONS = 'expected one of face, fault, patch, log_in, update_client, request_unbind, confirm_unbind, activate, read_notice'
/** What the person does on the simulated phone, or what the script does to the simulated service. */
export const phoneSchema = z.discriminatedUnion(
  'action',
  [
    z.strictObject({ action: z.literal('face'), result: z.enum(['pass', 'fail', 'bad_light']) }),
    z.strictObject({
      action: z.literal('fault'),
      operation: faultSchema.unwrap().shape.operation,
      mode: faultSchema.unwrap().shape.mode,
      times: z.number().int().positive(),
    }),
    z.strictObject({ action: z.literal('patch'), fields: z.record(z.string(), z.unknown()) }),
    ...userActionSchema.options,
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? ACTIONS : undefined) },
)
export type PhoneAction = z.infer<typeof phoneSchema>

/** What an agent does at the desk: enters the conversation, leaves it to the bot, or closes its ticket. */
const agentSchema = z.enum(['take_over', 'hand_back', 'resolve'], 'expected take_over, hand_back or resolve')
export type AgentAction = z.infer<typeof agentSchema>

const pattern = z.string().superRefine((text, context) => {
  const fault = patternFault(text)
  if (fault !== null) context.addIssue({ code: 'custom', message: fault })
})
/** A list of `{name: outcome}`, in the order in which they ran. */
const works = z.array(z.record(z.string(), z.string()))
const turnFields = {
  user: z.string().optional(),
  tap: z.union([z.string(), z.strictObject({ option: z.string(), node: z.string().optional() })]).optional(),
  phone: phoneSchema.optional(),
  agent: agentSchema.optional(),
  wait: z.number().positive().optional(),
  /** The same message sent once more, under the same client id. */
  again: z.boolean().optional(),
  /** What the user types on before the reply to this turn is there. */
  meanwhile: z.string().optional(),
  nodes: z.array(z.string()).optional(),
  intent: z.string().optional(),
  slots: z.record(z.string(), z.string()).optional(),
  checks: works.optional(),
  acts: works.optional(),
  outcome: z.string().optional(),
  ticket: z.strictObject({ queue: z.string().optional(), existing: z.boolean().optional() }).optional(),
  // Not a union of the two, so that a fault in a pattern is told as such.
  text: z.preprocess((text) => (typeof text === 'string' ? [text] : text), z.array(pattern)).optional(),
}
const turnObject = z.strictObject(turnFields)
/** What is done and what must then hold; keys that are not written are not asserted. */
export type ScriptTurn = Omit<z.infer<typeof turnObject>, 'text'> & { readonly text?: string | readonly string[] | undefined }
/** A turn, or a place where conversations part. */
export type Entry = z.infer<typeof turnObject> & { readonly branches?: Readonly<Record<string, readonly Entry[]>> | undefined }

const branchesSchema: z.ZodType<Readonly<Record<string, readonly Entry[]>>> = z.record(
  z.string().min(1, 'expected a name'),
  z.array(z.lazy(() => entrySchema)).min(1, 'expected turns'),
)
const KINDS = ['user', 'tap', 'phone', 'agent', 'wait', 'branches'] as const
const entrySchema: z.ZodType<Entry> = z
  .strictObject({ ...turnFields, branches: z.lazy(() => branchesSchema).optional() })
  .refine((one) => KINDS.filter((kind) => one[kind] !== undefined).length === 1, `expected exactly one of ${KINDS.join(', ')}`)
  .refine((one) => one.branches === undefined || Object.keys(one.branches).length > 0, 'branches: expected at least one')
  .refine((one) => one.branches === undefined || Object.values(one).filter((value) => value !== undefined).length === 1, {
    message: 'expected nothing beside branches: what holds before they part belongs to the turn above',
  })

const accountSchema = z.strictObject({ persona: z.string(), patch: z.record(z.string(), z.unknown()).optional() })
/** What is in a replay file; an unknown key is an error. */
export const fileSchema = z.strictObject({
  title: z.string().optional(),
  account: accountSchema.default({ persona: 'healthy' }),
  /** A second account, as `$other_account_id`. */
  other_account: accountSchema.optional(),
  /** A ticket that the account has from an earlier conversation, as `$ticket` until there is another. */
  earlier_ticket: z.enum(['open', 'assigned', 'resolved'], 'expected open, assigned or resolved').optional(),
  language: z.enum(LANGS).default('zh'),
  clock: z
    .string()
    .refine((time) => !Number.isNaN(Date.parse(time)), 'expected a time such as 2026-01-05T09:00:00+08:00')
    .default('2026-01-05T09:00:00+08:00'),
  seed: z.number().int().default(1),
  /** Lists of nodes, checks and acts are whole, not excerpts. */
  strict: z.boolean().default(false),
  turns: z.array(entrySchema).min(1),
  /** What must not be found anywhere in the conversation. */
  must_not: z
    .strictObject({ nodes: z.array(z.string()).default([]), acts: z.array(z.string()).default([]), text: z.array(pattern).default([]) })
    .optional(),
})
/** One conversation that must hold, its branches chosen. */
export type Script = Readonly<Omit<z.infer<typeof fileSchema>, 'turns'>> & { readonly turns: readonly ScriptTurn[] }

/** By which editors complete and check replay files. */
export const replayJsonSchema = (): Readonly<Record<string, unknown>> => ({
  title: 'A replay: a conversation that must hold',
  ...z.toJSONSchema(fileSchema, {
    io: 'input',
    override: ({ jsonSchema, path }) => {
      // One pattern may stand without a list around it; what reads it makes a list of it first.
      if (path.at(-1) !== 'text' || path.includes('must_not')) return
      Object.assign(jsonSchema, { type: undefined, items: undefined, anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] })
    },
  }),
})
