import type { Noise } from '../noise/noise.js'
import { type Evaluation, isMeasured, type Measurement, methodIn, type SetResult, type TargetResult } from './evaluation.js'
import { OURS } from './methods/ours.js'
import { OWN } from './plans.js'

/** `figureOf` in points of a hundred, but for AUROC; undefined where it was not measured. */
type Target = {
  readonly set: string
  readonly name: string
  readonly figureOf: (one: Measurement) => number | undefined
  readonly sign: '≥' | '≤'
  readonly bound: number
  readonly isRace: boolean
  readonly digits?: number
}

const POINT_DIGITS = 2
const PEER = /^nlp\.js/

const first = ({ measured }: Measurement): number => 100 * measured.first
const amongThree = ({ measured }: Measurement): number => 100 * measured.amongThree
const fewShot =
  (perIntent: number) =>
  ({ fewShot: figures }: Measurement): number | undefined => {
    const found = figures.find((one) => one.perIntent === perIntent)
    return found && 100 * found.first.mean
  }
const lost =
  (noise: Noise) =>
  ({ noise: figures }: Measurement): number | undefined =>
    figures.find((one) => one.noise === noise)?.lost

const race = (set: string, bound: number): Target => ({ set, name: `${set}, right first (%)`, figureOf: first, sign: '≥', bound, isRace: true })
const few = (set: string, bound: number): Target => ({
  set,
  name: `${set}, 10 lines an intent (%)`,
  figureOf: fewShot(10),
  sign: '≥',
  bound,
  isRace: true,
})
const own = (name: string, figureOf: Target['figureOf'], sign: Target['sign'], bound: number): Target => ({
  set: OWN,
  name,
  figureOf,
  sign,
  bound,
  isRace: false,
})

const TARGETS: readonly Target[] = [
  race('clinc150', 93.5),
  {
    set: 'clinc150',
    name: 'clinc150, AUROC of what is out of scope',
    figureOf: ({ outside }) => outside?.auroc,
    sign: '≥',
    bound: 0.965,
    isRace: true,
    digits: 4,
  },
  race('banking77', 92),
  race('qic', 78),
  race('smalltalk_zh', 87),
  few('clinc150', 84),
  few('banking77', 76),
  own('own data, right first (%)', first, '≥', 93),
  own('own data, right among three (%)', amongThree, '≥', 98),
  own('polite words cost (points)', lost('shells'), '≤', 2),
  own('typos cost (points)', lost('typo'), '≤', 4),
  own('homophones cost (points)', lost('homophone'), '≤', 4),
  own('traditional characters cost (points)', lost('traditional'), '≤', 1),
]

/** The targets whose sets were measured in full; parts of sets are not compared with them. */
export function targetsOf({ sets, quick }: Pick<Evaluation, 'sets' | 'quick'>): readonly TargetResult[] {
  return quick ? [] : TARGETS.flatMap((target) => sets.filter(({ name }) => name === target.set).flatMap((set) => resultOf(target, set)))
}

function resultOf({ name, figureOf, sign, bound, isRace, digits = POINT_DIGITS }: Target, set: SetResult): readonly TargetResult[] {
  const measured = methodIn(set, OURS)
  const value = measured && figureOf(measured)
  if (value === undefined) return []
  const peers = set.methods.filter(isMeasured).flatMap((one) => (PEER.test(one.method) ? [figureOf(one)] : []))
  const best = Math.max(...peers.flatMap((figure) => figure ?? []))
  return [
    {
      name,
      value,
      digits,
      bound: `${sign} ${bound}`,
      isMet: sign === '≥' ? value >= bound : value <= bound,
      peer: isRace && Number.isFinite(best) ? { value: best, isBehind: best < value } : null,
    },
  ]
}
