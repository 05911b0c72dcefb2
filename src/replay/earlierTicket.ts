import { blank } from '../engine/state.js'
import { NOTHING_STORED } from '../storage/nothingStored.js'
import type { TicketStatus, TurnRecord } from '../storage/records.js'
import type { ReplayWorld } from './world.js'

const CONVERSATION = 'earlier'

/** A ticket of this account from a conversation that was had before; its number. */
export async function putEarlierTicket({ deps, storage, now }: ReplayWorld, account: string, status: TicketStatus): Promise<string> {
  const number = deps.newTicketNumber()
  const ticket = { number, queue: 'general', problem: CONVERSATION, accountHash: deps.sealer.hash('qq', account), packet: {}, at: now() }
  await storage.commitTurn({ ...EMPTY, at: now(), created: { user: CONVERSATION, site: 'replay' }, tickets: [ticket] })
  if (status !== 'open')
    await storage.commitTurn({ ...EMPTY, at: now(), expectedVersion: 1, inputId: 'moved', ticketsMoved: [{ number, status, assignee: 'agent' }] })
  return number
}

const EMPTY: TurnRecord = {
  conversation: CONVERSATION,
  expectedVersion: 0,
  at: 0,
  state: { ...blank },
  programHash: '',
  owner: 'bot',
  ownerEpoch: 0,
  failures: 0,
  working: null,
  inputId: 'made',
  ...NOTHING_STORED,
}
