import { z } from 'zod'
import type { LANGS } from '../shared/lang.js'

export const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected an id in lower_snake_case')

/** A language left out becomes an empty string here, so that the rest of the file can still be read; D022 reports it. */
const langs = { zh: z.string().default(''), en: z.string().default('') } satisfies Record<(typeof LANGS)[number], z.ZodType>
export const text = z.strictObject(langs)
const ids = z.array(id)
const guard = z.record(id, z.string()).default({})
const line = z.strictObject({ ...langs, when: guard })
const cases = z.record(id, id)

/** Slots, by name; one that nothing else says anything about may be written as `{}`. */
export const slots = z.record(id, z.strictObject({ values: ids.min(1).optional(), entity: id.optional(), of: id.optional() }))

const around = {
  say: z.union([line, z.array(line).min(1)], 'expected one text { zh, en } or a list of them').optional(),
  advises: ids.default([]),
  source: z.array(z.string()).default([]),
}

const option = z.strictObject({
  label: text,
  goto: id,
  when: guard,
  confirms: z.boolean().default(false),
  means: z.enum(['yes', 'no'], 'expected yes or no').optional(),
})
const options = z.record(id, option).refine((written) => Object.keys(written).length > 0, 'expected at least one option')
const remedy = z.strictObject({ goto: id, stops: z.boolean().default(false) })
const reading = z.strictObject({ check: id, using: ids.default([]), finds: z.record(id, remedy).default({}), fine: ids.default([]) })
const renamed = z.record(id, id).default({})

/** One schema a verb, and the whole node in each. */
export const nodes = {
  choose: z.strictObject({ ...around, choose: id, options, retry: text.optional() }),
  ask: z.strictObject({ ...around, ask: id, goto: id, options: options.optional(), retry: text.optional() }),
  diagnose: z.strictObject({ ...around, diagnose: z.array(reading).min(1), none: id, done: id }),
  check: z.strictObject({ ...around, check: id, using: ids.default([]), cases }),
  act: z.strictObject({ ...around, act: id, using: ids.default([]), cases }),
  branch: z.strictObject({ ...around, branch: id, cases, otherwise: id }),
  next: z.strictObject({ ...around, next: z.union([z.literal(true), z.null()], 'write "next: true"') }),
  call: z.strictObject({ ...around, call: id, using: renamed, gives: renamed, cases }),
  escalate: z.strictObject({ ...around, escalate: id, brief: ids.default([]) }),
  end: z.strictObject({ ...around, end: id }),
  goto: z.strictObject({ ...around, goto: id }),
} as const

const headFields = {
  dialog: id,
  title: text,
  starts_on: ids.default([]),
  requires: id.optional(),
  stays_on: ids.default([]),
  slots: slots.default({}),
  start: id,
  give_up: id,
}

/** The head of a dialog; its nodes are read one by one, each by the schema of its verb. */
export const head = z.strictObject({ ...headFields, nodes: z.record(id, z.unknown()) })
/** The whole file in one schema, as editors want it. */
export const dialog = z.strictObject({ ...headFields, nodes: z.record(id, z.union(Object.values(nodes))) })

const place = z.string().regex(/^[a-z][a-z0-9_]*\/[a-z][a-z0-9_]*$/, 'expected dialog/node')
const occasion = {
  intent: id.optional(),
  command: id.optional(),
  then: z.enum(['ask_again', 'leave']).optional(),
  not_in: z.array(place).default([]),
}

export const interrupts = z.array(
  z.discriminatedUnion(
    'do',
    [
      z.strictObject({ ...occasion, do: z.literal('answer') }),
      z.strictObject({ ...occasion, do: z.literal('say'), say: text }),
      z.strictObject({ ...occasion, do: z.literal('call'), dialog: id }),
      z.strictObject({ ...occasion, do: z.literal('escalate'), queue: id }),
      z.strictObject({ ...occasion, do: z.literal('restart') }),
    ],
    'expected one of answer, say, call, escalate, restart',
  ),
)

export const texts = z.strictObject({
  menu: ids.default([]),
  sentences: z.record(id, text).default({}),
  checks: z.record(id, z.strictObject({ title: text, outcomes: z.record(id, text).default({}) })).default({}),
  acts: z.record(id, text).default({}),
  queues: z.record(id, text).default({}),
})
