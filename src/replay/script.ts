import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { LANGS } from '../shared/lang.js'

/** A list of `{name: outcome}`, in the order in which they ran. */
const works = z.array(z.record(z.string(), z.string()))
const action = z.looseObject({ action: z.string() })
const asserted = {
  nodes: z.array(z.string()).optional(),
  intent: z.string().optional(),
  slots: z.record(z.string(), z.string()).optional(),
  checks: works.optional(),
  acts: works.optional(),
  outcome: z.string().optional(),
  ticket: z.strictObject({ queue: z.string().optional(), existing: z.boolean().optional() }).optional(),
  text: z.union([z.string(), z.array(z.string())]).optional(),
}
const tapped = z.union([z.string(), z.strictObject({ option: z.string(), node: z.string().optional() })])
const turn = z
  .strictObject({
    user: z.string().optional(),
    tap: tapped.optional(),
    phone: action.optional(),
    wait: z.number().positive().optional(),
    /** The same message sent once more, under the same client id. */
    again: z.boolean().optional(),
    /** What the user types on before the reply to this turn is there. */
    meanwhile: z.string().optional(),
    ...asserted,
  })
  .refine(
    (one) => [one.user, one.tap, one.phone, one.wait].filter((kind) => kind !== undefined).length === 1,
    'expected exactly one of user, tap, phone, wait',
  )

/** A conversation that must hold. Keys that are not written are not asserted; an unknown key is an error. */
const script = z.strictObject({
  title: z.string().optional(),
  account: z.strictObject({ persona: z.string(), patch: z.record(z.string(), z.unknown()).optional() }).default({ persona: 'healthy' }),
  /** A second account, as `$other_account_id`. */
  other_account: z.strictObject({ persona: z.string(), patch: z.record(z.string(), z.unknown()).optional() }).optional(),
  language: z.enum(LANGS).default('zh'),
  clock: z.string().default('2026-01-05T09:00:00+08:00'),
  seed: z.number().int().default(1),
  /** Lists of nodes, checks and acts are whole, not excerpts. */
  strict: z.boolean().default(false),
  turns: z.array(turn).min(1),
  /** What must not be found anywhere in the conversation. */
  must_not: z
    .strictObject({ nodes: z.array(z.string()).default([]), acts: z.array(z.string()).default([]), text: z.array(z.string()).default([]) })
    .optional(),
})
export type Script = z.infer<typeof script>
export type ScriptTurn = Script['turns'][number]

/** The file is not a replay; says where and what was expected. */
export class ScriptError extends Error {
  constructor(file: string, line: number, message: string) {
    super(`${file}:${line} ${message}`)
    this.name = 'ScriptError'
  }
}

export function parseScript(file: string, source: string): Script {
  const lines = new LineCounter()
  const doc = parseDocument(source, { lineCounter: lines, uniqueKeys: true })
  const broken = doc.errors[0]
  if (broken) throw new ScriptError(file, broken.linePos?.[0].line ?? 1, broken.message.split('\n')[0] ?? 'bad YAML')
  const read = script.safeParse(doc.toJS())
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const path = issue?.path ?? []
  const node = doc.getIn(
    path.filter((part) => typeof part !== 'symbol'),
    true,
  )
  const at = typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : 0
  throw new ScriptError(file, lines.linePos(at).line, `${path.join('.')}: ${issue?.message ?? 'not a replay'}`)
}
