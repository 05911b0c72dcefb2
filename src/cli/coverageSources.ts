import { join, relative } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { allMigrations } from '../desk.js'
import type { Program } from '../dialog/program.js'
import { coveredParts, type Traffic } from '../replay/coverage/atlas.js'
import type { CoverageReport } from '../replay/coverage/report.js'
import { countTraffic } from '../replay/coverage/traffic.js'
import { walkedIn } from '../replay/coverage/walked.js'
import { runExploreInThreads } from '../replay/explore/runExplore.js'
import { replayFiles, runReplays } from '../replay/runReplays.js'
import { openStorage } from '../storage/open.js'
import { recordedEvents } from '../storage/recordedEvents.js'
import type { Library } from '../turn/library.js'
import { findDatabase } from './existingDatabase.js'
import { type FolderOptions, foldersFor, ROOT } from './folders.js'

export type CoverageOptions = FolderOptions & { readonly explore?: boolean | undefined }

/** Plays the replays, explores unless that was left out, and reads the database where there is one. Progress goes to stderr: it takes a while. */
export async function gatherCoverage(
  { program, ...library }: Library,
  { paths, ...options }: CoverageOptions & { readonly paths: readonly string[] },
): Promise<CoverageReport> {
  const tell = (text: string): void => console.error(text)
  const personas = await loadPersonas(join(foldersFor(options).knowledge, 'accounts'))
  tell('Playing the replays …')
  const files = replayFiles(paths.length > 0 ? paths : [join(ROOT, 'test', 'replays')])
  const run = await runReplays(files, { program, ...library }, personas)
  const replays = run.results.flatMap(({ file, played }) =>
    played ? [{ file: relative(ROOT, file), walked: walkedIn({ program, events: played.events }) }] : [],
  )
  tell('Reading recorded conversations …')
  const traffic = await readTraffic(program)
  if (options.explore !== false) tell('Exploring; --no-explore leaves that out …')
  const explored =
    options.explore === false
      ? null
      : (await runExploreInThreads({ program, personas, utterances: {}, progress: tell, now: () => performance.now() })).walked
  const parts = coveredParts({ program, replays, explored, traffic })
  return { parts, traffic, replays: files.length, failed: run.failed, explored: explored !== null }
}

/** What cannot be opened is told and counts as no traffic: the rest of the coverage is worth having without it. */
async function readTraffic(program: Program): Promise<Traffic> {
  const { url, missing } = findDatabase()
  if (url === null) return { kind: 'none', why: missing }
  try {
    const storage = await openStorage(url, { migrations: allMigrations })
    try {
      return await countTraffic(program, recordedEvents(storage))
    } finally {
      await storage.close()
    }
  } catch (error) {
    return { kind: 'none', why: `The database cannot be read: ${error instanceof Error ? error.message : String(error)}` }
  }
}
