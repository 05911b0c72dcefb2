import type { Program } from '../dialog/program.js'
import { own } from '../shared/own.js'
import type { Choice } from './events.js'
import { promptLabel } from './prompts.js'
import { visibleOptions } from './questions.js'
import { Run } from './run.js'
import { openQuestion, type State, topFrame } from './state.js'

/** What the open question waits for: an entity of a kind, or one of some options. */
export type Expected = { readonly question: string | null; readonly kind: string | null; readonly options: readonly Choice[] }

export function expected(program: Program, state: State): Expected {
  const question = openQuestion(state)
  const frame = topFrame(state)
  const run = new Run(program, state)
  const { prompt } = state
  if (prompt) return { question, kind: null, options: prompt.options.map((option) => ({ option, label: promptLabel(run, prompt.kind, option) })) }
  if (!frame?.open) return { question, kind: null, options: [] }
  const { exit } = run.node
  const options = visibleOptions(run)
  const kind = exit.kind === 'ask' ? ((own(run.dialog.slots, exit.slot) ?? own(program.slots, exit.slot))?.entity ?? null) : null
  return {
    question,
    kind,
    options: options.map((option) => ({ option, label: `${frame.dialog}/${frame.node}.options.${option}` })),
  }
}
