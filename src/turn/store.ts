import type { Event } from '../engine/events.js'
import type { State } from '../engine/state.js'
import type { Conversation } from '../storage/records.js'
import { type Claim, type Commit, commit, type Stored } from './commit.js'
import type { TurnDeps } from './deps.js'
import type { Draft } from './draft.js'
import type { Going } from './going.js'

/** `claim` is the one that was stored: none where an agent has stepped in. */
export type Kept = { readonly stored: Stored; readonly going: Going; readonly claim: Claim | null }

/** Commits what is new; a ticket that turns out to exist is told instead of a new one. `ticket` is the number that a new one has. */
export async function store(
  deps: TurnDeps,
  conversation: Conversation | null,
  going: Going,
  { claim: wanted, ticket }: { readonly claim: Claim | null; readonly ticket: string | null },
): Promise<Kept> {
  // The bot begins nothing more, and says nothing, in a conversation that an agent has taken over.
  const silent = conversation !== null && ((conversation.owner === 'agent' && !going.handsBack) || conversation.ownerEpoch !== going.epoch)
  const claim = silent ? null : wanted
  // A turn has gone well only when it is through: faults in a row are counted across its claims.
  const failures = claim ? (conversation?.failures ?? 0) : going.failures
  const job: Commit = { ...going, conversation, claim, existingTicket: null, silent, failures }
  const stored = await commit(deps, job)
  if (stored.type === 'ticket_number_taken' && ticket !== null) {
    const renumbered = { ...going, draft: renumber(going.draft, ticket, deps.newTicketNumber()) }
    return store(deps, conversation, renumbered, { claim, ticket: null })
  }
  if (stored.type === 'ticket_exists' && ticket !== null) {
    const existing = { ...going, draft: renumber(going.draft, ticket, stored.number) }
    const again = await commit(deps, { ...job, draft: existing.draft, existingTicket: stored.number })
    return { stored: counted(deps, again, existing), going: existing, claim }
  }
  return { stored: counted(deps, stored, going), going, claim }
}

function counted({ watch }: TurnDeps, stored: Stored, { draft, eventsStored }: Going): Stored {
  if (stored.type === 'committed') for (const event of draft.events.slice(eventsStored)) count(watch, event)
  return stored
}

function count(watch: TurnDeps['watch'], event: Event): void {
  if (event.type === 'escalated') watch.escalation()
  if (event.type === 'misunderstood' || (event.type === 'answer_rejected' && event.why === 'not_understood')) watch.fallback()
}

function renumber(draft: Draft, from: string, to: string): Draft {
  const text = JSON.stringify([draft.state, draft.events])
  const [state, events]: [State, Event[]] = JSON.parse(text.replaceAll(JSON.stringify(from), JSON.stringify(to)))
  return { ...draft, state, events }
}
