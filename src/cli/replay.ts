import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { directLineCredential } from '../env.js'
import { jobsFor, runParallel } from '../replay/parallel/runParallel.js'
import { runRemote } from '../replay/remote/runRemote.js'
import { connect } from '../replay/remote/server.js'
import { htmlReport } from '../replay/report/htmlReport.js'
import { humanReport, jsonReport, junitReport } from '../replay/report/report.js'
import { rewrite } from '../replay/rewrite.js'
import { type ReplayResult, type ReplayRun, replayFiles, runOf, runReplays } from '../replay/runReplays.js'
import { type FolderOptions, foldersFor, ROOT } from './folders.js'
import { draftOrExit } from './libraryOrExit.js'
import { watchReplays } from './watchReplays.js'

export type ReplayOptions = FolderOptions & {
  readonly json?: boolean | undefined
  readonly junit?: string | undefined
  readonly update?: boolean | undefined
  readonly html?: string | undefined
  readonly url?: string | undefined
  readonly secret?: string | undefined
  readonly watch?: boolean | undefined
  readonly jobs?: string | undefined
}

const OWN = relative('', join(ROOT, 'test', 'replays'))

/** Plays replay files; resolves to the exit code. */
export async function replay(paths: readonly string[], options: ReplayOptions): Promise<number> {
  const files = replayFiles(paths.length > 0 ? paths : [OWN])
  if (options.watch) return watchFiles(paths.length > 0 ? paths : [OWN], options)
  const run = options.url === undefined ? await runHere(files, options) : await runThere(files, options.url, options)
  if (options.update) update(run.results)
  tell(run, options)
  return run.failed > 0 || files.length === 0 ? 1 : 0
}

async function watchFiles(paths: readonly string[], options: ReplayOptions): Promise<number> {
  if (options.update || options.url !== undefined || options.jobs !== undefined)
    throw new Error('--watch plays here, in one thread: leave out --update, --url and --jobs')
  return watchReplays(paths, foldersFor(options), (run) => tell(run, options))
}

function tell(run: ReplayRun, { json, junit, html }: ReplayOptions): void {
  if (html !== undefined) writeFileSync(html, htmlReport(run, Date.now()))
  if (junit !== undefined) writeFileSync(junit, junitReport(run))
  console.log(json ? jsonReport(run) : humanReport(run))
}

async function runHere(files: readonly string[], options: ReplayOptions): Promise<ReplayRun> {
  const folders = foldersFor(options)
  const jobs = options.jobs === undefined ? jobsFor(files.length) : countOf(options.jobs)
  const library = await draftOrExit(folders)
  if (jobs > 1) return runOf(await runParallel(files, folders, jobs), library)
  return runReplays(files, library, await loadPersonas(join(folders.knowledge, 'accounts')))
}

/** How many conversations are had at once with a server that others may use too. */
const REMOTE_JOBS = 2
async function runThere(files: readonly string[], url: string, { secret, jobs, update }: ReplayOptions): Promise<ReplayRun> {
  if (update) throw new Error('--update is for the dialogs of this place: leave out --url')
  const credential = secret ?? directLineCredential()
  if (credential === null) throw new Error('Set DIRECT_LINE_SECRET (or SITE_KEY) in the environment or .env, or give it with --secret.')
  return runRemote(files, await connect(url, credential), jobs === undefined ? REMOTE_JOBS : countOf(jobs))
}

function countOf(jobs: string): number {
  const count = Number(jobs)
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw new Error(`--jobs: expected a whole number from 1 to 64, got ${JSON.stringify(jobs)}`)
  return count
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
