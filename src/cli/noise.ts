import { availableParallelism } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { isNoise, NOISES, type Noise, noises } from '../noise/noise.js'
import type { Noised } from '../replay/noise/noiseOf.js'
import { below, figuresOf, humanReport, type KindFigures, listed } from '../replay/noise/report.js'
import { runNoise } from '../replay/noise/runNoise.js'
import { replayFiles } from '../replay/runReplays.js'
import { type FolderOptions, foldersFor, ROOT } from './folders.js'

type Options = FolderOptions & {
  readonly kinds?: string | undefined
  readonly seed?: string | undefined
  readonly json?: boolean | undefined
  readonly jobs?: string | undefined
  readonly atLeast?: string | undefined
}

/** `mibao noise`: plays every replay with its user's words varied and tells where the conversation goes elsewhere. */
export async function noise(paths: readonly string[], options: Options): Promise<number> {
  const kinds = kindsOf(options.kinds)
  const jobs = numberOf('--jobs', options.jobs, availableParallelism())
  const atLeast = numberOf('--at-least', options.atLeast, 0)
  const files = replayFiles(paths.length > 0 ? paths : [join(ROOT, 'test', 'replays')]).map((file) => resolve(file))
  const asked = { files, kinds, seed: numberOf('--seed', options.seed, 1) }
  const noised = (await runNoise({ asked, folders: foldersFor(options), jobs, tell: (text) => console.error(text) })).map(shortly)
  const figures = figuresOf(noised, kinds)
  const low = below(figures, atLeast)
  console.log(
    options.json ? JSON.stringify({ seed: asked.seed, kinds: figures, failures: listed(noised, kinds) }, null, 2) : humanReport(noised, kinds),
  )
  for (const { kind, share } of low)
    console.error(`${kind}: expected at least ${atLeast} % of the replays to keep their nodes, got ${share.toFixed(1)}`)
  if (figures.length === 0) console.error('expected replays with words that these kinds can vary, found none')
  return exitCode(figures, low)
}

const exitCode = (figures: readonly KindFigures[], low: readonly KindFigures[]): number => (figures.length === 0 || low.length > 0 ? 1 : 0)

const shortly = (noised: Noised): Noised => ({ ...noised, file: relative(process.cwd(), noised.file) })

function kindsOf(asked: string | undefined): readonly Noise[] {
  if (asked === undefined) return noises
  return asked.split(',').map((name) => {
    const kind = name.trim()
    if (!isNoise(kind)) throw new Error(`--kinds ${kind}: expected any of ${Object.keys(NOISES).join(', ')}`)
    return kind
  })
}

function numberOf(option: string, written: string | undefined, otherwise: number): number {
  if (written === undefined) return otherwise
  if (!/^\d{1,9}(?:\.\d{1,3})?$/.test(written)) throw new Error(`${option} ${written}: expected a number such as 1`)
  return Number(written)
}
