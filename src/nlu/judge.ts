import { assess } from './assess.js'
import { probabilities } from './calibrate.js'
import { IntentClassifier } from './classify.js'
import type { Score } from './decide.js'
import type { Lexicon } from './lexicon.js'
import { SparseLinear } from './linear.js'
import type { Model } from './model.js'
import { createNormaliser, type Normalised } from './normalise.js'
import { createTokenizer } from './tokens.js'

/**
 * What the model makes of an utterance before anything is decided. `ranking` is best first and adds up to 1; `familiarity` says how much the
 * utterance is like what was taught; `isStrange`: unlike anything taught, which counts only where no out-of-scope class was taught to say so.
 */
export type Judgement = { readonly ranking: readonly Score[]; readonly familiarity: number; readonly isStrange: boolean }
export type Judge = { readonly judge: (text: string) => Judgement }

/** Only the judgement of the words, for measuring: no entities, commands or answers. */
export function createJudge(model: Model, lexicon: Lexicon): Judge {
  const normalise = createNormaliser(lexicon)
  const judge = createRanker(model, lexicon)
  return { judge: (text) => judge(normalise(text)) }
}

export function createRanker({ weights, vocabulary, neighbours, calibration, literacy }: Model, lexicon: Lexicon): (normal: Normalised) => Judgement {
  const { labels } = weights
  const classifier = new IntentClassifier(vocabulary, new SparseLinear(vocabulary.hashes.length, weights))
  const tokensOf = createTokenizer(lexicon, literacy)
  const outOfScope = labels.indexOf(lexicon.policy.out_of_scope)
  return (normal) => {
    const assessment = assess(classifier, neighbours, tokensOf(normal))
    const shares = probabilities(assessment, calibration, outOfScope)
    return {
      ranking: labels.map((intent, k) => ({ intent, confidence: shares[k] ?? 0 })).sort((a, b) => b.confidence - a.confidence),
      familiarity: assessment.familiarity,
      isStrange: outOfScope < 0 && assessment.familiarity < calibration.familiar,
    }
  }
}
