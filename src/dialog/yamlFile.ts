import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'

/** Keys and positions from the top of a file to one value in it. */
export type Path = readonly (string | number)[]
type YamlFault = { readonly path: Path; readonly line: number; readonly message: string }

/** A file as it was written: its value, and where each part of it stands. */
export type YamlFile = {
  readonly value: unknown
  /** The line of the key at this path, or of the nearest part above it that was written. */
  readonly lineOf: (path: Path) => number
  readonly faults: readonly YamlFault[]
}

/** Reads one YAML 1.2 document. The value is `undefined` where it cannot be trusted, because the syntax is broken. */
export function readYaml(source: string): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, logLevel: 'error' })
  const broken = [...document.errors, ...document.warnings].map((error): YamlFault & { readonly repeated: boolean } => {
    const repeated = error.code === 'DUPLICATE_KEY'
    return {
      path: pathAt(document, error.pos[0]),
      line: lines.linePos(error.pos[0]).line,
      message: repeated ? 'stands here twice' : summary(error.message),
      repeated,
    }
  })
  const banned = bannedIn(document, lines)
  const readable = banned.length === 0 && broken.every(({ repeated }) => repeated)
  const firstBroken = broken.findIndex(({ repeated }) => !repeated)
  // After the first real fault of syntax the parser only guesses, so its further findings would mislead.
  const shown = firstBroken === -1 ? broken : broken.slice(0, firstBroken + 1)
  return { value: readable ? document.toJS() : undefined, lineOf: (path) => lineAt(document, lines, path), faults: [...shown, ...banned] }
}

/** The parser adds a drawing of the spot below its sentence, which the line number makes needless. */
const summary = (message: string): string => (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '')

/** An alias would hide from the reader what a node says; a key "__proto__" is lost by every JavaScript object. */
function bannedIn(document: Document, lines: LineCounter): readonly YamlFault[] {
  const found: YamlFault[] = []
  const ban = (offset: number, message: string) => found.push({ path: pathAt(document, offset), line: lines.linePos(offset).line, message })
  visit(document, {
    Alias: (_key, { range, source }) => void ban(range?.[0] ?? 0, `"*${source}" refers to another place; write it out`),
    Pair: (_key, { key }) => {
      if (isScalar(key) && key.value === '__proto__') ban(key.range?.[0] ?? 0, 'a key may not be called "__proto__"')
    },
  })
  return found
}

/** The keys that lead to what stands at this offset of the source. */
function pathAt(document: Document, offset: number): Path {
  const path: (string | number)[] = []
  let here: unknown = document.contents
  while (isMap(here)) {
    const pair = here.items.findLast(({ key }) => isScalar(key) && (key.range?.[0] ?? Number.POSITIVE_INFINITY) <= offset)
    if (!isScalar(pair?.key)) return path
    path.push(String(pair.key.value))
    here = pair.value
  }
  return path
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
