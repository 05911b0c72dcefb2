import type { UserBody } from '../conversations/bodies.js'
import { endedWell } from '../conversations/outcomes.js'
import { readBody } from '../conversations/readBody.js'
import { readEvents } from '../conversations/readEvent.js'
import type { Event } from '../engine/events.js'
import type { EventRow, StoredActivity } from '../storage/records.js'
import { heardByBot, isFallback, isFreeText, wasConfirmed } from './reading.js'

/** How a conversation came out as far as its log says; `open` is under way or abandoned, which depends on the hour. */
export type Ending = 'open' | 'resolved_confirmed' | 'resolved_implied' | 'escalated' | 'abandoned' | 'not_engaged'

/** What lists and figures need to know of a conversation. Sets are in the order of their first appearance. */
export type Summary = {
  readonly startedAt: number
  readonly lastAt: number
  readonly turns: number
  readonly dialogs: readonly string[]
  readonly intents: readonly string[]
  readonly nodes: readonly string[]
  readonly tickets: readonly string[]
  readonly ending: Ending
  readonly fallbacks: number
  readonly freeTexts: number
  readonly lowestConfidence: number | null
  /** 1 to 5 stars; null where nobody rated. */
  readonly rating: number | null
  /** The user's last words. */
  readonly preview: string
}

/** Pure: the same log always comes to the same. */
export function summarise(rows: readonly EventRow[], activities: readonly StoredActivity[]): Summary {
  const events = readEvents(rows)
  const taken = events.flatMap((event) => (event.type === 'input_taken' && BY_THE_USER.has(event.kind) ? [event] : []))
  const heard = heardByBot(events)
  const accepted = heard.flatMap(({ decision, intent, ranking }) => (decision === 'understood' && intent !== null ? [{ intent, ranking }] : []))
  const confidences = accepted.flatMap(({ ranking }) => ranking.slice(0, 1).map(({ confidence }) => confidence))
  return {
    startedAt: activities[0]?.at ?? rows[0]?.at ?? 0,
    lastAt: activities.reduce((latest, { at }) => Math.max(latest, at), 0),
    turns: taken.length,
    dialogs: unique(events.flatMap((event) => (event.type === 'dialog_started' && event.role === 'topic' ? [event.dialog] : []))),
    intents: unique(accepted.map(({ intent }) => intent)),
    nodes: unique(events.flatMap((event) => (event.type === 'node_entered' ? [`${event.dialog}/${event.node}`] : []))),
    tickets: unique(events.flatMap((event) => (event.type === 'escalated' ? [event.ticket] : []))),
    ending: endingOf(rows, events),
    fallbacks: heard.filter(isFallback).length,
    freeTexts: heard.filter(isFreeText).length,
    lowestConfidence: confidences.length > 0 ? Math.min(...confidences) : null,
    rating: ratingOf(activities),
    preview: lastWords(activities),
  }
}

const BY_THE_USER: ReadonlySet<string> = new Set(['said', 'chose', 'withdrew'])
const unique = (items: readonly string[]): readonly string[] => [...new Set(items)]

/** A handoff counts whatever came after it. Of the problems begun, the last one that ended decides. */
function endingOf(rows: readonly EventRow[], events: readonly Event[]): Ending {
  if (events.some(({ type }) => type === 'escalated')) return 'escalated'
  const last = events.findLast((event) => ['dialog_started', 'dialog_ended', 'dialogs_left'].includes(event.type) && isOfTopic(event))
  if (last === undefined) return heardByBot(events).some(isFallback) ? 'open' : 'not_engaged'
  if (last.type === 'dialog_started') return 'open'
  if (last.type !== 'dialog_ended' || !endedWell(last.outcome)) return 'abandoned'
  return last.outcome === 'resolved' && wasConfirmed(rows) ? 'resolved_confirmed' : 'resolved_implied'
}

const isOfTopic = (event: Event): boolean => !('role' in event) || event.role === 'topic'

function lastWords(activities: readonly StoredActivity[]): string {
  const said = activities.flatMap(({ role, kind, body }) => (role === 'user' && kind === 'message' ? [readBody(body)] : []))
  const last = said.findLast((body): body is UserBody => body.type === 'user_said')
  return (last?.text ?? '').slice(0, 200)
}

function ratingOf(activities: readonly StoredActivity[]): number | null {
  const bodies = activities.flatMap(({ role, kind, body }) => (role === 'user' && kind === 'event' ? [readBody(body)] : []))
  const rated = bodies.findLast((body) => body.type === 'user_rated')
  return rated?.type === 'user_rated' ? rated.stars : null
}
