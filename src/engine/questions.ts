import type { Choice } from './events.js'
import { putWaiting, sayPrompt } from './prompts.js'
import { holds, type Run, type Step } from './run.js'
import { MAX_ASKS, topFrame } from './state.js'

/** The options of the innermost dialog's open question that may be chosen now. */
export function visibleOptions(run: Run): readonly string[] {
  const { exit } = run.node
  if (exit.kind !== 'choose' && exit.kind !== 'ask') return []
  return Object.entries(exit.options).flatMap(([value, option]) => (holds(run.program, option.when, run.state) ? [value] : []))
}

/** The keys of the lines that the node says as things stand. */
const lineKeys = (run: Run): readonly string[] =>
  run.node.say.flatMap((line, index) => (holds(run.program, line.when, run.state) ? [`${run.frame.dialog}/${run.frame.node}.say.${index}`] : []))

/** Says the lines of a node that asks nothing. */
export function sayLines(run: Run): void {
  for (const key of lineKeys(run)) run.say(key)
}

/** Puts the question of the current node. The last line that the node says carries its buttons. */
export function putQuestion(run: Run): undefined {
  const keys = lineKeys(run)
  const question = run.newQuestion()
  for (const key of keys.slice(0, -1)) run.say(key)
  run.say(keys.at(-1) ?? 'sentence:retry', { question, choices: nodeChoices(run) })
  run.emit({ type: 'question_put', id: question, asked: 1 })
}

/** Puts the open question again, as it was first put, under the same id and with the same count. */
export function putAgain(run: Run): undefined {
  const { prompt } = run.state
  if (prompt) return sayPrompt(run, prompt)
  const open = topFrame(run.state)?.open
  // Kept questions stay behind the waiting; only one that was put meanwhile is answered before it.
  const meanwhile = run.state.frames.some(({ role }) => role === 'interrupt') && open
  if (run.state.escalated !== null && !meanwhile) return putWaiting(run)
  if (!open) return
  run.say(lineKeys(run).at(-1) ?? 'sentence:retry', { question: open.id, choices: nodeChoices(run) })
}

/** An answer that does not fit: the question is put once more, or the dialog gives up. */
export function reject(run: Run, why: 'not_understood' | 'invalid' | 'too_early' | 'stale'): Step {
  const open = run.frame.open
  if (!open) return undefined
  run.emit({ type: 'answer_rejected', question: open.id, why })
  if (open.asked >= MAX_ASKS) return giveUp(run)
  const { exit } = run.node
  const ownRetry = (exit.kind === 'choose' || exit.kind === 'ask') && exit.retry
  sayWithChoices(run, ownRetry ? `${run.frame.dialog}/${run.frame.node}.retry` : 'sentence:retry')
  run.emit({ type: 'question_put', id: open.id, asked: open.asked + 1 })
  return undefined
}

/** Says something beside the open question, with its buttons. */
export function sayWithChoices(run: Run, key: string): void {
  run.say(key, { question: run.open, choices: nodeChoices(run) })
}

/** Where a dialog goes when it cannot go on. */
export const giveUp = (run: Run): Step => ({ node: run.dialog.giveUp })

const nodeChoices = (run: Run): readonly Choice[] =>
  visibleOptions(run).map((option) => ({ option, label: `${run.frame.dialog}/${run.frame.node}.options.${option}` }))
