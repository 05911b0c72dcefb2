import type { Library } from '../turn/library.js'
import { type AnyDiagnostic, type Folders, loadLibrary } from '../turn/loadLibrary.js'

/** The library, or all diagnostics on stderr and the end of the process: broken dialogs are never run. */
export async function libraryOrExit(folders: Folders): Promise<Library> {
  const { library, diagnostics } = await loadLibrary(folders, { tell: (text) => console.error(text) })
  if (library) return library
  tellDiagnostics(diagnostics)
  console.error('Nothing is run while they are there. Mend them and start again.')
  process.exit(1)
}

/** The same for dialogs that are still being written: only what cannot be run at all ends the process. */
export async function draftOrExit(folders: Folders): Promise<Library> {
  const { library, draft, diagnostics } = await loadLibrary(folders, { tell: (text) => console.error(text) })
  if (!library) tellDiagnostics(diagnostics)
  if (draft) return draft
  process.exit(1)
}

/** Every error with its place and what to do about it. */
export function tellDiagnostics(diagnostics: readonly AnyDiagnostic[]): void {
  for (const { file, line, node, code, severity, message, hint } of diagnostics)
    if (severity === 'error') console.error(`${file}:${line}${node === null ? '' : ` node "${node}"`}: ${code}: ${message}\n    → ${hint}`)
  console.error('The dialogs or the knowledge have errors.')
}
