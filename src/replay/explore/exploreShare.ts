import { type Breach, breachOf } from './breachOf.js'
import { judgeCauses } from './causes.js'
import { judgeEndings } from './endings.js'
import { Exploration, type Exploring } from './explore.js'

/** What the walk of one share of the conversations came to; plain data, so that a thread can hand it over. */
export type Explored = {
  readonly states: number
  readonly edges: number
  readonly longest: number
  readonly causesMissed: number
  /** The names of the nodes, edges and ways that were walked. */
  readonly walked: readonly string[]
  readonly breaches: readonly Breach[]
}

/** Walks one share of the conversations and holds them against every rule but that of unreached nodes, which takes all shares to tell. */
export function exploreShare(exploring: Exploring): Explored {
  const exploration = new Exploration(exploring)
  exploration.run()
  const { longest } = judgeEndings(exploration)
  const causesMissed = judgeCauses(exploration)
  return {
    states: exploration.walk.states,
    edges: exploration.walk.edgeFrom.length,
    longest,
    causesMissed,
    walked: [...exploration.walked.keys()],
    breaches: exploration.breaches.all.map((found) => breachOf(found, exploration)),
  }
}
