import type { Persona } from '../../accounts/personas.js'
import type { Program } from '../../dialog/program.js'
import { type AccountState, editedStates } from './accountStates.js'
import type { Utterances } from './answers.js'
import type { Exploring } from './explore.js'
import { exploreShare } from './exploreShare.js'
import { inThread } from './inThread.js'
import { type Proven, reportOn } from './report.js'
import { sharesOf } from './topics.js'

export type ExploreOptions = {
  readonly program: Program
  readonly personas: readonly Persona[]
  /** The states that accounts are in at first; those of the personas and their single-field edits where left out. */
  readonly states?: readonly AccountState[]
  /** What a person says for each intent and command, so that replays can be played. */
  readonly utterances: Utterances
  progress?(text: string): void
  /** Milliseconds of some clock, to tell how long it took. */
  now(): number
}

/** Proves what every conversation must hold over every state, every kind of answer and every account. Breaches are in the report; 1 says that there are some. */
export function runExplore(options: ExploreOptions): Proven {
  const begun = options.now()
  const exploring = exploringOf(options)
  const shares = sharesOf(options.program).map((share) => exploreShare({ ...exploring, share }))
  return reportOn(shares, { ...exploring, seconds: secondsSince(begun, options) })
}

/** The same with a core for each share: the first here, the others in threads. */
export async function runExploreInThreads(options: ExploreOptions): Promise<Proven> {
  const begun = options.now()
  const exploring = exploringOf(options)
  const [first, ...others] = sharesOf(options.program)
  const elsewhere = Promise.all(others.map((share) => inThread({ ...exploring, share })))
  // Nobody waits for them before the first share is done, so what goes wrong there is told then.
  elsewhere.catch(() => undefined)
  const here = first ? [exploreShare({ ...exploring, share: first })] : []
  return reportOn([...here, ...(await elsewhere)], { ...exploring, seconds: secondsSince(begun, options) })
}

export const exploringOf = ({ program, personas, states, utterances, progress }: Omit<ExploreOptions, 'now'>): Omit<Exploring, 'share'> => ({
  program,
  states: states ?? editedStates(personas),
  utterances,
  progress: progress ?? (() => undefined),
})

const secondsSince = (begun: number, { now }: ExploreOptions): number => Math.round((now() - begun) / 100) / 10
