import type { Persona } from '../../accounts/personas.js'
import type { Program } from '../../dialog/program.js'
import { type AccountState, editedStates } from './accountStates.js'
import type { Utterances } from './answers.js'
import { judgeCauses } from './causes.js'
import { judgeEndings } from './endings.js'
import { Exploration } from './explore.js'
import { type Report, reportOn } from './report.js'

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
export function runExplore({ program, personas, states, utterances, progress, now }: ExploreOptions): {
  readonly report: Report
  readonly exitCode: 0 | 1
} {
  const begun = now()
  const exploration = new Exploration({ program, states: states ?? editedStates(personas), utterances, progress: progress ?? (() => undefined) })
  exploration.run()
  const { longest } = judgeEndings(exploration)
  const causesMissed = judgeCauses(exploration)
  const unreached = notEntered(exploration)
  for (const place of unreached) {
    exploration.breaches.add({ kind: 'unreached', place, message: 'no conversation comes by here', via: null, account: null })
  }
  const seconds = Math.round((now() - begun) / 100) / 10
  const report = reportOn(exploration, { longest, causesMissed, unreached: unreached.map(({ dialog, node }) => `${dialog}/${node}`), seconds })
  return { report, exitCode: report.breaches.length > 0 ? 1 : 0 }
}

const notEntered = ({ graph, exploring }: Exploration) =>
  Object.values(exploring.program.dialogs).flatMap((dialog) =>
    Object.keys(dialog.nodes).flatMap((node) => (graph.entered.has(`${dialog.id}/${node}`) ? [] : [{ dialog: dialog.id, node }])),
  )
