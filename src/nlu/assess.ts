import type { IntentClassifier } from './classify.js'
import { isSingle } from './features.js'
import { comparedFeatures, type Neighbours, nearestCosine } from './nearest.js'
import { placeOf, toVector, type Vocabulary } from './vocabulary.js'

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
    familiarity:
      topProbability +
      marginWeight * topMargin +
      cosineWeight * nearestCosine(neighbours, toVector(comparedFeatures(found), classifier.knownFeatures)) +
      knownWeight * known,
  }
}

/** The share of single words and characters that were seen in training; a rare one counts for more, an unknown one like the rarest. */
function knownShare(found: readonly string[], vocabulary: Vocabulary): number {
  let all = 0
  let known = 0
  for (const feature of found) {
    if (!isSingle(feature)) continue
    const place = placeOf(vocabulary, feature)
    const weight = place < 0 ? vocabulary.heaviest : (vocabulary.weights[place] ?? 0)
    all += weight
    if (place >= 0) known += weight
  }
  return all === 0 ? 0 : known / all
}
