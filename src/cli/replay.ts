import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { humanReport, jsonReport, junitReport } from '../replay/report.js'
import { replayFiles, runReplays } from '../replay/runReplays.js'
import { type FolderOptions, foldersFor, ROOT } from './folders.js'
import { libraryOrExit } from './libraryOrExit.js'

type Options = FolderOptions & { readonly json?: boolean | undefined; readonly junit?: string | undefined }

/** Plays replay files; resolves to the exit code. */
export async function replay(paths: readonly string[], options: Options): Promise<number> {
  const folders = foldersFor(options)
  const library = await libraryOrExit(folders)
  const files = replayFiles(paths.length > 0 ? paths : [join(ROOT, 'test', 'replays')])
  const run = await runReplays(files, library, await loadPersonas(join(folders.knowledge, 'accounts')))
  if (options.junit !== undefined) writeFileSync(options.junit, junitReport(run))
  console.log(options.json ? jsonReport(run) : humanReport(run))
  return run.failed > 0 || files.length === 0 ? 1 : 0
}
