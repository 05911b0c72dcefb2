import type { Generated } from 'kysely'
import type { NewActivity, TicketStatus } from './records.js'

/**
 * The tables, alike in SQLite and PostgreSQL. JSON is kept as text in both: `jsonb` would reorder keys and refuse
 * `\u0000` and lone surrogates, which people do paste. Times are milliseconds since 1970.
 */
export type Schema = {
  conversation: ConversationTable
  activity: {
    conversation: string
    seq: number
    client_id: string | null
    input_id: string
    role: NewActivity['role']
    kind: NewActivity['kind']
    body: string
    at: number
  }
  event: { conversation: string; seq: number; input_id: string; event: string; at: number }
  effect: EffectTable
  ticket: TicketTable
  ticket_note: { id: Generated<number>; number: string; note: string; at: number }
  vault: { ref: string; conversation: string; kind: string; ciphertext: Uint8Array }
  timer: { conversation: string; kind: string; due_at: number }
  program: { hash: string; json: string }
  setting: { name: string; value: string }
  audit: { id: Generated<number>; conversation: string; entry: string; at: number }
}

export type ConversationTable = {
  id: string
  version: number
  user_id: string
  site: string
  state: string
  program_hash: string
  /** Activities and events are counted apart, so that a stream of activities has no gaps. */
  next_seq: number
  next_event_seq: number
  owner: 'bot' | 'agent'
  owner_epoch: number
  /** Which agent speaks; null while the bot does. */
  owner_agent: string | null
  failures: number
  working_input: string | null
  working_step: number | null
  working_node: string | null
  working_holder: string | null
  lease_until: number | null
  /** `WaitingInput[]`, in the row itself so that it is read in one piece with the version. */
  waiting: string
  created_at: number
  updated_at: number
}

/** `input_id` and `step` are those of the claim under which the effect was opened. */
export type EffectTable = {
  key: string
  conversation: string
  input_id: string | null
  step: number | null
  request: string
  /** JSON once it is settled; without one it is open. */
  result: string | null
  opened_at: number
}

/** `owner_key` is whose problem it is: the account where ownership was proven, else the conversation. */
export type TicketTable = {
  number: string
  conversation: string
  queue: string
  problem: string
  account_hash: string | null
  owner_key: string
  packet: string
  status: TicketStatus
  at: number
  updated_at: number
} & TicketDeskColumns

/** What only the desk changes; a new ticket has the defaults. */
export type TicketDeskColumns = {
  assignee: string | null
  /** Goes up with every change, whoever makes it. */
  version: Generated<number>
  priority: Generated<number>
  claimed_at: number | null
  resolved_at: number | null
}
