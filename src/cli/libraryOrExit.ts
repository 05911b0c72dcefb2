import type { Knowledge } from '../nlu/knowledge.js'
import type { Library } from '../turn/library.js'
import { type AnyDiagnostic, type Folders, loadLibrary } from '../turn/loadLibrary.js'
import { tellDiagnostics } from './tellDiagnostics.js'

/** The library, or all diagnostics on stderr and the end of the process: broken dialogs are never run. */
export async function libraryOrExit(folders: Folders): Promise<Library> {
  const { library, diagnostics } = await loadLibrary(folders, { tell: (text) => console.error(text) })
  if (library) return library
  tellErrors(diagnostics)
  console.error('Nothing is run while they are there. Mend them and start again.')
  process.exit(1)
}

/** The same for dialogs that are still being written: only what cannot be run at all ends the process. */
export async function draftOrExit(folders: Folders): Promise<Library> {
  return (await taughtDraftOrExit(folders)).library
}

/** The same with the examples that it was taught with. */
export async function taughtDraftOrExit(folders: Folders): Promise<{ readonly library: Library; readonly knowledge: Knowledge }> {
  const { library, draft, knowledge, diagnostics } = await loadLibrary(folders, { tell: (text) => console.error(text) })
  if (!library) tellErrors(diagnostics)
  if (draft && knowledge) return { library: draft, knowledge }
  process.exit(1)
}

/** Every error, and that there are some. */
export function tellErrors(diagnostics: readonly AnyDiagnostic[]): void {
  tellDiagnostics(diagnostics)
  console.error('The dialogs or the knowledge have errors.')
}
