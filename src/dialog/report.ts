import type { Diagnostic } from './diagnostic.js'
import type { Misfit } from './explain.js'
import { findBlankTexts } from './findBlankTexts.js'
import type { Path, YamlFile } from './yamlFile.js'

export type Reporter = {
  /** About the file as a whole. */
  readonly file: (message: string, hint: string) => Diagnostic
  readonly syntax: (fault: YamlFile['faults'][number]) => Diagnostic
  /** `above` leads to the value that the misfit is about. */
  readonly misfit: (misfit: Misfit, above?: Path) => Diagnostic
  readonly blankTexts: (value: unknown, above?: Path) => readonly Diagnostic[]
}

/** One file that could be parsed as YAML. */
export type Source = { readonly file: string; readonly name: string; readonly yaml: YamlFile; readonly report: Reporter }

/** Makes diagnostics for one file; what lies below the key `nodes` names its node. */
export function reporterFor(file: string, { lineOf }: YamlFile, nodes: 'nodes' | null): Reporter {
  const nodeOf = ([first, second]: Path): string | null => (nodes !== null && first === nodes && second !== undefined ? String(second) : null)
  const dotted = (path: Path): string => (nodeOf(path) === null ? path : path.slice(2)).join('.')
  const faultAt = (path: Path, fault: Pick<Diagnostic, 'code' | 'message' | 'hint'>): Diagnostic => ({
    severity: 'error',
    file,
    line: lineOf(path),
    node: nodeOf(path),
    ...fault,
  })
  return {
    file: (message, hint) => ({ code: 'D000', severity: 'error', file, line: 1, node: null, message, hint }),
    syntax: ({ path, line, message }) => ({
      code: 'D000',
      severity: 'error',
      file,
      line,
      node: nodeOf(path),
      message: [dotted(path), message].filter((part) => part !== '').join(': '),
      hint: 'correct the YAML: look at the indentation, the brackets and the quotes',
    }),
    misfit: ({ path, message, hint }, above = []) => faultAt([...above, ...path], { code: 'D000', message, hint }),
    blankTexts: (value, above = []) =>
      findBlankTexts(value, above).map(({ path, missing }) => {
        return faultAt(path, {
          code: 'D022',
          message: `${dotted(path)}: no text in ${missing.join(' and ')}`,
          hint: 'write every text in Chinese (zh) and in English (en)',
        })
      }),
  }
}
