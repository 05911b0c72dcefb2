import { NOTHING_STORED } from '../storage/nothingStored.js'
import type { Conversation, TurnRecord } from '../storage/records.js'

/** A record that leaves a conversation as it is. */
export const unchanged = (known: Conversation): TurnRecord => ({
  conversation: known.id,
  expectedVersion: known.version,
  at: known.updatedAt,
  state: known.state,
  programHash: known.programHash,
  owner: known.owner,
  ownerEpoch: known.ownerEpoch,
  failures: known.failures,
  working: known.working,
  inputId: '',
  ...NOTHING_STORED,
})
