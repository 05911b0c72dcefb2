import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Persona } from '../accounts/personas.js'
import type { Library } from '../turn/library.js'
import { Coverage } from './coverage.js'
import { type Played, play } from './play.js'
import { parseScript } from './script.js'

export type ReplayResult = {
  readonly file: string
  readonly played: Played | null
  readonly error: string | null
  readonly turns: number
  readonly ms: number
}
export type ReplayRun = { readonly results: readonly ReplayResult[]; readonly coverage: Coverage; readonly passed: number; readonly failed: number }

/** The replay files below the given files and folders, in order of their names. */
export const replayFiles = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? replayFiles(
          readdirSync(path)
            .sort()
            .map((name) => join(path, name)),
        )
      : /\.ya?ml$/.test(path)
        ? [path]
        : [],
  )

/** Plays every file; one that cannot be read fails like one that does not hold. */
export async function runReplays(files: readonly string[], library: Library, personas: readonly Persona[]): Promise<ReplayRun> {
  const coverage = new Coverage(library.program)
  const results: ReplayResult[] = []
  for (const file of files) {
    const result = await runOne(file, library, personas)
    if (result.played) coverage.add(result.played.events)
    results.push(result)
  }
  const passed = results.filter(({ played }) => played?.passed).length
  return { results, coverage, passed, failed: results.length - passed }
}

async function runOne(file: string, library: Library, personas: readonly Persona[]): Promise<ReplayResult> {
  const begun = performance.now()
  try {
    const played = await play(parseScript(file, readFileSync(file, 'utf8')), library, personas)
    return { file, played, error: null, turns: played.turns.length, ms: performance.now() - begun }
  } catch (error) {
    return { file, played: null, error: error instanceof Error ? error.message : String(error), turns: 0, ms: performance.now() - begun }
  }
}
