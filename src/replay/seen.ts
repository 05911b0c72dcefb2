import type { BotBody } from '../conversations/bodies.js'
import type { Event } from '../engine/events.js'
import type { Json, StoredActivity } from '../storage/records.js'
import type { Seen } from './compare.js'

/** What one input was taken for, and why. */
export type Understood = Pick<Extract<Event, { type: 'input_taken' }>, 'kind' | 'intent' | 'ranking' | 'decision' | 'choice' | 'entities' | 'command'>

export const isBotBody = (body: unknown): body is BotBody => typeof body === 'object' && body !== null && 'type' in body && body.type === 'bot_said'

/** Nothing was seen: the turn could not be played. */
export const NOTHING_SEEN: Seen = { nodes: [], intent: null, slots: {}, checks: [], acts: [], outcome: null, ticket: null, text: '' }

export function seenIn(events: readonly Event[], activities: readonly StoredActivity[], replies: readonly string[]): Seen {
  const works = (kind: 'check' | 'act') =>
    events.flatMap((event) => (event.type === 'work_finished' && event.kind === kind ? [{ [event.name]: event.outcome }] : []))
  const taken = events.findLast((event) => event.type === 'input_taken')
  const ended = events.findLast((event) => event.type === 'dialog_ended' && event.role === 'topic')
  const escalated = events.findLast((event) => event.type === 'escalated')
  const debug = activities.map(({ body }) => body).findLast(isBotBody)?.debug
  return {
    nodes: events.flatMap((event) => (event.type === 'node_entered' ? [`${event.dialog}/${event.node}`] : [])),
    intent: taken?.type === 'input_taken' ? taken.intent : null,
    slots: debug?.slots ?? {},
    checks: works('check'),
    acts: works('act'),
    outcome: ended?.type === 'dialog_ended' ? ended.outcome : null,
    ticket: escalated?.type === 'escalated' ? { queue: escalated.queue, existing: activities.some(({ body }) => isExisting(body)) } : null,
    text: replies.join('\n'),
  }
}

const isExisting = (body: Json): boolean => typeof body === 'object' && body !== null && 'key' in body && body.key === 'sentence:escalated_existing'

export const understoodIn = (events: readonly Event[]): readonly Understood[] =>
  events.flatMap((event) => {
    if (event.type !== 'input_taken') return []
    const { kind, intent, ranking, decision, choice, entities, command } = event
    return [{ kind, intent, ranking, decision, choice, entities, command }]
  })
