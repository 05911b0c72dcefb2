import { readEvent } from '../conversations/readEvent.js'
import type { Program } from '../dialog/program.js'
import type { CheckShown, Event } from '../engine/events.js'
import type { State } from '../engine/state.js'
import { own } from '../shared/own.js'
import { shownValue } from '../shared/refs.js'
import type { EventRow, Json } from '../storage/records.js'

type Escalated = Extract<Event, { type: 'escalated' }>
export type PacketSource = {
  readonly past: readonly EventRow[]
  readonly fresh: readonly Event[]
  readonly escalated: Escalated
  readonly state: State
  readonly program: Program
  readonly at: number
  /** The transcript up to the user's last activity belongs to the packet. */
  readonly untilSeq: number
}

/** What a ticket is about, so that one account has one open ticket a problem. */
export const problemOf = ({ topic }: Escalated): string => topic ?? 'general'

/** The packet of proof: what the user wants, what was checked and when, what was tried, what comes next, what was not checked. */
export function packetOf({ past, fresh, escalated, state, program, at, untilSeq }: PacketSource): Json {
  const events = [...past.map((row) => ({ event: readEvent(row), at: row.at })), ...fresh.map((event) => ({ event, at }))]
  const account = state.slots.account_id
  return {
    wants: escalated.topic === null ? null : (own(program.dialogs, escalated.topic)?.title ?? null),
    topic: escalated.topic,
    account: account === undefined ? null : shownValue(account),
    ownership: state.proof === 'none' ? 'not_proven' : `proven_for_${state.proof}`,
    language: state.language,
    brief: Object.fromEntries(Object.entries(escalated.brief).map(([slot, value]) => [slot, shownValue(value)])),
    checks: worksOf(events, 'check'),
    acts: worksOf(events, 'act'),
    findings: lastFindings(events).filter((check) => check.state === 'found'),
    not_checked: notChecked(events, escalated, program),
    tried: events.flatMap(({ event }) => (event?.type === 'finding_taken' ? [event.advisesFrom] : [])),
    next: nextUntried(events, state, program),
    transcript: { until_seq: untilSeq },
  }
}

type Told = { readonly event: Event | null; readonly at: number }

const worksOf = (events: readonly Told[], kind: 'check' | 'act'): Json[] =>
  events.flatMap(({ event, at }) =>
    event?.type === 'work_finished' && event.kind === kind ? [{ name: event.name, outcome: event.outcome, at }] : [],
  )

function lastFindings(events: readonly Told[]): readonly CheckShown[] {
  const told = events.findLast(({ event }) => event?.type === 'findings_told')?.event
  return told?.type === 'findings_told' ? told.checks : []
}

/** Checks of the problem that never ran: because ownership was not proven, or because the service was away. */
function notChecked(events: readonly Told[], { topic }: Escalated, program: Program): string[] {
  const done = new Set(events.flatMap(({ event }) => (event?.type === 'work_finished' && event.outcome !== 'unavailable' ? [event.name] : [])))
  const dialog = topic === null ? undefined : own(program.dialogs, topic)
  const wanted = Object.values(dialog?.nodes ?? {}).flatMap(({ exit }) =>
    exit.kind === 'diagnose' ? exit.readings.map((reading) => reading.check) : [],
  )
  return wanted.filter((check) => !done.has(check))
}

/** The remedy after the one under way: what an agent may try next. */
function nextUntried(events: readonly Told[], state: State, program: Program): string | null {
  const frame = state.frames.find((one) => one.diagnosis !== null)
  if (!frame?.diagnosis) return null
  const exit = own(own(program.dialogs, frame.dialog)?.nodes ?? {}, frame.diagnosis.node)?.exit
  if (exit?.kind !== 'diagnose') return null
  const tried = new Set(events.flatMap(({ event }) => (event?.type === 'finding_taken' ? [event.advisesFrom] : [])))
  const found = frame.diagnosis.results.flatMap((outcome, index) => own(exit.readings[index]?.finds ?? {}, outcome)?.goto ?? [])
  return found.find((node) => !tried.has(node)) ?? null
}
