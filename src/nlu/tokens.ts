import { createConceptFinder } from './concepts.js'
import { conceptFeatures, features, soundFeatures } from './features.js'
import type { Lexicon } from './lexicon.js'
import { type Normalised, unify } from './normalise.js'
import { createEar } from './phonetics.js'
import type { Readings } from './readings.js'
import { createSpelling } from './spelling.js'

/** The features of an utterance: its words, how it sounds, what it is about, and the kinds of politeness taken off it. */
export type TokensOf = (utterance: Normalised) => readonly string[]

export function createTokenizer(lexicon: Pick<Lexicon, 'spelling' | 'concepts'>, readings: Readings): TokensOf {
  const correct = createSpelling(lexicon.spelling)
  const hear = createEar(readings)
  const findConcepts = createConceptFinder(lexicon.concepts, (phrase) => correct(unify(phrase)))
  return ({ core, shells }) => [
    ...features(core),
    ...soundFeatures(hear(core)),
    ...conceptFeatures(findConcepts(core)),
    ...shells.map((shell) => `e:${shell}`),
  ]
}
