import type { Program } from '../dialog/program.js'
import { own } from '../shared/own.js'
import type { Choice } from './events.js'
import { promptLabel } from './prompts.js'
import { visibleOptions } from './questions.js'
import { Run } from './run.js'
import { openQuestion, type State, topFrame } from './state.js'

/** What the open question waits for: an entity of a kind, or one of some options. */
export type Expected = { readonly question: string | null; readonly kind: string | null; readonly options: readonly Choice[]; readonly confirms: boolean }

export function expected(program: Program, state: State): Expected {
  const question = openQuestion(state)
  const frame = topFrame(state)
  const run = new Run(program, state)
  const { prompt } = state
  if (prompt) return { question, kind: null, options: prompt.options.map((option) => ({ option, label: promptLabel(run, prompt.kind, option) })), confirms: false }
  if (!frame?.open) return { question, kind: null, options: [], confirms: false }
  const { exit } = run.node
  if (exit.kind === 'ask') return { question, kind: (own(run.dialog.slots, exit.slot) ?? own(program.slots, exit.slot))?.entity ?? null, options: [], confirms: false }
  const options = visibleOptions(run)
  return {
    question,
    kind: null,
    options: options.map((option) => ({ option, label: `${frame.dialog}/${frame.node}.options.${option}` })),
    confirms: exit.kind === 'choose' && options.some((option) => own(exit.options, option)?.confirms),
  }
}
