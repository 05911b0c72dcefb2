import { randomFor, shuffled } from '../noise/random.js'
import type { FewShotFigure, MethodResult, NoiseFigure } from './evaluation.js'
import { fewShot } from './lines/fewShot.js'
import { asExample, isRight, type Line } from './lines/line.js'
import { accuracyOf } from './measures/accuracy.js'
import type { Judged } from './measures/judged.js'
import { measure } from './measures/measure.js'
import { type Outside, outsideOf } from './measures/outside.js'
import { spreadOf } from './measures/spread.js'
import type { Judge, Method, Opinion } from './methods/method.js'
import { OURS } from './methods/ours.js'
import { measuredNoises } from './noises.js'
import type { NoisyLine, Plan } from './plan.js'
import type { Progress, Step } from './progress.js'

export type Trying = { readonly seed: number; readonly progress: Progress }

const KEPT = 3
/** Fewer lines an intent tell something only where they are clearly fewer. */
const CLEARLY_FEWER = 0.8

/** Everything that is measured of one method on one set. A method of others that cannot be trained is a result, not a fault. */
export async function tryMethod(plan: Plan, method: Method, trying: Trying): Promise<MethodResult> {
  const leftOut = await refusalOf(plan, method)
  if (leftOut !== null) return { method: method.name, leftOut }
  try {
    return await measuring(plan, method, trying)
  } catch (error) {
    if (method.name === OURS) throw error
    return { method: method.name, leftOut: `failed: ${error instanceof Error ? error.message : String(error)}` }
  }
}

const refusalOf = (plan: Plan, method: Method): Promise<string | null> => method.refusal((plan.trials[0]?.train ?? []).map(asExample))

async function measuring(plan: Plan, method: Method, trying: Trying): Promise<MethodResult> {
  const judged: Judged[] = []
  const outside: Judged[] = []
  const noisy: HeardNoise[] = []
  let trainMs = 0
  for (const [place, { train, test, noisy: asked }] of plan.trials.entries()) {
    const round = plan.trials.length > 1 ? ` ${place + 1}/${plan.trials.length}` : ''
    const step = (what: string): Step => trying.progress(`${plan.name}, ${method.name}, ${what}${round}`)
    step('training')(0, 1)
    const begun = performance.now()
    const judge = await teach(plan, method, train, trying)
    trainMs += performance.now() - begun
    judged.push(...(await judgeAll(plan, judge, test, step('test lines'))))
    outside.push(...(await judgeAll(plan, judge, plan.outside, step('lines out of scope'))))
    noisy.push(...(await hearNoise(judge, asked, step('noisy lines'))))
  }
  return {
    method: method.name,
    leftOut: null,
    trainSeconds: trainMs / 1000 / Math.max(1, plan.trials.length),
    measured: measure(judged),
    outside: outsideFigures(plan, judged, outside),
    fewShot: await fewShots(plan, method, trying),
    noise: noiseFigures(noisy),
  }
}

/** Mixed, because some methods learn badly from lines that stand intent by intent. */
const teach = (plan: Plan, method: Method, train: readonly Line[], { seed }: Trying): Promise<Judge> =>
  method.train(shuffled(train, randomFor('order', seed, plan.name)).map(asExample), { neutral: plan.isNeutral })

async function judgeAll(plan: Plan, { judge }: Judge, lines: readonly Line[], step: Step): Promise<readonly Judged[]> {
  const judged: Judged[] = []
  for (const line of lines) {
    const opinion = await judge(line.text)
    judged.push({ line, ranking: opinion.ranking.slice(0, KEPT), inside: insideOf(plan, opinion), rejected: opinion.rejected })
    step(judged.length, lines.length)
  }
  return judged
}

function insideOf({ outsideIntent }: Plan, { ranking, familiarity }: Opinion): number {
  if (outsideIntent === null) return familiarity
  return 1 - (ranking.find(({ intent }) => intent === outsideIntent)?.score ?? 0)
}

function outsideFigures({ outsideIntent }: Plan, judged: readonly Judged[], untaught: readonly Judged[]): Outside | null {
  const isOutside = ({ line }: Judged): boolean => line.intent === outsideIntent
  const far = [...untaught, ...judged.filter(isOutside)]
  return far.length === 0
    ? null
    : outsideOf(
        judged.filter((one) => !isOutside(one)),
        far,
      )
}

type HeardNoise = NoisyLine & { readonly wasRight: boolean; readonly isRight: boolean }

async function hearNoise({ judge }: Judge, asked: readonly NoisyLine[], step: Step): Promise<readonly HeardNoise[]> {
  const heard: HeardNoise[] = []
  const right = async (line: Line, text: string): Promise<boolean> => isRight(line, (await judge(text)).ranking[0]?.intent ?? '')
  for (const one of asked) {
    heard.push({ ...one, wasRight: await right(one.line, one.line.text), isRight: await right(one.line, one.text) })
    step(heard.length, asked.length)
  }
  return heard
}

function noiseFigures(heard: readonly HeardNoise[]): readonly NoiseFigure[] {
  return measuredNoises.flatMap((noise) => {
    const lines = heard.filter((one) => one.noise === noise)
    if (lines.length === 0) return []
    const clean = lines.filter(({ wasRight }) => wasRight).length / lines.length
    const noisy = lines.filter((one) => one.isRight).length / lines.length
    return [{ noise, lines: lines.length, clean, noisy, lost: 100 * (clean - noisy) }]
  })
}

async function fewShots(plan: Plan, method: Method, trying: Trying): Promise<readonly FewShotFigure[]> {
  const figures: FewShotFigure[] = []
  for (const perIntent of plan.fewShot.perIntent) {
    const firsts: number[] = []
    for (let draw = 0; draw < plan.fewShot.draws; draw++) {
      const trial = plan.trials[draw % plan.trials.length]
      const train = fewShot(trial?.train ?? [], perIntent, randomFor('few', trying.seed, plan.name, perIntent, draw))
      if (!trial || train.length > CLEARLY_FEWER * trial.train.length || (await method.refusal(train.map(asExample))) !== null) break
      const judge = await teach(plan, method, train, trying)
      const step = trying.progress(`${plan.name}, ${method.name}, ${perIntent} an intent, draw ${draw + 1}/${plan.fewShot.draws}`)
      firsts.push(accuracyOf(await judgeAll(plan, judge, trial.test, step)).first)
    }
    if (firsts.length > 0) figures.push({ perIntent, first: spreadOf(firsts) })
  }
  return figures
}
