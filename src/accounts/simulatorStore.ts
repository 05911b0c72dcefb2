import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { type Adapter, Low, Memory } from 'lowdb'
import { DataFile } from 'lowdb/node'
import { AccountsUnavailable } from './port.js'
import { DamagedState, emptyState, parseState, type SimulatorState, stringifyState } from './simulatorState.js'

/** The state in memory, and the way to have it kept: change `state` in one go, call `touch`, await `settled`. */
export interface SimulatorStore {
  readonly state: SimulatorState
  touch(): void
  /** Resolves when every change up to now is kept; rejects when it could not be written, and then the next call tries again. */
  settled(): Promise<void>
}

/** A store on a file that is written whole, to a temporary file first and then renamed. One process at a time may open it. */
export async function openFileStore(file: string): Promise<SimulatorStore> {
  await mkdir(dirname(file), { recursive: true })
  const db = new Low<SimulatorState>(new DataFile(file, { parse: parseState, stringify: stringifyState }), emptyState())
  try {
    await db.read()
  } catch (fault) {
    if (!(fault instanceof DamagedState)) throw fault
    const aside = await setAside(file)
    throw new Error(`${file} is damaged at ${fault.message}. It was left as it is and copied to ${aside}; mend it, or remove it to start empty.`, {
      cause: fault,
    })
  }
  return storeOn(db)
}

/** A store that lives as long as the process; `adapter` lets a test watch or fail the writes. */
export function memoryStore(adapter: Adapter<SimulatorState> = new Memory<SimulatorState>()): SimulatorStore {
  return storeOn(new Low<SimulatorState>(adapter, emptyState()))
}

/** One writer: changes made while a write is under way share the next one. */
function storeOn(db: Low<SimulatorState>): SimulatorStore {
  let changes = 0
  let kept = 0
  let writing: Promise<void> | null = null

  async function write(): Promise<void> {
    // The adapter turns the state into text before it first waits, so exactly these changes are in this write.
    const upTo = changes
    try {
      await db.write()
      kept = upTo
    } catch (fault) {
      throw new AccountsUnavailable('the simulated accounts could not be written', { cause: fault })
    } finally {
      writing = null
    }
  }

  return {
    state: db.data,
    touch() {
      changes += 1
    },
    async settled() {
      const wanted = changes
      while (kept < wanted) {
        writing ??= write()
        await writing
      }
    },
  }
}

/** Copies the damaged file beside itself under the first free number; a copy of the very same content is made only once. */
async function setAside(file: string): Promise<string> {
  const damaged = await readFile(file)
  const taken = new Set(await readdir(dirname(file)))
  for (let number = 1; ; number += 1) {
    const aside = `${file}.damaged-${number}`
    if (!taken.has(basename(aside))) {
      await copyFile(file, aside, constants.COPYFILE_EXCL)
      return aside
    }
    if (damaged.equals(await readFile(aside))) return aside
  }
}
