import { own } from '../shared/own.js'
import { putPrompt } from './prompts.js'
import { reject } from './questions.js'
import type { Recognised } from './recognised.js'
import type { Run, Step } from './run.js'
import { fillSlot } from './slots.js'
import { MAX_AGENDA } from './state.js'

/** The dialog that an intent starts. */
export const dialogFor = (run: Run, intent: string): string | undefined =>
  Object.values(run.program.dialogs).find((dialog) => dialog.startsOn.includes(intent))?.id

/** Begins a topic; what was under way is left, and comes back by the agenda if the caller noted it. */
export function startTopic(run: Run, dialog: string, why: 'new_topic' | 'account_changed' = 'new_topic'): Step {
  run.emit({ type: 'understood' })
  if (run.state.agenda.includes(dialog)) run.emit({ type: 'topic_taken', dialog })
  if (run.state.frames.length > 0 || run.state.prompt) run.emit({ type: 'dialogs_left', why })
  run.emit({ type: 'dialog_started', dialog, role: 'topic', then: 'ask_again', slots: {} })
  return { node: run.dialog.start }
}

/** Begins the topic under way again: the same problem, looked at afresh. */
export const restartTopic = (run: Run, why: 'new_topic' | 'account_changed' = 'new_topic'): Step =>
  run.outermost === null ? undefined : startTopic(run, run.outermost, why)

export function note(run: Run, dialog: string, aloud = true): void {
  if (run.state.agenda.includes(dialog) || run.state.agenda.length >= MAX_AGENDA || dialog === run.outermost) return
  run.emit({ type: 'topic_noted', dialog })
  if (aloud) run.sentence('noted', { topic: `@title:${dialog}` })
}

/** A problem named while nothing is under way. */
export function beginFromWords(run: Run, dialog: string, recognised: Recognised): Step {
  takeAccount(run, recognised)
  const step = startTopic(run, dialog)
  for (const intent of recognised.also) {
    const other = dialogFor(run, intent)
    if (other !== undefined) note(run, other)
  }
  return step
}

/** An account number in the words says which account is meant. */
export function takeAccount(run: Run, recognised: Recognised): void {
  const named = recognised.entities.find((entity) => entity.kind === 'qq' && entity.valid)
  if (named && own(run.program.slots, 'account_id') && run.state.slots.account_id !== named.ref) fillSlot(run, 'account_id', named.ref)
}

/** A new problem in the middle of another one: nobody is torn out of a half-done dialog unasked. */
export function offerSwitch(run: Run, dialog: string, intent: string): Step {
  if (run.dialog.staysOn.includes(intent)) return reject(run, 'not_understood')
  if (dialog === run.outermost) {
    if (run.open === null) return restartTopic(run)
    run.sentence('restated', { topic: `@title:${dialog}` })
    return reject(run, 'not_understood')
  }
  run.emit({ type: 'understood' })
  putPrompt(run, { kind: 'switch', options: ['yes', 'no'], about: dialog })
  return undefined
}
