import { fileURLToPath } from 'node:url'
import { loadPersonas, type Persona } from '../../../src/accounts/personas.js'
import { foldersFor } from '../../../src/cli/folders.js'
import { allMigrations } from '../../../src/desk.js'
import { Player } from '../../../src/replay/play.js'
import type { Script } from '../../../src/replay/script.js'
import { createWorld } from '../../../src/replay/world.js'
import { openStorage } from '../../../src/storage/open.js'
import type { SqlStorage } from '../../../src/storage/options.js'
import { sealer } from '../../../src/storage/vault.js'
import type { Library } from '../../../src/turn/library.js'
import { loadLibrary } from '../../../src/turn/loadLibrary.js'

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const KEY = new Uint8Array(32)

export async function realLibrary(): Promise<Library> {
  const { library } = await loadLibrary(foldersFor({}), { tell: () => undefined })
  if (!library) throw new Error('expected our own dialogs to be served')
  return library
}
export const realPersonas = (): Promise<readonly Persona[]> => loadPersonas(`${ROOT}/knowledge/accounts`)

export const openFile = (file: string): Promise<SqlStorage> => openStorage(`sqlite:${file}`, { migrations: allMigrations })

/** Plays a script on a database, so that it is a recorded conversation there; how it is called. Another `seed` draws other numbers of tickets. */
export async function record(
  storage: SqlStorage,
  library: Library,
  personas: readonly Persona[],
  script: Script,
  name: string,
  seed = script.seed,
): Promise<string> {
  const ground = { storage, sealer: sealer(KEY), serverKey: KEY, prefix: `${name}-` }
  const world = await createWorld(library, personas, { clock: Date.parse(script.clock), seed, ground })
  const player = new Player(world, script, name)
  await player.begin()
  for (const turn of script.turns) await player.turn(turn)
  return name
}
