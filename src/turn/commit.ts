import type { Event } from '../engine/events.js'
import { type State, topFrame } from '../engine/state.js'
import { packetOf, problemOf } from '../handoff/packet.js'
import { isVaultRef } from '../shared/refs.js'
import type { CommitResult, Conversation, EffectOpened, NewTicket, StoredActivity, Timer, TurnRecord, Working } from '../storage/records.js'
import { resolver, type TurnContext } from './context.js'
import type { TurnDeps } from './deps.js'
import { activitiesOf, type Draft } from './draft.js'

/** What a commit stores beside the draft: a claim that goes on, an effect that begins. */
export type Claim = { readonly working: Working; readonly effectsOpened: readonly EffectOpened[] }
export type Stored = { readonly type: 'committed'; readonly activities: readonly StoredActivity[] } | Exclude<CommitResult, { type: 'committed' }>

export type Commit = {
  readonly context: TurnContext
  readonly conversation: Conversation | null
  readonly draft: Draft
  /** How many of the draft's events earlier commits of this input have stored. */
  readonly eventsStored: number
  readonly claim: Claim | null
  /** A ticket that exists already, told instead of a new one. */
  readonly existingTicket: string | null
  /** An agent stepped in: facts are stored, replies are not. */
  readonly silent: boolean
  readonly failures: number
  readonly earlier: readonly Event[]
}

/** Stores what one input has caused so far, in one transaction, and tells whoever listens. */
export async function commit(deps: TurnDeps, job: Commit): Promise<Stored> {
  const record = await recordOf(deps, job)
  const result = await deps.storage.commitTurn(record)
  if (result.type !== 'committed') return result
  deps.feed.publish(job.context.conversation, result.activities)
  return result
}

async function recordOf(deps: TurnDeps, job: Commit): Promise<TurnRecord> {
  const { context, conversation, draft, claim } = job
  const fresh = draft.events.slice(job.eventsStored)
  const owner = job.silent ? (conversation?.owner ?? 'bot') : draft.state.owner
  const state = job.silent ? { ...draft.state, owner } : draft.state
  const tickets = await newTickets(deps, job, fresh)
  return {
    conversation: context.conversation,
    expectedVersion: conversation?.version ?? 0,
    ...(conversation === null && context.created && { created: context.created }),
    at: context.at,
    state,
    programHash: context.library.hash,
    owner,
    ownerEpoch: conversation?.ownerEpoch ?? 0,
    failures: job.failures,
    working: claim?.working ?? null,
    activities: [...(context.activity ? [context.activity] : []), ...(job.silent ? [] : repliesOf(deps, job, fresh))],
    events: job.silent ? fresh.filter((event) => event.type !== 'said') : fresh,
    inputId: context.inputId,
    effectsOpened: claim?.effectsOpened ?? [],
    effectsClosed: draft.effectsClosed,
    tickets: job.existingTicket === null ? tickets : [],
    // Who is told that the news were added to a ticket must be right about it.
    ticketNotes: job.existingTicket === null ? [] : tickets.map(({ number, packet, at }) => ({ number, note: packet, at })),
    vault: draft.vault,
    timers: timersOf(deps, state, context.at),
    waitingAdded: [],
    waitingRemoved: context.waiting === null ? [] : [context.waiting],
    audit: [],
  }
}

function repliesOf(deps: TurnDeps, job: Commit, fresh: readonly Event[]) {
  const { context, draft } = job
  const telling = {
    program: context.library.hash,
    at: context.at,
    replyTo: context.replyTo,
    debug: deps.debug,
    ticketExists: job.existingTicket !== null,
  }
  return activitiesOf(context.inputId, fresh, [...job.earlier, ...draft.events], draft.state, telling)
}

async function newTickets(deps: TurnDeps, { context, conversation, draft }: Commit, fresh: readonly Event[]): Promise<readonly NewTicket[]> {
  const escalated = fresh.flatMap((event) => (event.type === 'escalated' ? [event] : []))
  if (escalated.length === 0) return []
  const past = conversation ? await deps.storage.events(context.conversation) : []
  const accountHash = draft.state.proof === 'none' ? null : await accountHashOf(deps, draft)
  return escalated.map((event) => ({
    number: event.ticket,
    queue: event.queue,
    problem: problemOf(event),
    accountHash,
    packet: packetOf({
      past,
      fresh,
      escalated: event,
      state: draft.state,
      program: context.library.program,
      at: context.at,
      untilSeq: context.replyTo,
    }),
    at: context.at,
  }))
}

/** The keyed hash of the account in question, or null where none is named. */
export async function accountHashOf(deps: TurnDeps, { state, vault }: Pick<Draft, 'state' | 'vault'>): Promise<string | null> {
  const ref = state.slots.account_id
  return ref === undefined || !isVaultRef(ref) ? null : deps.sealer.hash('qq', await resolver(deps, vault)(ref))
}

/** Somebody who falls silent in the middle of a dialog is asked once more, then it is closed. */
function timersOf(deps: TurnDeps, state: State, at: number): readonly Timer[] {
  const waits = topFrame(state)?.open && state.escalated === null && state.owner === 'bot'
  return waits ? [{ kind: 'silence', dueAt: at + deps.limits.silenceMs }] : []
}
