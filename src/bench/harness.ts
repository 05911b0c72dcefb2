import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { loadPersonas, type Persona } from '../accounts/personas.js'
import type { Knowledge } from '../nlu/knowledge.js'
import { type Recording, readRecording } from '../replay/diff/recording.js'
import { Rerunning } from '../replay/diff/rerun.js'
import { runExploreInThreads } from '../replay/explore/runExplore.js'
import { utterancesOf } from '../replay/explore/utterances.js'
import { runParallel } from '../replay/parallel/runParallel.js'
import { Player, play, playTurns } from '../replay/play.js'
import { htmlReport } from '../replay/report/htmlReport.js'
import { replayFiles, runOf } from '../replay/runReplays.js'
import { conversationsIn, type Script } from '../replay/script.js'
import { createWorld } from '../replay/world.js'
import { quantile } from '../shared/quantile.js'
import type { Library } from '../turn/library.js'
import type { Folders } from '../turn/loadLibrary.js'
import { type Figure, figure } from './figure.js'

const RUN_MS = 4000
const MANY = 1000
const THREADS = 2

type Measured = { readonly root: string; readonly folders: Folders; readonly library: Library; readonly knowledge: Knowledge }

/** The harness: replays, the engine alone, exploration. Nothing where the replays of the checkout are not there. */
export async function harness({ root, folders, library, knowledge }: Measured): Promise<readonly Figure[]> {
  const folder = join(root, 'test', 'replays')
  if (!existsSync(folder)) return []
  const files = replayFiles([folder])
  const personas = await loadPersonas(join(folders.knowledge, 'accounts'))
  const scripts = files
    .flatMap((file) => conversationsIn(file, readFileSync(file, 'utf8')).map(({ script }) => script))
    .filter((script) => !waits(script))
  return [
    ...(await turns(scripts, library, personas)),
    ...(await manyReplays(root, files, { folders, library })),
    await exploration({ library, knowledge }, personas),
  ]
}

/** Scripts in which the account service is slow wait on a real clock, so they are left out. */
const waits = ({ turns }: Script): boolean => turns.some(({ phone }) => phone?.action === 'fault' && phone.mode === 'slow')

/** Whole turns, from words to stored answers; and what was recorded of them run again through the engine alone, as `mibao diff` does. */
async function turns(scripts: readonly Script[], library: Library, personas: readonly Persona[]): Promise<readonly Figure[]> {
  const recordings: Recording[] = []
  for (const script of scripts) recordings.push(await recorded(script, library, personas))
  const played = async (): Promise<number> => {
    let count = 0
    for (const script of scripts) count += (await play(script, library, personas)).turns.length
    return count
  }
  const again = async (): Promise<number> => {
    for (const { inputs } of recordings) {
      const rerunning = new Rerunning(library.program)
      for (const input of inputs) rerunning.take(input, rerunning.put())
    }
    return recordings.reduce((count, { inputs }) => count + inputs.length, 0)
  }
  return [
    figure(
      `the engine in process (${recordings.length} recorded conversations over and over), turns a second`,
      await perSecond(again),
      '/s',
      '≥ 8000',
    ),
    figure('whole turns in one process (the same as replays: understanding, masking, vault, log), turns a second', await perSecond(played), '/s'),
  ]
}

async function recorded(script: Script, library: Library, personas: readonly Persona[]): Promise<Recording> {
  const conversation = 'bench'
  const world = await createWorld(library, personas, { clock: Date.parse(script.clock), seed: script.seed })
  const player = new Player(world, script, conversation)
  await player.begin()
  await playTurns(script, (turn) => player.turn(turn))
  return readRecording(await world.storage.events(conversation))
}

/** The first round is for the compiler. */
async function perSecond(round: () => Promise<number>): Promise<number> {
  await round()
  const begun = performance.now()
  let count = 0
  while (performance.now() - begun < RUN_MS) count += await round()
  return (count / (performance.now() - begun)) * 1000
}

/** As `mibao replay --jobs 2 --html` does it, loading included. */
async function manyReplays(
  root: string,
  files: readonly string[],
  { folders, library }: Pick<Measured, 'folders' | 'library'>,
): Promise<readonly Figure[]> {
  const many = Array.from({ length: MANY }, (_, n) => files[n % files.length] ?? '')
  const begun = performance.now()
  const results = await runParallel(many, folders, THREADS)
  const seconds = (performance.now() - begun) / 1000
  const folder = mkdtempSync(join(tmpdir(), 'mibao-bench-'))
  try {
    const page = join(folder, 'report.html')
    writeFileSync(page, htmlReport(runOf(results, library), Date.now()))
    return [
      figure(`playing ${MANY} replays in ${THREADS} threads`, seconds, 's', '≤ 10'),
      figure(`opening the page of ${results.length} conversations, median of 3`, opened(root, page) / 1000, 's', '≤ 2'),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In a real browser, milliseconds. */
function opened(root: string, page: string): number {
  const printed = execFileSync(process.execPath, [join(root, 'scripts', 'openPage.js'), page], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return quantile(z.array(z.number()).parse(JSON.parse(printed)), 0.5)
}

async function exploration({ library, knowledge }: Pick<Measured, 'library' | 'knowledge'>, personas: readonly Persona[]): Promise<Figure> {
  const { program } = library
  const utterances = utterancesOf(knowledge.examples, library)
  const { report } = await runExploreInThreads({ program, personas, utterances, now: () => performance.now() })
  return figure(`exploring ${report.states} states of all dialogs over ${report.account_states} account states`, report.seconds, 's', '≤ 20')
}
