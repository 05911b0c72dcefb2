import { ASKS_FOR_RATING, endedWell } from '../conversations/outcomes.js'
import { readBody } from '../conversations/readBody.js'
import { readEvent } from '../conversations/readEvent.js'
import type { Event } from '../engine/events.js'
import type { EventRow, StoredActivity } from '../storage/records.js'
import { heardByBot, isFallback, isFreeText, wasConfirmed } from './reading.js'

export const IDLE_MS = 30 * 60_000
const DAY_MS = 24 * 3_600_000
/** Before the first node of a dialog. */
export const BEGINNING = '^'

export type Reason = 'asked' | 'not_understood' | 'dialog' | 'fault'
/** One visit: it ends when nobody wrote for 30 minutes. What it came by is counted once, however often. */
export type Session = {
  readonly startedAt: number
  readonly lastAt: number
  readonly dialogs: ReadonlySet<string>
  readonly intents: ReadonlySet<string>
  /** `dialog/node` */
  readonly nodes: ReadonlySet<string>
  /** `dialog/from>to` */
  readonly edges: ReadonlySet<string>
  readonly fallbacks: readonly string[]
  readonly freeTexts: number
  readonly ending: 'not_engaged' | 'open' | 'resolved_confirmed' | 'resolved_implied' | 'escalated'
  /** `dialog/node` where it stood at its end. */
  readonly lastNode: string | null
  readonly escalatedAt: string | null
  readonly queue: string | null
  readonly reason: Reason | null
  /** From the handoff to the first word of a person, in ms. */
  readonly firstHuman: number | null
  readonly rating: number | null
  readonly wasAsked: boolean
  /** The same person wrote again within 24 hours of its end. */
  readonly cameBack: boolean
}

type Row = EventRow & { readonly read: Event | null }

/** Cuts a conversation into sessions; pure. */
export function sessionsOf(rows: readonly EventRow[], activities: readonly StoredActivity[]): readonly Session[] {
  const read = rows.map((row): Row => ({ ...row, read: readEvent(row) }))
  const parts = cut(activities)
  return parts.map((part, n) => {
    const next = parts[n + 1]
    const [begin, end] = [n === 0 ? Number.NEGATIVE_INFINITY : (part[0]?.at ?? 0), next?.[0]?.at ?? null]
    const own = read.filter(({ at }) => at >= begin && (end === null || at < end))
    return sessionOf({ rows: own, goesOn: topicOpenAt(read, begin), part, all: activities, nextAt: end })
  })
}

/** What people write makes sessions; what the desk writes belongs to the one before it. */
function cut(activities: readonly StoredActivity[]): readonly (readonly StoredActivity[])[] {
  const parts: StoredActivity[][] = []
  let lastAt = Number.NEGATIVE_INFINITY
  for (const activity of activities) {
    if (parts.length === 0 || (activity.role === 'user' && activity.at - lastAt > IDLE_MS)) parts.push([])
    parts.at(-1)?.push(activity)
    lastAt = activity.at
  }
  return parts
}

/** The topic that was left open before, if any. */
function topicOpenAt(rows: readonly Row[], begin: number): string | null {
  const moved = rows.findLast(({ read, at }) => at < begin && isTurnOfTopics(read))?.read
  return moved?.type === 'dialog_started' ? moved.dialog : null
}
const isTurnOfTopics = (event: Event | null): boolean =>
  event?.type === 'dialogs_left' || ((event?.type === 'dialog_started' || event?.type === 'dialog_ended') && event.role === 'topic')

type Part = {
  readonly rows: readonly Row[]
  readonly goesOn: string | null
  readonly part: readonly StoredActivity[]
  readonly all: readonly StoredActivity[]
  readonly nextAt: number | null
}
function sessionOf({ rows, goesOn, part, all, nextAt }: Part): Session {
  const events = rows.flatMap(({ read }) => read ?? [])
  const taken = heardByBot(events)
  const misheard = new Set(taken.filter(isFallback))
  const walk = walkOf(rows)
  const escalation = rows.find(({ read }) => read?.type === 'escalated')
  const lastAt = part.at(-1)?.at ?? 0
  const bodies = part.map(({ body }) => readBody(body))
  const rated = bodies.findLast((body) => body.type === 'user_rated')
  return {
    startedAt: part[0]?.at ?? 0,
    lastAt,
    dialogs: new Set([
      ...(goesOn === null ? [] : [goesOn]),
      ...events.flatMap((event) => (event.type === 'dialog_started' && event.role === 'topic' ? [event.dialog] : [])),
    ]),
    intents: new Set(taken.flatMap(({ decision, intent }) => (decision === 'understood' && intent !== null ? [intent] : []))),
    ...walk,
    fallbacks: rows.flatMap(({ read, inputId }) => (read?.type === 'input_taken' && misheard.has(read) ? wordsOf(part, inputId) : [])),
    freeTexts: taken.filter(isFreeText).length,
    ending: endingOf(rows, events, goesOn !== null),
    queue: escalation?.read?.type === 'escalated' ? escalation.read.queue : null,
    reason: escalation ? reasonOf(rows.filter(({ inputId }) => inputId === escalation.inputId)) : null,
    firstHuman: escalation ? firstHumanAfter(escalation.at, all) : null,
    rating: rated?.type === 'user_rated' ? rated.stars : null,
    wasAsked: bodies.some((body) => body.type === 'event' && ASKS_FOR_RATING.has(body.name)),
    cameBack: nextAt !== null && nextAt - lastAt <= DAY_MS,
  }
}

/** Which steps were taken, and where it stood at last. A dialog that is called begins anew; its caller goes on from where it called. */
function walkOf(rows: readonly Row[]): Pick<Session, 'nodes' | 'edges' | 'lastNode' | 'escalatedAt'> {
  const nodes = new Set<string>()
  const edges = new Set<string>()
  const last = new Map<string, string>()
  let lastNode: string | null = null
  let escalatedAt: string | null = null
  for (const { read: event } of rows) {
    if (event?.type === 'dialog_started') last.set(event.dialog, BEGINNING)
    if (event?.type === 'dialogs_left') last.clear()
    if (event?.type === 'escalated') escalatedAt ??= lastNode
    if (event?.type !== 'node_entered') continue
    const from = last.get(event.dialog)
    // A session may begin in the middle of a dialog; where it came from belongs to the one before.
    if (from !== undefined) edges.add(`${event.dialog}/${from}>${event.node}`)
    last.set(event.dialog, event.node)
    lastNode = `${event.dialog}/${event.node}`
    nodes.add(lastNode)
  }
  return { nodes, edges, lastNode, escalatedAt }
}

/** Engaged is who began a dialog, was not understood, or was handed over. */
function endingOf(rows: readonly EventRow[], events: readonly Event[], goesOn: boolean): Session['ending'] {
  if (events.some(({ type }) => type === 'escalated')) return 'escalated'
  const end = events.findLast((event) => event.type === 'dialog_ended' && event.role === 'topic')
  const begun = events.findLast((event) => event.type === 'dialog_started' && event.role === 'topic')
  if (!begun && !end && !goesOn) return heardByBot(events).some(isFallback) ? 'open' : 'not_engaged'
  const isOver = end !== undefined && (begun === undefined || events.lastIndexOf(end) > events.lastIndexOf(begun))
  if (!isOver || end.type !== 'dialog_ended' || !endedWell(end.outcome)) return 'open'
  return end.outcome === 'resolved' && wasConfirmed(rows) ? 'resolved_confirmed' : 'resolved_implied'
}

function reasonOf(rows: readonly Row[]): Reason {
  const events = rows.flatMap(({ read }) => read ?? [])
  if (events.some(({ type }) => type === 'turn_failed')) return 'fault'
  if (events.some((event) => event.type === 'misunderstood')) return 'not_understood'
  const asked = events.some((event) => event.type === 'input_taken' && (event.intent === 'talk_to_human' || event.command === 'human'))
  return asked ? 'asked' : 'dialog'
}

function firstHumanAfter(at: number, activities: readonly StoredActivity[]): number | null {
  const first = activities.find((activity) => activity.role === 'agent' && activity.kind === 'message' && activity.at >= at)
  return first ? first.at - at : null
}

const wordsOf = (part: readonly StoredActivity[], inputId: string): readonly string[] =>
  part.flatMap(({ inputId: id, role, kind, body }) => {
    if (id !== inputId || role !== 'user' || kind !== 'message') return []
    const read = readBody(body)
    return read.type === 'user_said' && read.text.trim() !== '' ? [read.text] : []
  })
