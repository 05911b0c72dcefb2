import { shareOf } from './accuracy.js'
import { isHit, type Judged } from './judged.js'

/** How well what belongs to no intent is told from what does. Shares of 0 to 1. */
export type Outside = {
  readonly lines: number
  readonly auroc: number
  /** Of lines in scope: accepted and rightly named, when 90 % of those out of scope are turned away. */
  readonly insideAtRecall: number
  /** At the threshold as shipped: the share turned away of lines out of scope and of lines in scope; null where the method turns nothing away. */
  readonly turnedAway: { readonly outside: number; readonly inside: number } | null
}

export const WANTED_RECALL = 0.9

export const outsideOf = (inside: readonly Judged[], outside: readonly Judged[]): Outside => ({
  lines: outside.length,
  auroc: auroc(inside.map(scoreOf), outside.map(scoreOf)),
  insideAtRecall: insideAtRecall(inside, outside),
  turnedAway: outside.some(({ rejected }) => rejected === null)
    ? null
    : { outside: shareOf(outside, isTurnedAway), inside: shareOf(inside, isTurnedAway) },
})

const scoreOf = ({ inside }: Judged): number => inside
const isTurnedAway = ({ rejected }: Judged): boolean => rejected === true

/**
 * Area under the ROC curve: the chance that a line in scope scores higher than one out of scope, a tie counting half.
 * By ranks (Mann and Whitney), tied scores sharing the mean of their ranks. 0.5 when either side is empty.
 */
export function auroc(higher: readonly number[], lower: readonly number[]): number {
  if (higher.length === 0 || lower.length === 0) return 0.5
  const all = [...higher.map((score) => ({ score, isHigher: true })), ...lower.map((score) => ({ score, isHigher: false }))].sort(
    (a, b) => a.score - b.score,
  )
  let ranks = 0
  for (let start = 0; start < all.length; ) {
    let end = start
    while (end < all.length && all[end]?.score === all[start]?.score) end++
    const meanRank = (start + 1 + end) / 2
    for (let i = start; i < end; i++) if (all[i]?.isHigher) ranks += meanRank
    start = end
  }
  return (ranks - (higher.length * (higher.length + 1)) / 2) / (higher.length * lower.length)
}

/** The lowest threshold that turns away the wanted share of the lines out of scope; what scores no higher is turned away. */
function insideAtRecall(inside: readonly Judged[], outside: readonly Judged[]): number {
  const scores = outside.map(scoreOf).sort((a, b) => a - b)
  // Rounded first: 0.9 · 10 must be 9, not a little more.
  const needed = Math.ceil(Number((WANTED_RECALL * scores.length).toFixed(9)))
  const threshold = scores[needed - 1] ?? Number.NEGATIVE_INFINITY
  return shareOf(inside, (one) => one.inside > threshold && isHit(one))
}
