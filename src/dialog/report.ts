import type { Diagnostic } from './diagnostic.js'
import type { Misfit } from './explain.js'
import { findBlankTexts } from './findBlankTexts.js'
import type { Path, YamlFile } from './yamlFile.js'

export type Reporter = {
  readonly at: (line: number, message: string, hint: string) => Diagnostic
  /** `above` leads to the value that the misfit is about. */
  readonly misfit: (misfit: Misfit, above?: Path) => Diagnostic
  readonly blankTexts: (value: unknown, above?: Path) => readonly Diagnostic[]
}

/** One file that could be parsed as YAML. */
export type Source = { readonly file: string; readonly name: string; readonly yaml: YamlFile; readonly report: Reporter }

/** Makes diagnostics for one file; what lies below the key `nodes` names its node. */
export function reporterFor(file: string, { lineOf }: YamlFile, nodes: 'nodes' | null): Reporter {
  const nodeOf = ([first, second]: Path): string | null => (nodes !== null && first === nodes && second !== undefined ? String(second) : null)
  const faultAt = (path: Path, fault: Pick<Diagnostic, 'code' | 'message' | 'hint'>): Diagnostic => ({
    severity: 'error',
    file,
    line: lineOf(path),
    node: nodeOf(path),
    ...fault,
  })
  return {
    at: (line, message, hint) => ({ code: 'D000', severity: 'error', file, line, node: null, message, hint }),
    misfit: ({ path, message, hint }, above = []) => faultAt([...above, ...path], { code: 'D000', message, hint }),
    blankTexts: (value, above = []) =>
      findBlankTexts(value, above).map(({ path, missing }) => {
        const where = (nodeOf(path) === null ? path : path.slice(2)).join('.')
        return faultAt(path, {
          code: 'D022',
          message: `${where}: no text in ${missing.join(' and ')}`,
          hint: 'write every text in Chinese (zh) and in English (en)',
        })
      }),
  }
}
