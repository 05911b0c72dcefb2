import type { IntentClassifier } from './classify.js'
import { isSingle } from './features.js'
import { isCompared, type Neighbours, nearestCosine } from './nearest.js'
import { placesOf, type Vocabulary, vectorOf } from './vocabulary.js'

/**
 * `sums` runs along the labels; `familiarity` says how much the utterance is like what was taught, whatever its intent;
 * `known` is the share of its words seen before.
 */
export type Assessment = { readonly sums: Float64Array; readonly familiarity: number; readonly known: number }

const marginWeight = 0.5
const cosineWeight = 1
const knownWeight = 0.3

export function assess(classifier: IntentClassifier, neighbours: Neighbours, found: readonly string[]): Assessment {
  const vocabulary = classifier.knownFeatures
  const places = placesOf(found, vocabulary)
  const { sums, topProbability, topMargin } = classifier.classifier.judge(vectorOf(places, vocabulary))
  const known = knownShare(found, places, vocabulary)
  const compared = vectorOf(
    places.filter((_, at) => isCompared(found[at])),
    vocabulary,
  )
  return {
    sums,
    known,
    familiarity: topProbability + marginWeight * topMargin + cosineWeight * nearestCosine(neighbours, compared) + knownWeight * known,
  }
}

/** The share of single words and characters that were seen in training; a rare one counts for more, an unknown one like the rarest. */
function knownShare(found: readonly string[], places: Int32Array, { weights, heaviest }: Vocabulary): number {
  let all = 0
  let known = 0
  for (const [at, feature] of found.entries()) {
    if (!isSingle(feature)) continue
    const place = places[at] ?? -1
    const weight = place < 0 ? heaviest : (weights[place] ?? 0)
    all += weight
    if (place >= 0) known += weight
  }
  return all === 0 ? 0 : known / all
}
