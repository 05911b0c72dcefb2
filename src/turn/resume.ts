import { readState } from '../conversations/readState.js'
import type { Event } from '../engine/events.js'
import type { Conversation, Working } from '../storage/records.js'
import type { Claimed } from './begin.js'
import { libraryFor } from './context.js'
import { afterCommit, claimFor, type Going } from './going.js'
import type { LocalSide } from './localSide.js'
import { store } from './store.js'

const WHOLE_LOG = 100_000

/** Takes over a claim that its holder has left behind; null when somebody else was faster, or an agent has stepped in. */
export async function resume(local: LocalSide, conversation: Conversation, working: Working): Promise<Claimed | null> {
  const { deps } = local
  const going = await leftBehind(local, conversation, working)
  const claim = claimFor(deps, going)
  const {
    stored,
    going: now,
    claim: ours,
  } = await store(deps, conversation, going, { claim: claim && { ...claim, effectsOpened: [] }, ticket: null })
  if (stored.type !== 'committed' || !ours) return null
  return { going: afterCommit(now, now.context.replyTo), checks: null, ticket: deps.newTicketNumber() }
}

/** How the input stood when its claim was stored. */
async function leftBehind(local: LocalSide, conversation: Conversation, { inputId, step }: Working): Promise<Going> {
  const { deps, programs } = local
  const { library } = await libraryFor(deps, programs, conversation, true)
  const past = await deps.storage.events(conversation.id)
  const earlier = past.flatMap((row) => (row.inputId === inputId && isEvent(row.event) ? [row.event] : []))
  const taken = earlier.find((event) => event.type === 'input_taken')
  const activities = await deps.storage.activitiesAfter(conversation.id, 0, WHOLE_LOG)
  return {
    context: {
      conversation: conversation.id,
      inputId,
      library,
      activity: null,
      created: undefined,
      waiting: null,
      at: taken?.type === 'input_taken' ? taken.at : conversation.updatedAt,
      replyTo: activities.find((activity) => activity.inputId === inputId && activity.role === 'user')?.seq ?? 0,
      endsAt: deps.wallNow() + deps.limits.turnMs,
    },
    draft: { inputId, state: readState(conversation.state), events: [], effectsClosed: [], vault: [] },
    eventsStored: 0,
    earlier,
    failures: 0,
    epoch: conversation.ownerEpoch,
    step,
  }
}

const isEvent = (value: unknown): value is Event => typeof value === 'object' && value !== null && 'type' in value
