import type { Exit } from '../dialog/program.js'
import { own } from '../shared/own.js'
import { putPrompt } from './prompts.js'
import { giveUp, putAgain } from './questions.js'
import { type Run, required, type Step } from './run.js'
import { fillSlot } from './slots.js'
import { slotsInReach } from './state.js'
import { restartTopic } from './topics.js'

/** Ends the innermost dialog and goes on where it was begun. */
export function endDialog(run: Run, outcome: string): Step {
  const { dialog, role, then } = run.frame
  const theirs = slotsInReach(run.state)
  run.emit({ type: 'dialog_ended', dialog, role, outcome })
  switch (role) {
    case 'topic':
      return offerAgenda(run)
    case 'call':
      return returned(run, outcome, theirs)
    case 'requires':
      return outcome === 'verified' ? { node: run.frame.node, quiet: run.frame.entered } : giveUp(run)
    case 'interrupt':
      return afterInterrupt(run, then)
  }
}

/** Back to what was open below; where nothing was, because a person was to see to it, the problem is looked at afresh. */
function afterInterrupt(run: Run, then: 'ask_again' | 'leave'): Step {
  if (then === 'leave') run.emit({ type: 'dialogs_left', why: 'leave' })
  else if (run.open === null && run.state.escalated === null) return restartTopic(run)
  else putAgain(run)
  return undefined
}

/** After a topic: the next one that was noted, if any. */
export function offerAgenda(run: Run): undefined {
  const next = run.state.agenda[0]
  if (next !== undefined) putPrompt(run, { kind: 'agenda', options: ['yes', 'no'], about: next })
}

function returned(run: Run, outcome: string, theirs: Readonly<Record<string, string>>): Step {
  const exit: Exit = run.node.exit
  const call = required(exit.kind === 'call' ? exit : undefined, `"${run.frame.node}" to be a call`)
  for (const [ours, name] of Object.entries(call.gives)) {
    const value = own(theirs, name)
    if (value !== undefined) fillSlot(run, ours, value)
  }
  const node = own(call.cases, outcome)
  return node === undefined ? giveUp(run) : { node }
}
