import type { BotBody, Debug, EventBody } from '../conversations/bodies.js'
import { endedWell } from '../conversations/outcomes.js'
import { NEW_TICKET } from '../engine/escalate.js'
import type { Event } from '../engine/events.js'
import { evolve } from '../engine/evolve.js'
import type { State } from '../engine/state.js'
import { shownValue } from '../shared/refs.js'
import type { EffectClosed, NewActivity, VaultRow } from '../storage/records.js'

/** What one input has caused so far and no commit has stored yet. */
export type Draft = {
  readonly inputId: string
  readonly state: State
  readonly events: readonly Event[]
  readonly effectsClosed: readonly EffectClosed[]
  readonly vault: readonly VaultRow[]
}

/** Takes the engine's events in, with the number that a new ticket has. */
export function withEvents(draft: Draft, events: readonly Event[], ticket: string): Draft {
  const numbered = events.map((event) => numberedEvent(event, ticket))
  return { ...draft, state: numbered.reduce(evolve, draft.state), events: [...draft.events, ...numbered] }
}

function numberedEvent(event: Event, ticket: string): Event {
  if (event.type === 'escalated') return { ...event, ticket: event.ticket === NEW_TICKET ? ticket : event.ticket }
  if (event.type !== 'said' || event.values.ticket !== NEW_TICKET) return event
  return { ...event, values: { ...event.values, ticket } }
}

export type Telling = {
  readonly program: string
  readonly at: number
  readonly replyTo: number
  readonly debug: boolean
  readonly ticketExists: boolean
}

/** The replies and protocol events that the events amount to, in order. `all` are the events of the whole input, for the debug record. */
export function activitiesOf(
  inputId: string,
  events: readonly Event[],
  all: readonly Event[],
  state: State,
  telling: Telling,
): readonly NewActivity[] {
  const base = { clientId: null, inputId, role: 'bot', at: telling.at } as const
  const bodies = events.flatMap((event): readonly (BotBody | EventBody)[] => {
    switch (event.type) {
      case 'said': {
        const key = telling.ticketExists && event.key.startsWith('sentence:escalated') ? 'sentence:escalated_existing' : event.key
        return [
          {
            type: 'bot_said',
            key,
            language: event.language,
            values: event.values,
            question: event.question,
            choices: event.choices,
            checks: event.checks,
            program: telling.program,
            replyTo: telling.replyTo,
            debug: null,
          },
        ]
      }
      case 'escalated':
        return [
          {
            type: 'event',
            name: 'handoff.initiate',
            value: { ticket: event.ticket, queue: event.queue, problem: event.topic, existing: telling.ticketExists },
            replyTo: telling.replyTo,
          },
        ]
      case 'dialog_ended':
        return event.role === 'topic' && endedWell(event.outcome)
          ? [{ type: 'event', name: 'rating.ask', value: null, replyTo: telling.replyTo }]
          : []
      default:
        return []
    }
  })
  const last = bodies.findLastIndex((body) => body.type === 'bot_said')
  return bodies.map((body, index) => ({
    ...base,
    kind: body.type === 'event' ? ('event' as const) : ('message' as const),
    body: telling.debug && index === last && body.type === 'bot_said' ? { ...body, debug: debugOf(all, state) } : body,
  }))
}

function debugOf(events: readonly Event[], state: State): Debug {
  const finished = events.flatMap((event) => (event.type === 'work_finished' ? [event] : []))
  const work = (kind: 'check' | 'act') => finished.flatMap((event) => (event.kind === kind ? [{ name: event.name, outcome: event.outcome }] : []))
  const ended = events.findLast((event) => event.type === 'dialog_ended' && event.role === 'topic')
  const escalated = events.findLast((event) => event.type === 'escalated')
  return {
    nodes: events.flatMap((event) => (event.type === 'node_entered' ? [`${event.dialog}/${event.node}`] : [])),
    intent: intentOf(events),
    slots: shownSlots(state),
    checks: work('check'),
    acts: work('act'),
    outcome: ended?.type === 'dialog_ended' ? ended.outcome : null,
    ticket: escalated?.type === 'escalated' ? escalated.ticket : null,
  }
}

const intentOf = (events: readonly Event[]): string | null => {
  const heard = events.find((event) => event.type === 'input_taken')
  return heard?.type === 'input_taken' ? heard.intent : null
}

/** Slots of every dialog under way, with personal values masked. */
export function shownSlots(state: State): Record<string, string> {
  const all = [state.slots, ...state.frames.map((frame) => frame.slots)].flatMap((slots) => Object.entries(slots))
  return Object.fromEntries(all.map(([slot, value]) => [slot, shownValue(value)]))
}
