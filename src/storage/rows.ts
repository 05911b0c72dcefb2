import type { Selectable } from 'kysely'
import type { Conversation, Json, StoredActivity, Ticket, VaultRow, WaitingInput, Working } from './records.js'
import type { ConversationTable, Schema, TicketTable } from './schema.js'

/** Only what the store itself wrote is read back, so it has the shape that was written. */
export const parseJson = (text: string): Json => JSON.parse(text)
export const parseWaiting = (text: string): readonly WaitingInput[] => JSON.parse(text)

export const conversationOf = (row: ConversationTable): Conversation => ({
  id: row.id,
  version: row.version,
  user: row.user_id,
  site: row.site,
  state: parseJson(row.state),
  programHash: row.program_hash,
  nextSeq: row.next_seq,
  owner: row.owner,
  ownerEpoch: row.owner_epoch,
  ownerAgent: row.owner_agent,
  failures: row.failures,
  working: workingOf(row),
  waiting: parseWaiting(row.waiting),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

function workingOf(row: ConversationTable): Working | null {
  const { working_input: inputId, working_step: step, working_node: node, working_holder: holder, lease_until: leaseUntil } = row
  if (inputId === null || step === null || node === null || holder === null || leaseUntil === null) return null
  return { inputId, step, node, leaseUntil, holder }
}

export const activityOf = (row: Schema['activity']): StoredActivity => ({
  conversation: row.conversation,
  seq: row.seq,
  clientId: row.client_id,
  inputId: row.input_id,
  role: row.role,
  kind: row.kind,
  body: parseJson(row.body),
  at: row.at,
})

export const ticketOf = (row: Selectable<TicketTable>): Ticket => ({
  number: row.number,
  conversation: row.conversation,
  queue: row.queue,
  problem: row.problem,
  accountHash: row.account_hash,
  packet: parseJson(row.packet),
  status: row.status,
  at: row.at,
  updatedAt: row.updated_at,
  assignee: row.assignee,
  version: row.version,
})

/** The drivers answer with a Buffer; a plain copy is the same on every store. */
export const vaultRowOf = (row: Omit<Schema['vault'], 'conversation'>): VaultRow => ({
  ref: row.ref,
  kind: row.kind,
  ciphertext: new Uint8Array(row.ciphertext),
})
