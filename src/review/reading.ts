import { readEvents } from '../conversations/readEvent.js'
import type { Event } from '../engine/events.js'
import type { EventRow } from '../storage/records.js'

type Taken = Extract<Event, { type: 'input_taken' }>
/** What was said to the bot; what people say while an agent has the conversation is for that agent. */
export function heardByBot(events: readonly Event[]): readonly Taken[] {
  let isAgents = false
  return events.flatMap((event) => {
    if (event.type === 'taken_over') isAgents = true
    if (event.type === 'handed_back') isAgents = false
    return event.type === 'input_taken' && !isAgents ? [event] : []
  })
}

/** Words, as against taps on buttons. */
export const isFreeText = ({ kind, choice }: Taken): boolean => kind === 'said' && choice === null
/** Words that named no intent, and answered nothing either. */
export const isFallback = ({ kind, decision, choice, command, entities }: Taken): boolean =>
  kind === 'said' && decision === 'not_understood' && choice === null && command === null && entities.length === 0

/** Whether the answer to a question led straight to the end: "yes, it works now". */
export function wasConfirmed(rows: readonly EventRow[]): boolean {
  const end = rows.findLast((row) => readEvents([row]).some((event) => event.type === 'dialog_ended' && event.role === 'topic'))
  const sameInput = readEvents(rows.filter(({ inputId }) => inputId === end?.inputId))
  const answered = sameInput.findLastIndex(({ type }) => type === 'answer_taken')
  return answered >= 0 && !sameInput.slice(answered).some(({ type }) => type === 'work_requested')
}
