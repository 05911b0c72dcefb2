import type { AnyDiagnostic } from '../turn/loadLibrary.js'
import { inWords, pagesOf } from './lintPages.js'

/** Every error on stderr, with its place and what to do about it, and then the pages that tell more. */
export function tellDiagnostics(diagnostics: readonly AnyDiagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  for (const error of errors) console.error(inWords(error, error.code))
  for (const page of pagesOf(errors)) console.error(page)
}
