import type { Lang } from '../shared/lang.js'
import { createAnswerMatcher, type Option } from './answers.js'
import { assess } from './assess.js'
import { probabilities } from './calibrate.js'
import { IntentClassifier } from './classify.js'
import { createMatterSplitter } from './clauses.js'
import { createCommandMatcher } from './commands.js'
import { type Decision, decide, type Score } from './decide.js'
import { createEntityFinder, type Entity, type EntityKind } from './entities.js'
import { languageOf } from './lang.js'
import type { Lexicon } from './lexicon.js'
import { SparseLinear } from './linear.js'
import type { Model } from './model.js'
import { createNormaliser, type Normalised, unify } from './normalise.js'
import { createDataTest } from './onlyData.js'
import { createSpelling } from './spelling.js'
import { createTokenizer, type TokensOf } from './tokens.js'

/** What is known when the words arrive: the kind and the options of the open question, and the language so far. */
export type RecognitionContext = { readonly expecting?: EntityKind; readonly options?: readonly Option[]; readonly lang?: Lang }
export type Recognition = {
  readonly text: string
  readonly lang: Lang
  /** The first of `ranking`, decided or not. */
  readonly intent: string
  readonly confidence: number
  /** Every intent, best first; the confidences add up to 1. */
  readonly ranking: readonly Score[]
  readonly entities: readonly Entity[]
  readonly decision: Decision
  readonly also: readonly string[]
  readonly command: string | null
  readonly choice: string | null
}
export type Recognizer = { readonly recognize: (text: string, context?: RecognitionContext) => Recognition }

export function createRecognizer(model: Model, lexicon: Lexicon): Recognizer {
  const { policy } = lexicon
  const normalise = createNormaliser(lexicon)
  const correct = createSpelling(lexicon.spelling)
  const spell = (phrase: string): string => correct(unify(phrase))
  const findEntities = createEntityFinder(lexicon.entities)
  const holdsOnlyData = createDataTest(lexicon.entities)
  const matchCommand = createCommandMatcher(lexicon.commands, lexicon.shells.particles, spell)
  const matchAnswer = createAnswerMatcher(lexicon.answers, spell)
  const rank = createRanker(model, createTokenizer(lexicon, model.readings), policy.out_of_scope)
  const splitMatters = createMatterSplitter(policy.also_cues)
  const neutral = new Set(policy.neutral_words)
  return {
    recognize: (text, { expecting, options = [], lang = 'zh' } = {}) => {
      const normal = normalise(text)
      const { ranking, isStrange } = rank(normal)
      const entities = findEntities(text, expecting)
      const decision: Decision = isStrange || holdsOnlyData(text, entities) ? { type: 'not_understood' } : decide(ranking, policy)
      const named =
        decision.type === 'understood' ? splitMatters(normal.core).flatMap((matter) => surely(rank(normalise(matter)).ranking, policy)) : []
      return {
        text,
        lang: languageOf(normal.plain, lang, neutral),
        intent: ranking[0]?.intent ?? policy.out_of_scope,
        confidence: ranking[0]?.confidence ?? 0,
        ranking,
        entities,
        decision,
        also: [...new Set(named)].filter((intent) => intent !== ranking[0]?.intent),
        command: matchCommand(normal),
        choice: matchAnswer(normal.plain, options),
      }
    },
  }
}

/** `isStrange`: unlike anything taught, which counts only where no out-of-scope class was taught to say so. */
type Ranked = { readonly ranking: readonly Score[]; readonly isStrange: boolean }

function createRanker(
  { weights, vocabulary, neighbours, calibration }: Model,
  tokensOf: TokensOf,
  outOfScopeIntent: string,
): (normal: Normalised) => Ranked {
  const { labels } = weights
  const classifier = new IntentClassifier(vocabulary, new SparseLinear(vocabulary.hashes.length, weights))
  const outOfScope = labels.indexOf(outOfScopeIntent)
  return (normal) => {
    const assessment = assess(classifier, neighbours, tokensOf(normal))
    const shares = probabilities(assessment, calibration, outOfScope)
    return {
      ranking: labels.map((intent, k) => ({ intent, confidence: shares[k] ?? 0 })).sort((a, b) => b.confidence - a.confidence),
      isStrange: outOfScope < 0 && assessment.familiarity < calibration.familiar,
    }
  }
}

/** The problem that a part of an utterance names beyond doubt, if it names one. */
function surely([first]: readonly Score[], policy: Lexicon['policy']): readonly string[] {
  return first && first.confidence >= policy.also && !policy.never_offered.includes(first.intent) ? [first.intent] : []
}
