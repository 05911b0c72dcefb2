import { readState } from '../conversations/readState.js'
import { openQuestion } from '../engine/state.js'
import type { Conversation } from '../storage/records.js'
import type { Arrival } from './arrival.js'
import type { Receipt } from './begin.js'
import { libraryFor } from './context.js'
import { inputOf, takeIn, unheard, waitingOf } from './intake.js'
import type { LocalSide } from './localSide.js'
import { unchanged } from './unchanged.js'

/** While work is under way further inputs are stored, acknowledged and wait in order; null when the conversation has moved. */
export async function keepWaiting(
  local: LocalSide,
  conversation: Conversation,
  arrival: Arrival,
  open: string | null | undefined,
): Promise<Receipt | null> {
  const { deps } = local
  const state = readState(conversation.state)
  const intake = takeIn(deps, arrival, open === undefined ? openQuestion(state) : open)
  const { library } = await libraryFor(deps, local.programs, conversation, true)
  const { activity } = await inputOf(deps, library, state, intake).catch((error: unknown) => unheard(intake, error))
  const result = await deps.storage.commitTurn({
    ...unchanged(conversation),
    at: arrival.at,
    activities: activity ? [activity] : [],
    inputId: intake.inputId,
    waitingAdded: [waitingOf(deps, intake)],
  })
  if (result.type === 'duplicate') return { seq: result.seq }
  if (result.type !== 'committed') return null
  deps.feed.publish(conversation.id, result.activities)
  return { seq: result.activities[0]?.seq ?? conversation.nextSeq - 1 }
}
