import type { Assessment } from './assess.js'
import { softmaxInPlace } from './logistic.js'

/** Turns scores into probabilities that were right as often as they say, on lines that training had not seen. */
export type Calibration = {
  /** Multiplies the scores before the softmax. */
  readonly sharpness: number
  /** Bias, weight of the lead of the out-of-scope class, weight of familiarity; null when no such class was taught. */
  readonly outOfScope: readonly [number, number, number] | null
  /** Only one in twenty utterances in scope is less familiar than this. */
  readonly familiar: number
}
export type Judged = { readonly assessment: Assessment; readonly label: number }

const lostInScope = 0.05
/** When not one word or character was ever seen, pieces of words still score; they are not to be believed. */
const outsideWhenUnknown = 0.8

export function calibrate(judged: readonly Judged[], outOfScope: number): Calibration {
  const inScope = judged.filter(({ label }) => label !== outOfScope)
  const familiarities = inScope.map(({ assessment }) => assessment.familiarity).sort((a, b) => a - b)
  return {
    sharpness: bestSharpness(inScope, outOfScope),
    outOfScope: outOfScope < 0 || inScope.length === judged.length ? null : fitOutOfScope(judged, outOfScope),
    familiar: familiarities[Math.floor(familiarities.length * lostInScope)] ?? 0,
  }
}

/** Probabilities along the labels; they add up to 1. `outOfScope` is the place of that label, or -1. */
export function probabilities(
  { sums, familiarity, known }: Assessment,
  { sharpness, outOfScope: weights }: Calibration,
  outOfScope: number,
): Float64Array {
  const shares = sums.map((sum) => sum * sharpness)
  if (outOfScope < 0) {
    softmaxInPlace(shares)
    return shares
  }
  const among = shares.slice()
  softmaxInPlace(among)
  const taught = weights ? sigmoid(weights[0] + weights[1] * leadOf(sums, outOfScope) + weights[2] * familiarity) : (among[outOfScope] ?? 0)
  const outside = known > 0 ? taught : Math.max(taught, outsideWhenUnknown)
  shares[outOfScope] = Number.NEGATIVE_INFINITY
  softmaxInPlace(shares)
  const result = shares.map((share) => share * (1 - outside))
  result[outOfScope] = outside
  return result
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

const leadOf = (sums: Float64Array, label: number): number =>
  (sums[label] ?? 0) - sums.reduce((best, sum, k) => (k === label ? best : Math.max(best, sum)), Number.NEGATIVE_INFINITY)

function bestSharpness(inScope: readonly Judged[], outOfScope: number): number {
  const candidates = Array.from({ length: 60 }, (_, i) => 0.1 * 1.07 ** i)
  const losses = candidates.map((sharpness) =>
    inScope.reduce((loss, { assessment, label }) => {
      const shares = assessment.sums.map((sum, k) => (k === outOfScope ? Number.NEGATIVE_INFINITY : sum * sharpness))
      softmaxInPlace(shares)
      return loss - Math.log(Math.max(shares[label] ?? 0, 1e-12))
    }, 0),
  )
  return candidates[losses.indexOf(Math.min(...losses))] ?? 1
}

/** Logistic regression on two figures by plain gradient descent: few points, so simplicity wins. */
function fitOutOfScope(judged: readonly Judged[], outOfScope: number): readonly [number, number, number] {
  const rows = judged.map(({ assessment, label }) => ({
    lead: leadOf(assessment.sums, outOfScope),
    familiarity: assessment.familiarity,
    outside: label === outOfScope ? 1 : 0,
  }))
  let [bias, lead, familiarity] = [0, 1, 0]
  for (let round = 0; round < 2000; round++) {
    let [dBias, dLead, dFamiliarity] = [0, 0, 0]
    for (const row of rows) {
      const error = sigmoid(bias + lead * row.lead + familiarity * row.familiarity) - row.outside
      dBias += error
      dLead += error * row.lead
      dFamiliarity += error * row.familiarity
    }
    const rate = 0.5 / rows.length
    bias -= rate * dBias
    lead -= rate * dLead
    familiarity -= rate * dFamiliarity
  }
  return [bias, lead, familiarity]
}
