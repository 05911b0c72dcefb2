import type { IntentClassifier } from './classify.js'
import { type Neighbours, nearestCosine } from './nearest.js'
import { toVector, type Vocabulary } from './vocabulary.js'

/**
 * `sums` runs along the labels; `familiarity` says how much the utterance is like what was taught, whatever its intent;
 * `known` is the share of its words seen before.
 */
export type Assessment = { readonly sums: Float64Array; readonly familiarity: number; readonly known: number }

const marginWeight = 0.5
const cosineWeight = 1
const knownWeight = 0.3

export function assess(classifier: IntentClassifier, neighbours: Neighbours, found: readonly string[]): Assessment {
  const vector = toVector(found, classifier.knownFeatures)
  const { sums, topProbability, topMargin } = classifier.classifier.judge(vector)
  const known = knownShare(found, classifier.knownFeatures)
  return {
    sums,
    known,
    familiarity: topProbability + marginWeight * topMargin + cosineWeight * nearestCosine(neighbours, vector) + knownWeight * known,
  }
}

const isSingle = (feature: string): boolean => feature.startsWith('u:') || feature.startsWith('w:')

/** The share of single words and characters that were seen in training; a rare one counts for more, an unknown one like the rarest. */
function knownShare(found: readonly string[], { places, rarity, rarest }: Vocabulary): number {
  let all = 0
  let known = 0
  for (const feature of found) {
    if (!isSingle(feature)) continue
    const place = places.get(feature)
    const weight = place === undefined ? rarest : (rarity[place] ?? 0)
    all += weight
    if (place !== undefined) known += weight
  }
  return all === 0 ? 0 : known / all
}
