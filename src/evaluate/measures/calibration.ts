import { shareOf } from './accuracy.js'
import { confidenceOf, isHit, type Judged } from './judged.js'

/** Lines whose confidence lay in one tenth: how sure the method was on average, and how often it was right. */
export type Bin = { readonly from: number; readonly lines: number; readonly confidence: number; readonly accuracy: number }
export type Reliability = { readonly error: number; readonly bins: readonly Bin[] }

const BINS = 10

/** Expected calibration error (Naeini et al. 2015): the gap between confidence and accuracy, weighted by the lines of each of ten bins. */
export function reliabilityOf(judged: readonly Judged[]): Reliability {
  const bins = Array.from({ length: BINS }, (_, place) => {
    const held = judged.filter((one) => Math.min(BINS - 1, Math.floor(confidenceOf(one) * BINS)) === place)
    const confidence = held.reduce((sum, one) => sum + confidenceOf(one), 0) / Math.max(1, held.length)
    return { from: place / BINS, lines: held.length, confidence, accuracy: shareOf(held, isHit) }
  })
  const gap = bins.reduce((sum, { lines, confidence, accuracy }) => sum + lines * Math.abs(confidence - accuracy), 0)
  return { error: gap / Math.max(1, judged.length), bins }
}
