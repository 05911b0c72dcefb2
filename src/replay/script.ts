import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { type Entry, fileSchema, type Script, type ScriptTurn } from './scriptSchema.js'

export type { Script, ScriptTurn } from './scriptSchema.js'

/** Where a value stands in a file: keys and positions from the top. */
export type Place = readonly (string | number)[]
/** One way through a replay file. `name` is the file, and behind ` › ` the branches that were taken. */
export type Conversation = {
  readonly file: string
  readonly branch: readonly string[]
  readonly name: string
  readonly script: Script
  /** Where each turn stands. */
  readonly turnsAt: readonly { readonly place: Place; readonly line: number }[]
}
export type ScriptFile = { readonly conversations: readonly Conversation[]; lineOf(place: Place): number }

/** The file is not a replay; says where and what was expected. */
export class ScriptError extends Error {
  constructor(file: string, line: number, message: string) {
    super(`${file}:${line} ${message}`)
    this.name = 'ScriptError'
  }
}

/** A replay without branches. */
export function parseScript(file: string, source: string): Script {
  const [first, ...others] = conversationsIn(file, source)
  if (first === undefined || others.length > 0) throw new ScriptError(file, 1, `expected one conversation, found ${others.length + 1} branches`)
  return first.script
}

/** Every conversation of a replay file, in the order in which they stand there. */
export const conversationsIn = (file: string, source: string): readonly Conversation[] => readScriptFile(file, source).conversations

export function readScriptFile(file: string, source: string): ScriptFile {
  const lines = new LineCounter()
  const doc = parseDocument(source, { lineCounter: lines, uniqueKeys: true })
  const broken = doc.errors[0]
  if (broken) throw new ScriptError(file, broken.linePos?.[0].line ?? 1, broken.message.split('\n')[0] ?? 'bad YAML')
  const lineOf = (place: Place): number => lineIn(doc, lines, place)
  const read = fileSchema.safeParse(doc.toJS())
  if (!read.success) {
    const [issue] = read.error.issues
    const extra = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
    const place = [...(issue?.path ?? []), ...extra].filter((part) => typeof part !== 'symbol')
    throw new ScriptError(
      file,
      lineOf(place),
      `${place.join('.')}: ${extra.length > 0 ? 'there is no such key' : (issue?.message ?? 'not a replay')}`,
    )
  }
  const { turns, ...head } = read.data
  const conversations = waysThrough(turns, ['turns']).map(({ branch, way }) => ({
    file,
    branch,
    name: [file, ...branch].join(' › '),
    script: { ...head, turns: way.map(({ turn }) => turn) },
    turnsAt: way.map(({ place }) => ({ place, line: lineOf(place) })),
  }))
  return { conversations, lineOf }
}

type Step = { readonly turn: ScriptTurn; readonly place: Place }
type Way = { readonly branch: readonly string[]; readonly way: readonly Step[] }

/** Each branch is a conversation with the turns before it. What stands above a fork alone is one too when it goes on below. */
function waysThrough(entries: readonly Entry[], at: Place): readonly Way[] {
  const ways: Way[] = []
  const trunk: Step[] = []
  for (const [index, { branches, ...turn }] of entries.entries()) {
    const place = [...at, index]
    if (branches === undefined) trunk.push({ turn, place })
    const before = [...trunk]
    for (const [name, inner] of Object.entries(branches ?? {}))
      for (const { branch, way } of waysThrough(inner, [...place, 'branches', name]))
        ways.push({ branch: [name, ...branch], way: [...before, ...way] })
  }
  return entries.at(-1)?.branches === undefined ? [{ branch: [], way: trunk }, ...ways] : ways
}

/** The line of the key or item at the end of the place; when it is missing, of the nearest thing around it. */
function lineIn(doc: Document, lines: LineCounter, place: Place): number {
  if (place.length === 0) return 1
  const around = place.slice(0, -1)
  const parent = around.length === 0 ? doc.contents : doc.getIn(around, true)
  const last = place.at(-1)
  const node = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && key.value === last)?.key
    : isSeq(parent) && typeof last === 'number'
      ? parent.items[last]
      : undefined
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : lineIn(doc, lines, around)
}
