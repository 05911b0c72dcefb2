import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { layTexts } from '../../src/dialog/buildProgram.js'
import type { Diagnostic } from '../../src/dialog/diagnostic.js'
import { lint, type World } from '../../src/dialog/lint.js'
import { type DialogFile, type Loaded, loadDialogs } from '../../src/dialog/load.js'
import { conversationsIn } from '../../src/replay/script.js'
import { FACTS } from '../../src/turn/loadLibrary.js'
import { signatures } from '../../src/turn/signatures.js'
import { section } from './section.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const PAGES = join(ROOT, 'docs', 'lint')

/** A page about a code; the files are the fenced examples whose fence names a file. */
export type Page = {
  readonly title: string
  /** What `mibao check` prints for the failing example. */
  readonly printed: string
  readonly headings: readonly string[]
  readonly fails: readonly DialogFile[]
  readonly mended: readonly DialogFile[]
}

export function readPage(name: string): Page {
  const text = readFileSync(join(PAGES, name), 'utf8')
  return {
    title: /^# (.*)$/m.exec(text)?.[1] ?? '',
    printed: /^```text\n([\s\S]*?)^```$/m.exec(text)?.[1]?.trimEnd() ?? '',
    headings: [...text.matchAll(/^## (.*)$/gm)].flatMap(([, heading]) => heading ?? []),
    fails: filesIn(section(text, 'Fails')),
    mended: filesIn(section(text, 'Mended')),
  }
}

const filesIn = (text: string): readonly DialogFile[] =>
  [...text.matchAll(/^```yaml (\S+)\n([\s\S]*?)^```$/gm)].map(([, file = '', source = '']) => ({ file, source }))

/** The files that stand around every example. */
export const around = (): readonly DialogFile[] => filesIn(readFileSync(join(PAGES, 'README.md'), 'utf8'))

const own = loadDialogs([{ file: '_texts.yaml', source: readFileSync(join(ROOT, 'dialogs', '_texts.yaml'), 'utf8') }])
const intents = readdirSync(join(ROOT, 'knowledge', 'intents')).map((name) => name.replace(/\.yaml$/, ''))
/** All facts are told by articles, so that the examples need tell none. */
const sections = FACTS.map((fact) => ({ place: fact, file: 'all.zh.md', line: 1, source: [fact], text: { zh: '', en: '' } }))
const isReplay = ({ file }: DialogFile): boolean => file.startsWith('test/replays/')

/** Everything that loader and linter say about these files among those around them. */
export function diagnosticsOf(files: readonly DialogFile[]): readonly Diagnostic[] {
  const others = around().filter(({ file }) => files.every((given) => given.file !== file))
  const loaded = loadDialogs([...others, ...files.filter((file) => !isReplay(file))])
  const world: World = {
    loaded,
    signatures,
    texts: layTexts(loaded.texts, own.texts),
    intents,
    queues: Object.keys(layTexts(loaded.texts, own.texts).queues),
    facts: { all: FACTS, sections },
    visited: visited(loaded, others, files.filter(isReplay)),
  }
  return [...loaded.diagnostics, ...lint(world)]
}

/** Only an example with a replay is asked what is visited, and then not for the dialogs around it. */
function visited(loaded: Loaded, others: readonly DialogFile[], replays: readonly DialogFile[]): World['visited'] {
  if (replays.length === 0) return undefined
  const elsewhere = Object.values(loaded.dialogs).filter((dialog) => others.some(({ file }) => file === dialog.file))
  return new Set([
    ...elsewhere.flatMap(({ id, nodes }) => Object.keys(nodes).map((node) => `${id}/${node}`)),
    ...replays
      .flatMap(({ file, source }) => conversationsIn(file, source))
      .flatMap(({ script }) => script.turns)
      .flatMap((turn) => ('nodes' in turn ? (turn.nodes ?? []) : [])),
  ])
}
