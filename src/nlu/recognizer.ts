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
        return { ranking, decision, command: matchCommand(said), choice: matchAnswer(said.plain, options) }
      }
      const heard = hear(normal)
      const meant =
        isData || isAnswer(heard)
          ? null
          : reread(
              normal.plain,
              options.flatMap(({ labels }) => labels),
            )
      const { ranking, decision, command, choice } = meant === null ? heard : better(heard, hear(normalise(meant)))
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
        command,
        choice,
      }
    },
  }
}

type Heard = Pick<Recognition, 'ranking' | 'decision' | 'command' | 'choice'>

const isAnswer = ({ command, choice }: Heard): boolean => command !== null || choice !== null

/** Words as they stand go before what they may have been meant to be: that is taken only where it answers, or is understood and they are not. */
function better(heard: Heard, meant: Heard): Heard {
  const clearer = heard.decision.type !== 'understood' && meant.decision.type === 'understood' ? meant : heard
  return { ...clearer, command: meant.command, choice: meant.choice }
}

/** The problem that a part of an utterance names beyond doubt, if it names one. */
function surely([first]: readonly Score[], policy: Lexicon['policy']): readonly string[] {
  return first && first.confidence >= policy.also && !policy.never_offered.includes(first.intent) ? [first.intent] : []
}
