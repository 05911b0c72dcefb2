import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Persona } from '../accounts/personas.js'
import type { Library } from '../turn/library.js'
import { createScriptCheck, type ScriptCheck } from './checkScript.js'
import { Coverage } from './coverage.js'
import { type Played, play } from './play.js'
import { type Conversation, readScriptFile } from './script.js'

/** How one conversation went. A file that cannot be read has one of these too, with the `error`. */
export type ReplayResult = {
  readonly file: string
  /** The file, and behind ` › ` the branches that were taken. */
  readonly name: string
  readonly turnsAt: Conversation['turnsAt']
  readonly played: Played | null
  readonly error: string | null
  /** Why it was not played at all though nothing is wrong with it; null for all that were. */
  readonly skipped: string | null
  readonly turns: number
  readonly ms: number
}
export type ReplayRun = {
  readonly results: readonly ReplayResult[]
  /** Null where the dialogs are those of a server that does not show them. */
  readonly coverage: Coverage | null
  /** What holds for the whole run, such as what could not be asserted. */
  readonly notes: readonly string[]
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** The replay files below the given files and folders, in order of their names. */
export const replayFiles = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found) throw new Error(`${path}: expected a replay or a folder of replays, found nothing`)
    if (!found.isDirectory()) return /\.ya?ml$/.test(path) ? [path] : []
    const names = readdirSync(path).sort()
    return replayFiles(names.map((name) => join(path, name)))
  })

/** Plays every conversation of every file, one after the other; a file that cannot be read fails like one that does not hold. */
export async function runReplays(
  files: readonly string[],
  library: Library,
  personas: readonly Persona[],
): Promise<ReplayRun & { readonly coverage: Coverage }> {
  const playFile = createFilePlayer(library, personas)
  const results: ReplayResult[] = []
  for (const file of files) results.push(...(await playFile(file)))
  return runOf(results, library)
}

/** Counts results, and what they walked. */
export function runOf(results: readonly ReplayResult[], { program }: Pick<Library, 'program'>): ReplayRun & { readonly coverage: Coverage } {
  const coverage = new Coverage(program)
  for (const { played } of results) if (played) coverage.add(played.events)
  return { ...counted(results), coverage }
}

export function counted(results: readonly ReplayResult[], notes: readonly string[] = []): Omit<ReplayRun, 'coverage'> {
  const passed = results.filter(({ played }) => played?.passed).length
  const skipped = results.filter((one) => one.skipped !== null).length
  return { results, notes, passed, skipped, failed: results.length - passed - skipped }
}

export function createFilePlayer(library: Library, personas: readonly Persona[]): (file: string) => Promise<readonly ReplayResult[]> {
  const check = createScriptCheck(personas, library.program)
  return async (file) => {
    const read = await readChecked(file, check)
    if ('error' in read) return [read]
    const results: ReplayResult[] = []
    for (const conversation of read.conversations) results.push(await timed(conversation, () => play(conversation.script, library, personas)))
    return results
  }
}

/** The conversations of a file, or the result that tells why it cannot be played. */
export async function readChecked(file: string, check: ScriptCheck): Promise<{ readonly conversations: readonly Conversation[] } | ReplayResult> {
  try {
    const read = readScriptFile(file, readFileSync(file, 'utf8'))
    await check(file, read)
    return { conversations: read.conversations }
  } catch (error) {
    return unreadable(file, error)
  }
}

export async function timed({ file, name, turnsAt }: Conversation, playIt: () => Promise<Played>): Promise<ReplayResult> {
  const begun = performance.now()
  try {
    const played = await playIt()
    return { file, name, turnsAt, played, error: null, skipped: null, turns: played.turns.length, ms: performance.now() - begun }
  } catch (error) {
    return unplayed({ file, name, turnsAt }, messageOf(error), performance.now() - begun)
  }
}

export const unreadable = (file: string, error: unknown): ReplayResult => unplayed({ file, name: file, turnsAt: [] }, messageOf(error), 0)

const unplayed = (where: Pick<ReplayResult, 'file' | 'name' | 'turnsAt'>, error: string, ms: number): ReplayResult => ({
  ...where,
  played: null,
  error,
  skipped: null,
  turns: 0,
  ms,
})
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
