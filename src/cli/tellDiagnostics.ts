import type { AnyDiagnostic } from '../turn/loadLibrary.js'

/** Every error on stderr, with its place and what to do about it. */
export function tellDiagnostics(diagnostics: readonly AnyDiagnostic[]): void {
  for (const { file, line, node, code, severity, message, hint } of diagnostics)
    if (severity === 'error') console.error(`${file}:${line}${node === null ? '' : ` node "${node}"`}: ${code}: ${message}\n    → ${hint}`)
}
