import type { Lang } from '../shared/lang.js'
import { createAnswerMatcher, type Option } from './answers.js'
import { createMatterSplitter } from './clauses.js'
import { createCommandMatcher } from './commands.js'
import { type Decision, decide, type Score } from './decide.js'
import { createEntityFinder, type Entity, type EntityKind } from './entities.js'
import { createRanker } from './judge.js'
import { languageOf } from './lang.js'
import type { Lexicon } from './lexicon.js'
import type { Model } from './model.js'
import { createNormaliser, type Normalised, unify } from './normalise.js'
import { createDataTest } from './onlyData.js'
import { createRereader } from './reread.js'
import { createSpelling } from './spelling.js'

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

/** What is longer neither answers a question nor is a command, so that, once understood, it need not be read anew. In characters. */
const longestAnswer = 40
const longestWish = 10

export function createRecognizer(model: Model, lexicon: Lexicon): Recognizer {
  const { policy } = lexicon
  const normalise = createNormaliser(lexicon)
  const correct = createSpelling(lexicon.spelling)
  const spell = (phrase: string): string => correct(unify(phrase))
  const findEntities = createEntityFinder(lexicon.entities)
  const holdsOnlyData = createDataTest(lexicon.entities)
  const matchCommand = createCommandMatcher(lexicon.commands, [...lexicon.shells.particles, ...lexicon.answers.hums], spell)
  const matchAnswer = createAnswerMatcher(lexicon.answers, spell)
  const reread = createRereader(lexicon, model.literacy, spell)
  const rank = createRanker(model, lexicon, normalise)
  const splitMatters = createMatterSplitter(policy.also_cues)
  const neutral = new Set(policy.neutral_words)
  return {
    recognize: (text, { expecting, options = [], lang = 'zh' } = {}) => {
      const normal = normalise(text)
      const entities = findEntities(text, expecting)
      const isData = holdsOnlyData(text, entities)
      const hear = (said: Normalised): Heard => {
        const { ranking, isStrange } = rank(said)
        const decision: Decision = isStrange || isData ? { type: 'not_understood' } : decide(ranking, policy)
        return { said, ranking, decision, command: matchCommand(said), choice: matchAnswer(said.plain, options) }
      }
      const heard = hear(normal)
      const labels = options.flatMap((option) => option.labels)
      const isPlain = isData || (heard.decision.type === 'understood' && normal.plain.length > (labels.length > 0 ? longestAnswer : longestWish))
      const anew = isPlain ? null : reread(normal.plain, labels)
      const { said, ranking, decision, command, choice } = anew === null ? heard : meantBy(heard, hear(normalise(anew)), policy)
      const named = decision.type === 'understood' ? splitMatters(said.core).flatMap((matter) => surely(rank(normalise(matter)).ranking, policy)) : []
      return {
        text,
        lang: languageOf(normal.plain, lang, neutral),
        intent: ranking[0]?.intent ?? policy.out_of_scope,
        confidence: ranking[0]?.confidence ?? 0,
        ranking,
        entities,
        decision,
        also: [...new Set(named)].filter((intent) => intent !== ranking[0]?.intent),
        command,
        choice,
      }
    },
  }
}

type Heard = Pick<Recognition, 'ranking' | 'decision' | 'command' | 'choice'> & { readonly said: Normalised }

/**
 * Words as they stand go before what they may have been meant to be: that is taken only where it answers and they do not, or is understood and
 * they are not, though within our matters. A no that was written as it sounds (步对) is no yes, though, whatever it looks like.
 */
function meantBy(heard: Heard, anew: Heard, policy: Lexicon['policy']): Heard {
  if (negationsIn(anew.said.plain) > negationsIn(heard.said.plain)) return anew
  if (heard.command !== null || heard.choice !== null) return heard
  const [first] = heard.ranking
  const isOutside = first?.intent === policy.out_of_scope && first.confidence >= policy.threshold
  const clearer = !isOutside && heard.decision.type !== 'understood' && anew.decision.type === 'understood' ? anew : heard
  return { ...clearer, command: anew.command, choice: anew.choice }
}

const negationsIn = (plain: string): number => plain.match(/[不没别非]/g)?.length ?? 0

/** The problem that a part of an utterance names beyond doubt, if it names one. */
function surely([first]: readonly Score[], policy: Lexicon['policy']): readonly string[] {
  return first && first.confidence >= policy.also && !policy.never_offered.includes(first.intent) ? [first.intent] : []
}
