import type { Knowledge } from '../nlu/knowledge.js'
import { type Cost, EVALUATION_FORMAT, type Evaluation, type MethodResult, type SetResult } from './evaluation.js'
import { intentsOf, type Line } from './lines/line.js'
import type { Corpus } from './lines/readCorpora.js'
import type { Method } from './methods/method.js'
import type { Extent, Plan } from './plan.js'
import { corpusPlan, ownPlan, utterancesPlan } from './plans.js'
import { createProgress } from './progress.js'
import { targetsOf } from './targets.js'
import { type Trying, tryMethod } from './tryMethod.js'

export type Asked = Extent & { readonly own: boolean; readonly corpora: readonly Corpus[]; readonly utterances: readonly Line[] }
export type EvaluationDeps = {
  readonly knowledge: Knowledge
  readonly methods: readonly Method[]
  readonly measureCosts: () => Promise<readonly Cost[]>
  readonly tell: (text: string) => void
}

/** All that was asked for, one set after the other; the same seed gives the same figures, but for times. */
export async function runEvaluation({ knowledge, methods, measureCosts, tell }: EvaluationDeps, asked: Asked): Promise<Evaluation> {
  const begun = performance.now()
  const { seed, quick } = asked
  const trying = { seed, progress: createProgress(tell) }
  const sets: SetResult[] = []
  for (const plan of plansFor(knowledge, asked)) sets.push(await trySet(plan, methods, trying))
  const costs = asked.own ? await measureCosts() : []
  const seconds = (performance.now() - begun) / 1000
  return { format: EVALUATION_FORMAT, seed, quick, seconds, sets, costs, targets: targetsOf({ sets, quick }) }
}

const plansFor = (knowledge: Knowledge, asked: Asked): readonly Plan[] => [
  ...(asked.own ? [ownPlan(knowledge, asked)] : []),
  ...(asked.utterances.length > 0 ? [utterancesPlan(knowledge, asked.utterances)] : []),
  ...asked.corpora.map((corpus) => corpusPlan(corpus, asked)),
]

async function trySet(plan: Plan, methods: readonly Method[], trying: Trying): Promise<SetResult> {
  const results: MethodResult[] = []
  for (const method of methods) results.push(await tryMethod(plan, method, trying))
  const tests = plan.trials.flatMap(({ test }) => test)
  return {
    name: plan.name,
    about: plan.about,
    train: Math.round(plan.trials.reduce((sum, { train }) => sum + train.length, 0) / Math.max(1, plan.trials.length)),
    test: tests.length,
    outside: plan.outside.length + tests.filter(({ intent }) => intent === plan.outsideIntent).length,
    intents: intentsOf(plan.trials.flatMap(({ train }) => train)).length,
    methods: results,
  }
}
