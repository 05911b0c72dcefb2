import { assess } from './assess.js'
import { probabilities } from './calibrate.js'
import { IntentClassifier } from './classify.js'
import { clausesOf } from './clauses.js'
import type { Score } from './decide.js'
import type { Lexicon } from './lexicon.js'
import { SparseLinear } from './linear.js'
import type { Model } from './model.js'
import { createNormaliser, type Normalise, type Normalised } from './normalise.js'
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
  const rank = createRanker(model, lexicon, normalise)
  return { judge: (text) => rank(normalise(text)) }
}

export type Rank = (normal: Normalised) => Judgement

/**
 * Greetings and thanks in words that nobody listed can outweigh the matter they come with. So where a text of several clauses sounds courteous as
 * a whole, the clauses that are nothing but courteous are left out, and if a matter that we know remains, that is what the text is about.
 */
export function createRanker(model: Model, lexicon: Lexicon, normalise: Normalise): Rank {
  const rankWhole = createWholeRanker(model, lexicon)
  const { threshold, out_of_scope: outOfScope } = lexicon.policy
  const { courtesies, bare_intents: bare } = lexicon.shells
  const isCourtesy = (intent: string): boolean => courtesies.includes(intent)
  return (normal) => {
    const whole = rankWhole(normal)
    if (!isCourtesy(whole.ranking[0]?.intent ?? '')) return whole
    const clauses = clausesOf(normal.core)
    const matter = clauses.length < 2 ? [] : clauses.filter((clause) => !isCourtesy(sureOf(rankWhole(normalise(clause)), threshold)))
    if (matter.length === 0) return whole
    const rest = rankWhole(normalise(matter.join('，')))
    return ['', outOfScope, ...bare].includes(sureOf(rest, threshold)) ? whole : rest
  }
}

const sureOf = ({ ranking: [first] }: Judgement, threshold: number): string => (first && first.confidence >= threshold ? first.intent : '')

function createWholeRanker({ weights, vocabulary, neighbours, calibration, literacy }: Model, lexicon: Lexicon): Rank {
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
