import { own } from '../shared/own.js'
import { escalate } from './escalate.js'
import { interrupt, interruptFor, putMenu, showArticle } from './interrupts.js'
import { offerAgenda } from './leave.js'
import { giveUp, putAgain, reject, visibleOptions } from './questions.js'
import { type Run, required, type Step } from './run.js'
import { fillSlot } from './slots.js'
import type { Prompt } from './state.js'
import { dialogFor, note, restartTopic, startTopic } from './topics.js'

/** A tap on a button. */
export function chose(run: Run, question: string, option: string): Step {
  if (question !== run.open) return stale(run, question)
  if (run.state.prompt) return run.state.prompt.options.includes(option) ? answerPrompt(run, run.state.prompt, option) : stale(run, question)
  return visibleOptions(run).includes(option) ? takeOption(run, option) : stale(run, question)
}

function stale(run: Run, question: string): Step {
  run.emit({ type: 'answer_rejected', question, why: 'stale' })
  run.sentence('already_chosen')
  putAgain(run)
  return undefined
}

export function takeOption(run: Run, option: string): Step {
  const { exit } = run.node
  if (exit.kind !== 'choose' && exit.kind !== 'ask') return giveUp(run)
  run.emit({ type: 'understood' })
  run.emit({ type: 'answer_taken', question: run.open ?? '', option })
  if (exit.kind === 'choose') fillSlot(run, exit.slot, option)
  return { node: required(own(exit.options, option), `option "${option}"`).goto }
}

/** A value that the open question asks for. */
export function takeValue(run: Run, ref: string): Step {
  const { exit } = run.node
  if (exit.kind !== 'ask') return giveUp(run)
  run.emit({ type: 'understood' })
  run.emit({ type: 'answer_taken', question: run.open ?? '', option: null })
  fillSlot(run, exit.slot, ref)
  return { node: exit.goto }
}

/** An answer to a question of the product itself. */
export function answerPrompt(run: Run, prompt: Prompt, option: string): Step {
  run.emit({ type: 'understood' })
  run.emit({ type: 'prompt_closed', option })
  const about = prompt.about ?? ''
  switch (prompt.kind) {
    case 'switch':
      return option === 'yes' ? switchTo(run, about) : stay(run, about)
    case 'agenda':
      return option === 'yes' ? startTopic(run, about) : dropTopic(run, about)
    case 'joined':
      return option === 'yes' ? takeValue(run, about) : reject(run, 'invalid')
    case 'waiting':
      return comeBack(run)
    case 'menu':
    case 'clarify':
      return fromMenu(run, option, prompt.about)
  }
}

function switchTo(run: Run, dialog: string): Step {
  const left = run.outermost
  const step = startTopic(run, dialog)
  if (left !== null) note(run, left, false)
  return step
}

function stay(run: Run, dialog: string): Step {
  note(run, dialog)
  putAgain(run)
  return undefined
}

function dropTopic(run: Run, dialog: string): Step {
  run.emit({ type: 'topic_taken', dialog })
  if (run.state.agenda.length > 0) offerAgenda(run)
  else run.sentence('resolved_anything_else')
  return undefined
}

/** Back from waiting for a person to the question that was open, or the problem looked at afresh. */
export function comeBack(run: Run): Step {
  run.emit({ type: 'came_back' })
  run.sentence('came_back')
  return askAgainOrRestart(run)
}

export function askAgainOrRestart(run: Run): Step {
  if (run.open === null) return restartTopic(run)
  putAgain(run)
  return undefined
}

function fromMenu(run: Run, option: string, article: string | null): Step {
  if (option === 'human') return escalate(run, 'general', [])
  if (option === 'none') return putMenu(run, 'menu')
  const dialog = own(run.program.dialogs, option) ? option : dialogFor(run, option)
  if (dialog !== undefined) return startTopic(run, dialog)
  const reacts = interruptFor(run, { intent: option })
  if (!reacts || reacts.reaction.do === 'answer') {
    showArticle(run, article)
    return putAgain(run)
  }
  const step = interrupt(run, reacts, null)
  return step === 'does_not_fit' ? undefined : step
}
