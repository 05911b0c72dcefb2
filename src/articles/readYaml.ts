import { LineCounter, parseDocument } from 'yaml'

/** What a YAML text holds, and where: `lineOf` counts from 1 and answers for the deepest part of the path that exists, so that what is missing is reported at its parent. */
export type ReadYaml = {
  readonly value: unknown
  /** Only the first error: after one slip the parser stumbles over all that follows. */
  readonly error: { readonly line: number; readonly message: string } | undefined
  readonly lineOf: (path: readonly PropertyKey[]) => number
}

export function readYaml(text: string): ReadYaml {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const lineAt = (offset: number): number => counter.linePos(offset).line
  const [broken] = document.errors
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true)
      if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) return lineAt(Number(node.range[0]))
    }
    return 1
  }
  return {
    value: broken ? undefined : document.toJS(),
    error: broken && { line: lineAt(broken.pos[0]), message: broken.message.split('\n')[0] ?? broken.message },
    lineOf,
  }
}
