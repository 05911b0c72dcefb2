import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import type { Text } from '../shared/lang.js'
import { type Lexicon, lexiconParts, lexiconSchema } from './lexicon.js'
import type { Example } from './train.js'

/** Something in a knowledge file that its author must mend. */
export type KnowledgeFault = { readonly file: string; readonly line: number; readonly message: string }
export type Knowledge = { readonly examples: readonly Example[]; readonly titles: ReadonlyMap<string, Text>; readonly lexicon: Lexicon }

/** All faults at once, one a line, each `file:line: message`. */
export class KnowledgeError extends Error {
  constructor(readonly faults: readonly KnowledgeFault[]) {
    super(faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'))
    this.name = 'KnowledgeError'
  }
}

const lines = z.record(z.string(), z.array(z.string().trim().min(1)))
const intentFile = z.strictObject({
  intent: z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected lower_snake_case'),
  title: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  examples: z.strictObject({ zh: lines, en: lines }),
})

/** Reads `intents/*.yaml` and `lexicon/*.yaml` below `folder`; throws a `KnowledgeError` with every fault of every file. */
export function readKnowledge(folder: string): Knowledge {
  const faults: KnowledgeFault[] = []
  const intents = readIntents(folder, faults).map(({ value }) => value)
  const lexicon = readLexicon(folder, faults)
  if (!lexicon || faults.length > 0) throw new KnowledgeError(faults)
  return {
    lexicon,
    titles: new Map(intents.map(({ intent, title }) => [intent, title])),
    examples: intents.flatMap(({ intent, examples }) =>
      [examples.zh, examples.en].flatMap((byAuthor) =>
        Object.entries(byAuthor).flatMap(([author, texts]) => texts.map((text) => ({ intent, text, author }))),
      ),
    ),
  }
}

/** A file that could be read, and the line in it where a value stands. */
export type Placed<Value> = { readonly file: string; readonly value: Value; readonly lineOf: (path: Path) => number }

type OnFile = (done: number, of: number) => void

/** The files of `intents/` one by one; what is wrong with them is added to `faults`. */
export function readIntents(
  folder: string,
  faults: KnowledgeFault[],
  onFile: OnFile = () => undefined,
): readonly Placed<z.output<typeof intentFile>>[] {
  const names = filesIn(join(folder, 'intents'))
  const intents = names.flatMap((name, done) => {
    const file = `intents/${name}.yaml`
    onFile(done, names.length)
    const read = readYaml({ folder, file, schema: intentFile, faults })
    if (!read || read.value.intent === name) return read ? [read] : []
    faults.push({ file, line: read.lineOf(['intent']), message: `intent: expected "${name}" like the file, got "${read.value.intent}"` })
    return []
  })
  if (intents.length === 0 && faults.length === 0) faults.push({ file: 'intents', line: 1, message: 'expected at least one intent file, got none' })
  return intents
}

/** Only the lexicon, for those who need no training lines. */
export function readLexicon(folder: string, faults: KnowledgeFault[] = []): Lexicon | null {
  const parts: readonly (readonly [string, z.ZodType])[] = Object.entries(lexiconParts)
  const read = parts.map(([part, schema]) => [part, readYaml({ folder, file: `lexicon/${part}.yaml`, schema, faults })?.value] as const)
  const whole = lexiconSchema.safeParse(Object.fromEntries(read))
  return whole.success ? whole.data : null
}

const filesIn = (folder: string): readonly string[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort()

type Path = readonly PropertyKey[]
type Reading<Value> = { readonly folder: string; readonly file: string; readonly schema: z.ZodType<Value>; readonly faults: KnowledgeFault[] }

/** One file below the folder; null when it cannot be read as the schema wants it, which is then among the faults. */
export function readYaml<Value>({ folder, file, schema, faults }: Reading<Value>): Placed<Value> | null {
  if (!existsSync(join(folder, file))) {
    faults.push({ file, line: 1, message: 'expected this file, got none' })
    return null
  }
  const counter = new LineCounter()
  const document = parseDocument(readFileSync(join(folder, file), 'utf8'), { lineCounter: counter, prettyErrors: false, uniqueKeys: true })
  const lineAt = (offset: number): number => counter.linePos(offset).line
  if (document.errors.length > 0) {
    faults.push(...document.errors.map(({ message, pos }) => ({ file, line: lineAt(pos[0]), message })))
    return null
  }
  const lineOf = (path: Path): number => lineAt(offsetOf((keys) => document.getIn(keys, true), path))
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { file, value: parsed.data, lineOf }
  faults.push(...parsed.error.issues.map(({ path, message }) => ({ file, line: lineOf(path), message: `${path.map(String).join('.')}: ${message}` })))
  return null
}

const placed = z.object({ range: z.tuple([z.number(), z.number(), z.number()]) })

/** Where the value stands; a missing one is said to be where what should hold it is. */
function offsetOf(nodeAt: (path: Path) => unknown, path: Path): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = placed.safeParse(nodeAt(path.slice(0, depth)))
    if (node.success) return node.data.range[0]
  }
  return 0
}
