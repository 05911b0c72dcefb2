import type { Library } from '../turn/library.js'
import { type Folders, loadLibrary } from '../turn/loadLibrary.js'

/** The library, or all diagnostics on stderr and the end of the process: broken dialogs are never run. */
export async function libraryOrExit(folders: Folders): Promise<Library> {
  const { library, diagnostics } = await loadLibrary(folders, { tell: (text) => console.error(text) })
  if (library) return library
  for (const { file, line, node, code, severity, message, hint } of diagnostics)
    if (severity === 'error') console.error(`${file}:${line}${node === null ? '' : ` node "${node}"`}: ${code}: ${message}\n    → ${hint}`)
  console.error('The dialogs or the knowledge have errors, so nothing is run. Mend them and start again.')
  process.exit(1)
}
