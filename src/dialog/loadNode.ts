import type { z } from 'zod'
import { explain, type Misfit } from './explain.js'
import type { Exit, Line, Node } from './program.js'
import { nodes } from './schemas.js'

type Around = Pick<z.output<typeof nodes.end>, 'say' | 'advises' | 'source'>
type Read = { readonly written: Around; readonly exit: Exit } | { readonly issues: readonly z.core.$ZodIssue[] }

const reader =
  <W extends Around>(schema: z.ZodType<W>, exitOf: (written: W) => Exit) =>
  (value: unknown): Read => {
    const read = schema.safeParse(value)
    return read.success ? { written: read.data, exit: exitOf(read.data) } : { issues: read.error.issues }
  }

/** The verb is found first and only its schema is asked, so that the message is about what the author meant. */
const verbs: ReadonlyMap<string, (value: unknown) => Read> = new Map([
  ['choose', reader(nodes.choose, (y) => ({ kind: 'choose', slot: y.choose, options: y.options, retry: y.retry }))],
  ['ask', reader(nodes.ask, (y) => ({ kind: 'ask', slot: y.ask, goto: y.goto, options: y.options ?? {}, retry: y.retry }))],
  ['diagnose', reader(nodes.diagnose, (y) => ({ kind: 'diagnose', readings: y.diagnose, none: y.none, done: y.done }))],
  ['check', reader(nodes.check, (y) => ({ kind: 'check', name: y.check, using: y.using, cases: y.cases }))],
  ['act', reader(nodes.act, (y) => ({ kind: 'act', name: y.act, using: y.using, cases: y.cases }))],
  ['branch', reader(nodes.branch, (y) => ({ kind: 'branch', slot: y.branch, cases: y.cases, otherwise: y.otherwise }))],
  ['goto', reader(nodes.goto, (y) => ({ kind: 'goto', goto: y.goto }))],
  ['next', reader(nodes.next, () => ({ kind: 'next' }))],
  ['call', reader(nodes.call, (y) => ({ kind: 'call', dialog: y.call, using: y.using, gives: y.gives, cases: y.cases }))],
  ['escalate', reader(nodes.escalate, (y) => ({ kind: 'escalate', queue: y.escalate, brief: y.brief }))],
  ['end', reader(nodes.end, (y) => ({ kind: 'end', outcome: y.end }))],
])

type LoadedNode =
  | { readonly node: Node; readonly written: unknown; readonly misfits: readonly [] }
  | { readonly node: null; readonly written: null; readonly misfits: readonly Misfit[] }

/** Reads one node; `written` is what the schema made of it, in the shape of the file, for those who look for texts. */
export function loadNode(id: string, line: number, value: unknown): LoadedNode {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return unread({ path: [], message: 'expected a map', hint: WAYS })
  const [verb, ...others] = verbsOf(value)
  const read = verbs.get(verb ?? '')?.(value)
  if (verb === undefined || !read) {
    const strange = Object.keys(value).filter((key) => !AROUND.includes(key))
    return unread({ path: strange.slice(0, 1), message: `no way out${strange.length > 0 ? `; unknown: ${strange.join(', ')}` : ''}`, hint: WAYS })
  }
  if (others.length > 0)
    return unread({
      path: others.slice(0, 1),
      message: `more than one way out: ${[verb, ...others].join(', ')}`,
      hint: 'keep one and give the other a node of its own',
    })
  if ('issues' in read) return unread(...explain(read.issues, value))
  const { say, advises, source } = read.written
  return { node: { id, line, say: linesOf(say), advises, source, exit: read.exit }, written: read.written, misfits: [] }
}

const WAYS = `give it one of ${[...verbs.keys()].join(', ')}`
const AROUND: readonly string[] = ['say', 'advises', 'source']

/** The verbs of a node as written; an `ask` has a `goto` of its own, which is no second way out. */
function verbsOf(value: object): readonly string[] {
  const found = Object.keys(value).filter((key) => verbs.has(key))
  return found.includes('ask') ? found.filter((key) => key !== 'goto') : found
}

const unread = (...misfits: readonly Misfit[]): LoadedNode => ({ node: null, written: null, misfits })

const linesOf = (say: Around['say']): readonly Line[] =>
  (say === undefined ? [] : Array.isArray(say) ? say : [say]).map(({ zh, en, when }) => ({ text: { zh, en }, when }))
