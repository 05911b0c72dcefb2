import { createConceptFinder } from './concepts.js'
import { conceptFeatures, features, soundFeatures } from './features.js'
import type { Lexicon } from './lexicon.js'
import { type Normalised, unify } from './normalise.js'
import { createEar } from './phonetics.js'
import type { Readings } from './readings.js'
import { createSlipMender } from './slips.js'
import { createSpelling } from './spelling.js'

/** What reading needs to know beside the lexicon: how Han characters sound, and the Latin words that many use. */
export type Literacy = { readonly readings: Readings; readonly words: readonly string[] }
/** The features of an utterance: its words, how it sounds, what it is about, and the kinds of politeness taken off it. */
export type TokensOf = (utterance: Normalised) => readonly string[]

export function createTokenizer(lexicon: Pick<Lexicon, 'spelling' | 'concepts'>, { readings, words }: Literacy): TokensOf {
  const correct = createSpelling(lexicon.spelling)
  const mend = createSlipMender(words)
  const hear = createEar(readings)
  const findConcepts = createConceptFinder(lexicon.concepts, (phrase) => correct(unify(phrase)), hear)
  return ({ core, shells }) => {
    const { row, isSpoken } = hear(core)
    const mended = isSpoken ? core : mend(core)
    const sounds = isSpoken ? row : hear(mended).row
    return [
      ...features(mended),
      ...(isSpoken ? soundFeatures(row.map(({ sound }) => (/^\p{N}/u.test(sound) ? '0' : sound))) : []),
      ...conceptFeatures(findConcepts(sounds)),
      ...shells.map((shell) => `e:${shell}`),
    ]
  }
}
