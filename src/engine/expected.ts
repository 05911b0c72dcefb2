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
export type Expected = {
  readonly question: string | null
  readonly kind: string | null
  readonly options: readonly Answer[]
  /** What has come of the number so far, as a reference. */
  readonly piece: string | null
  /** The account number that was given in answer to the question before. */
  readonly follows: string | null
}

export function expected(program: Program, state: State): Expected {
  const question = openQuestion(state)
  const frame = topFrame(state)
  const run = new Run(program, state)
  const { prompt } = state
  if (prompt)
    return {
      question,
      ...joinedSoFar(run),
      follows: null,
      options: prompt.options.map((option) => ({
        option,
        label: promptLabel(run, prompt.kind, option),
        means: option === 'yes' || option === 'no' ? option : null,
      })),
    }
  if (!frame?.open) return { question, kind: null, options: [], piece: null, follows: null }
  const { exit } = run.node
  const options = visibleOptions(run)
  return {
    question,
    kind: kindAsked(run),
    piece: frame.open.piece?.ref ?? null,
    follows: justGiven(run),
    options: options.map((option) => ({ option, label: `${frame.dialog}/${frame.node}.options.${option}`, means: meansOf(exit, option) })),
  }
}

/** The kind of entity that the node under way asks for. */
function kindAsked(run: Run): string | null {
  if (run.state.frames.length === 0 || run.node.exit.kind !== 'ask') return null
  const { slot } = run.node.exit
  return (own(run.dialog.slots, slot) ?? own(run.program.slots, slot))?.entity ?? null
}

/** While a number that was put together is asked about, more of it may come. */
function joinedSoFar(run: Run): Pick<Expected, 'kind' | 'piece'> {
  const { prompt } = run.state
  return prompt?.kind === 'joined' ? { kind: kindAsked(run), piece: prompt.about } : { kind: null, piece: null }
}

function justGiven(run: Run): string | null {
  const { trail, frames, slots } = run.state
  const [before, now] = trail.slice(-2)
  const frame = before?.frames.at(-1)
  if (!before || !frame || now?.question !== run.open || before.frames.length !== frames.length || frame.dialog !== run.frame.dialog) return null
  const exit = own(run.dialog.nodes, frame.node)?.exit
  return run.node.exit.kind === 'choose' && exit?.kind === 'ask' && exit.slot === 'account_id' ? (slots.account_id ?? null) : null
}

const meansOf = (exit: Exit, option: string): 'yes' | 'no' | null =>
  exit.kind === 'choose' || exit.kind === 'ask' ? (own(exit.options, option)?.means ?? null) : null
