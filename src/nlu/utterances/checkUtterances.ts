import { createNormaliser } from '../normalise.js'
import { wordsOf } from '../words.js'
import { findConflicts } from './conflicts.js'
import type { UtteranceDiagnostic } from './diagnostic.js'
import { type Duplicates, findDuplicates } from './duplicates.js'
import { figuresOf, type IntentFigures } from './figures.js'
import { findThin } from './findThin.js'
import { createSkeletonMaker, findSkeletons } from './skeletons.js'
import { createStyleFinder } from './styles.js'
import type { Line, Progress, Teaching } from './utterance.js'

export type UtteranceReport = {
  readonly lines: number
  readonly nearDuplicates: Omit<Duplicates, 'diagnostics'>
  readonly intents: readonly IntentFigures[]
  /** In the order of their codes. */
  readonly diagnostics: readonly UtteranceDiagnostic[]
}

/** Holds training lines against one another and against what is wanted of them. */
export function checkUtterances(teaching: Teaching, progress: Progress = () => undefined): UtteranceReport {
  const { intents, lexicon } = teaching
  const lines = linesOf(teaching, progress)
  const { diagnostics: duplicates, ...nearDuplicates } = findDuplicates(lines, progress)
  const findStyles = createStyleFinder(lexicon)
  const judged = intents.map((place, at) => {
    progress('counting styles', at, intents.length)
    const own = lines.filter(({ intent }) => intent === place.intent)
    return { place, figures: figuresOf(place.intent, own, lexicon, findStyles) }
  })
  const diagnostics = [
    ...duplicates,
    ...findSkeletons(lines, createSkeletonMaker(lexicon)),
    ...findConflicts(lines),
    ...judged.flatMap(({ place, figures }) => findThin(figures, place)),
  ]
  return {
    lines: lines.length,
    nearDuplicates,
    intents: judged.map(({ figures }) => figures),
    diagnostics: diagnostics.sort((a, b) => Number(a.code > b.code) - Number(a.code < b.code)),
  }
}

function linesOf({ utterances, lexicon }: Teaching, progress: Progress): readonly Line[] {
  const normalise = createNormaliser(lexicon)
  const particles = new Set(lexicon.shells.particles)
  return utterances.map((utterance, at) => {
    progress('normalising lines', at, utterances.length)
    const { plain, shells } = normalise(utterance.text)
    const bare = wordsOf(plain)
      .filter((word) => !particles.has(word))
      .join(' ')
    return { ...utterance, plain, bare, shells }
  })
}
