import type { Program } from '../dialog/program.js'
import type { Lang } from '../shared/lang.js'
import { own } from '../shared/own.js'
import { askAgainOrRestart, chose } from './answer.js'
import { enter } from './enter.js'
import { escalate } from './escalate.js'
import type { Event } from './events.js'
import { hear } from './hear.js'
import type { Input } from './inputs.js'
import { putMenu } from './interrupts.js'
import { dropPiece } from './pieces.js'
import { putAgain } from './questions.js'
import { Run, type Step } from './run.js'
import type { State } from './state.js'
import { startTopic } from './topics.js'
import { withdraw } from './withdraw.js'
import { workDone } from './work.js'

/** More hops than any real dialog needs without waiting; lint D003 should have caught it first. */
const MAX_HOPS = 100

/** Tells what happens next. Pure: no clock, no I/O, no randomness; the caller does the work that was requested. */
export function advance(program: Program, state: State, input: Input): readonly Event[] {
  const run = new Run(program, state)
  dropPiece(run)
  let step = react(run, input)
  for (let hops = 0; step !== undefined; hops++) {
    if (hops === MAX_HOPS) throw new Error(`dialog "${run.frame.dialog}" made ${MAX_HOPS} hops without waiting, last at "${step.node}"`)
    step = enter(run, step)
  }
  return run.events
}

function react(run: Run, input: Input): Step {
  if (input.type === 'work_done') return workDone(run, input.name, input.result)
  if (input.type === 'failed') return failed(run, input.times)
  // Between a request and its result the conversation waits: the turn queues what is said meanwhile. An agent does not wait.
  if (run.state.work && input.type !== 'taken_over' && input.type !== 'handed_back') return undefined
  switch (input.type) {
    case 'started':
      return started(run, input.language)
    case 'said':
      return hear(run, input)
    case 'chose':
      return chose(run, input.question, input.option)
    case 'withdrew':
      return withdraw(run, input.question)
    case 'time_passed':
      return input.kind === 'proof' ? proofEnded(run) : silence(run)
    case 'taken_over':
      return takenOver(run)
    case 'handed_back':
      return handedBack(run, input.solved === true)
    case 'program_changed':
      return programChanged(run)
  }
}

function started(run: Run, language: Lang | null): Step {
  if (language !== null && language !== run.state.language) run.emit({ type: 'language_set', language })
  return putMenu(run, 'greeting')
}

/** The second fault in a row brings a person. */
function failed(run: Run, times: number): Step {
  run.emit({ type: 'turn_failed', times })
  run.sentence('apology')
  if (times >= 2) return escalate(run, 'technical', [])
  if (run.open !== null) return undefined
  // Nothing is left that could be answered "once more", so the way is shown to where it can be told again.
  run.emit({ type: 'dialogs_left', why: 'leave' })
  return putMenu(run, 'menu')
}

function proofEnded(run: Run): Step {
  if (run.state.proof !== 'none') run.emit({ type: 'proof_ended' })
  return undefined
}

/** Somebody who has left is asked once, then the dialog is closed; a person who comes back starts afresh. */
function silence(run: Run): Step {
  const { silences, frames, escalated } = run.state
  if (escalated !== null || frames.length === 0) return undefined
  run.emit({ type: 'silence_noted', times: silences + 1 })
  if (silences === 0) {
    run.sentence('silence_first')
    putAgain(run)
  } else {
    run.sentence('silence_last')
    run.emit({ type: 'dialogs_left', why: 'silence' })
  }
  return undefined
}

function takenOver(run: Run): Step {
  run.emit({ type: 'taken_over' })
  return undefined
}

/** What was under way cannot go on; the same problem is looked at from its start, with the slots that it has. */
function programChanged(run: Run): Step {
  const topic = run.outermost
  run.emit({ type: 'dialogs_left', why: 'program_changed' })
  run.sentence('program_changed')
  if (topic !== null && own(run.program.dialogs, topic)) return startTopic(run, topic)
  return putMenu(run, 'menu')
}

function handedBack(run: Run, isSolved: boolean): Step {
  run.emit({ type: 'handed_back' })
  if (isSolved) {
    run.emit({ type: 'dialogs_left', why: 'leave' })
    run.sentence('handed_back_solved')
    return undefined
  }
  run.sentence('handed_back')
  return askAgainOrRestart(run)
}
