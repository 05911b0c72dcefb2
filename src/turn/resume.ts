import { readEvents } from '../conversations/readEvent.js'
import { readState } from '../conversations/readState.js'
import type { Conversation, Working } from '../storage/records.js'
import type { Claimed } from './begin.js'
import { libraryFor } from './context.js'
import { afterCommit, claimFor, type Going } from './going.js'
import type { LocalSide } from './localSide.js'
import { seqOfInput } from './seqOfInput.js'
import { store } from './store.js'

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
  const earlier = readEvents(past.filter((row) => row.inputId === inputId))
  const taken = earlier.find((event) => event.type === 'input_taken')
  return {
    context: {
      conversation: conversation.id,
      inputId,
      library,
      activity: null,
      created: undefined,
      waiting: null,
      at: taken?.type === 'input_taken' ? taken.at : conversation.updatedAt,
      replyTo: await seqOfInput(deps.storage, conversation.id, inputId),
      endsAt: deps.wallNow() + deps.limits.turnMs,
    },
    draft: { inputId, state: readState(conversation.state), events: [], effectsClosed: [], vault: [] },
    eventsStored: 0,
    earlier,
    failures: 0,
    epoch: conversation.ownerEpoch,
    handsBack: false,
    step,
  }
}
