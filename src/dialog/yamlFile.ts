import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'

/** Keys and positions from the top of a file to one value in it. */
export type Path = readonly (string | number)[]
type YamlFault = { readonly line: number; readonly message: string }

/** A file as it was written: its value, and where each part of it stands. */
export type YamlFile = {
  readonly value: unknown
  /** The line of the key at this path, or of the nearest part above it that was written. */
  readonly lineOf: (path: Path) => number
  readonly faults: readonly YamlFault[]
}

/** Reads one YAML 1.2 document. A value that cannot be trusted, because the syntax is broken, is `undefined`. */
export function readYaml(source: string): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, logLevel: 'error', prettyErrors: true })
  const lineOf = (path: Path): number => lineAt(document, lines, path)
  const broken = [...document.errors, ...document.warnings].map(({ code, linePos, message }) => ({
    repeated: code === 'DUPLICATE_KEY',
    fault: { line: linePos?.[0].line ?? 1, message: code === 'DUPLICATE_KEY' ? 'this key stands here twice' : summary(message) },
  }))
  const aliases = aliasesIn(document, lines)
  const readable = aliases.length === 0 && broken.every(({ repeated }) => repeated)
  const firstBroken = broken.findIndex(({ repeated }) => !repeated)
  // After the first real fault of syntax the parser only guesses, so its further findings would mislead.
  const shown = firstBroken === -1 ? broken : broken.slice(0, firstBroken + 1)
  return { value: readable ? document.toJS() : undefined, lineOf, faults: [...shown.map(({ fault }) => fault), ...aliases] }
}

/** The parser adds a drawing of the spot below its sentence, which the line number makes needless. */
const summary = (message: string): string => (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '')

function aliasesIn(document: Document, lines: LineCounter): readonly YamlFault[] {
  const found: YamlFault[] = []
  visit(document, {
    Alias: (_key, alias) => {
      found.push({ line: alias.range ? lines.linePos(alias.range[0]).line : 1, message: `"*${alias.source}" refers to another place; write it out` })
    },
  })
  return found
}

function lineAt(document: Document, lines: LineCounter, path: Path): number {
  let here: unknown = document.contents
  let line = 1
  for (const step of path) {
    let range: readonly number[] | null | undefined
    if (isMap(here)) {
      const pair = here.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      range = isScalar(pair?.key) ? pair.key.range : undefined
      here = pair?.value
    } else if (isSeq(here)) {
      const item = typeof step === 'number' ? here.items[step] : undefined
      range = isScalar(item) || isMap(item) || isSeq(item) ? item.range : undefined
      here = item
    }
    if (!range) return line
    line = lines.linePos(range[0] ?? 0).line
  }
  return line
}
