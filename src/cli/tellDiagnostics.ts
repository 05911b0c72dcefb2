import type { AnyDiagnostic } from '../turn/loadLibrary.js'
import { pagesOf } from './lintPages.js'

/** Every error on stderr, with its place and what to do about it, and then the pages that tell more. */
export function tellDiagnostics(diagnostics: readonly AnyDiagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  for (const { file, line, node, code, message, hint } of errors)
    console.error(`${file}:${line}${node === null ? '' : ` node "${node}"`}: ${code}: ${message}\n    → ${hint}`)
  for (const page of pagesOf(errors)) console.error(page)
}
