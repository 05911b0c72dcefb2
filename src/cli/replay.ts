import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { humanReport, jsonReport, junitReport } from '../replay/report/report.js'
import { rewrite } from '../replay/rewrite.js'
import { type ReplayResult, replayFiles, runReplays } from '../replay/runReplays.js'
import { type FolderOptions, foldersFor, ROOT } from './folders.js'
import { draftOrExit } from './libraryOrExit.js'

type Options = FolderOptions & { readonly json?: boolean | undefined; readonly junit?: string | undefined; readonly update?: boolean | undefined }

/** Plays replay files; resolves to the exit code. */
export async function replay(paths: readonly string[], options: Options): Promise<number> {
  const folders = foldersFor(options)
  const library = await draftOrExit(folders)
  const files = replayFiles(paths.length > 0 ? paths : [join(ROOT, 'test', 'replays')])
  const run = await runReplays(files, library, await loadPersonas(join(folders.knowledge, 'accounts')))
  if (options.update) update(run.results)
  if (options.junit !== undefined) writeFileSync(options.junit, junitReport(run))
  console.log(options.json ? jsonReport(run) : humanReport(run))
  return run.failed > 0 || files.length === 0 ? 1 : 0
}

/** Whoever asks for this reads the difference afterwards: what happens is not what ought to happen. Branches of a file share the turns above them. */
function update(results: readonly ReplayResult[]): void {
  for (const file of new Set(results.map((one) => one.file))) {
    const turns = results
      .filter((one) => one.file === file)
      .flatMap(({ played, turnsAt }) => (played?.turns ?? []).flatMap((turn, n) => (turnsAt[n] ? [{ ...turn, place: turnsAt[n].place }] : [])))
    if (turns.every(({ mismatches }) => mismatches.length === 0)) continue
    const source = readFileSync(file, 'utf8')
    const rewritten = rewrite(source, turns)
    if (rewritten !== source) writeFileSync(file, rewritten)
  }
}
