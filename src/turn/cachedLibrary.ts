import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'
import { loadModel } from '../nlu/artefact.js'
import { assemble } from './assemble.js'
import { keepFile } from './keepFile.js'
import type { Folders, Loading, Made } from './loadLibrary.js'
import { readTaught } from './taughtArticles.js'
import { modelFile } from './trainedModel.js'

/** As `loadLibrary`, only that files which were found without errors before, by this very build, are not parsed and linted again. */
export async function cachedLibrary(folders: Folders, tell: (text: string) => void): Promise<Pick<Loading, 'library' | 'draft' | 'diagnostics'>> {
  const file = join(folders.models, `${nameOf(folders)}.library`)
  const known = existsSync(file) ? fromFile(file, folders, tell) : null
  if (known) return { library: known, draft: known, diagnostics: [] }
  // Only here, because a start that needs no parsing need not load the parsers either.
  const { loadLibrary } = await import('./loadLibrary.js')
  const loading = await loadLibrary(folders, { tell })
  if (loading.made) keepFile(file, serialize(loading.made))
  return loading
}

function fromFile(file: string, folders: Folders, tell: (text: string) => void): Loading['library'] {
  try {
    const { parts, model, taught }: Made = deserialize(readFileSync(file))
    return assemble(parts, loadModel(readFileSync(modelFile(folders.models, model)), model), readTaught(folders.models, taught))
  } catch (error) {
    tell(`${file} cannot be used and is made anew: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

/** Names what is read and what reads it: the content of the authors' files, the dates of our own. */
function nameOf({ dialogs, knowledge, ownDialogs }: Folders): string {
  const hash = createHash('sha256')
  for (const file of [dialogs, knowledge, ownDialogs].flatMap(filesUnder)) hash.update(`${file}\n`).update(readFileSync(file))
  const own = fileURLToPath(new URL('..', import.meta.url))
  for (const room of ['accounts', 'acts', 'articles', 'checks', 'dialog', 'nlu', 'shared', 'turn'])
    for (const file of filesUnder(join(own, room))) hash.update(`${file} ${statSync(file).mtimeMs}\n`)
  return hash.digest('hex').slice(0, 16)
}

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort()
