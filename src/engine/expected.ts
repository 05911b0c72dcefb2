import type { Exit, Program } from '../dialog/program.js'
import { own } from '../shared/own.js'
import type { Choice } from './events.js'
import { promptLabel } from './prompts.js'
import { visibleOptions } from './questions.js'
import { Run } from './run.js'
import { openQuestion, type State, topFrame } from './state.js'

/** An option, and whether a bare yes or no stands for it. */
export type Answer = Choice & { readonly means: 'yes' | 'no' | null }
/** What the open question waits for: an entity of a kind, or one of some options. */
export type Expected = { readonly question: string | null; readonly kind: string | null; readonly options: readonly Answer[] }

export function expected(program: Program, state: State): Expected {
  const question = openQuestion(state)
  const frame = topFrame(state)
  const run = new Run(program, state)
  const { prompt } = state
  if (prompt)
    return {
      question,
      kind: null,
      options: prompt.options.map((option) => ({
        option,
        label: promptLabel(run, prompt.kind, option),
        means: option === 'yes' || option === 'no' ? option : null,
      })),
    }
  if (!frame?.open) return { question, kind: null, options: [] }
  const { exit } = run.node
  const options = visibleOptions(run)
  const kind = exit.kind === 'ask' ? ((own(run.dialog.slots, exit.slot) ?? own(program.slots, exit.slot))?.entity ?? null) : null
  return {
    question,
    kind,
    options: options.map((option) => ({ option, label: `${frame.dialog}/${frame.node}.options.${option}`, means: meansOf(exit, option) })),
  }
}

const meansOf = (exit: Exit, option: string): 'yes' | 'no' | null =>
  exit.kind === 'choose' || exit.kind === 'ask' ? (own(exit.options, option)?.means ?? null) : null
