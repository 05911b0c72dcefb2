import { join, resolve, sep } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { Rounds } from '../replay/rounds.js'
import { counted, createFilePlayer, type ReplayResult, type ReplayRun, replayFiles, runOf } from '../replay/runReplays.js'
import type { Library } from '../turn/library.js'
import { type Folders, loadLibrary } from '../turn/loadLibrary.js'
import { tellErrors } from './libraryOrExit.js'
import { watching } from './watching.js'

type FilePlayer = (file: string) => Promise<readonly ReplayResult[]>
type Ready = { readonly library: Library; readonly playFile: FilePlayer }

/** Plays everything, and then what a change may have changed: a replay file alone, or all of them, those that failed first. */
export async function watchReplays(paths: readonly string[], folders: Folders, tell: (run: ReplayRun) => void): Promise<never> {
  const rounds = new Rounds()
  let ready: Ready | null = null

  async function round(changed: ReadonlySet<string> | null): Promise<void> {
    const files = replayFiles(paths)
    rounds.keepOnly(files)
    const all = changed === null || ready === null || [...changed].some((file) => isBelow(file, folders))
    if (all) ready = await load(folders)
    if (!ready) return
    const chosen = all ? rounds.ordered(files) : files.filter((file) => isAmong(file, changed))
    if (chosen.length === 0) return
    const results = await rounds.play(chosen, ready.playFile)
    // What a few files walk says nothing about how much is covered.
    tell(all ? runOf(results, ready.library) : { ...counted(results), coverage: null })
    const { all: count, failing } = rounds.standing
    console.error(`Of ${count} conversations ${failing === 0 ? 'all hold' : `${failing} do not hold`}. Watching for changes …`)
  }

  return watching([...paths, folders.dialogs, folders.knowledge], round)
}

/** Null, with the reasons on stderr, while the dialogs cannot be run. */
async function load(folders: Folders): Promise<Ready | null> {
  const { library, draft, diagnostics } = await loadLibrary(folders, { tell: (text) => console.error(text) })
  if (!library) tellErrors(diagnostics)
  if (draft) return { library: draft, playFile: createFilePlayer(draft, await loadPersonas(join(folders.knowledge, 'accounts'))) }
  console.error('Nothing is played until they are mended. Watching for changes …')
  return null
}

const isBelow = (file: string, { dialogs, knowledge }: Folders): boolean =>
  [dialogs, knowledge].some((folder) => resolve(file).startsWith(resolve(folder) + sep) || resolve(file) === resolve(folder))
const isAmong = (file: string, changed: ReadonlySet<string> | null): boolean => [...(changed ?? [])].some((one) => resolve(one) === resolve(file))
