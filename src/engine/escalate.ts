import { putWaiting } from './prompts.js'
import type { Run } from './run.js'
import { slotsNamed } from './state.js'

/** Stands for the number of the ticket that the caller is about to make. */
export const NEW_TICKET = '$ticket'

/** Hands over to a person. The dialogs stay where the last question was, so that the way back leads there. */
export function escalate(run: Run, queue: string, brief: readonly string[]): undefined {
  const facts = slotsNamed(
    run.state,
    brief.map((slot) => [slot, slot]),
  )
  run.emit({ type: 'escalated', queue, brief: facts, topic: run.outermost, ticket: NEW_TICKET })
  const key = run.state.proof === 'none' ? 'sentence:escalated_unproven' : 'sentence:escalated'
  putWaiting(run, key)
}
