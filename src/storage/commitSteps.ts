import type { CommitStatements } from './commitStatements.js'
import type { CommitResult, NewTicket, StoredActivity, TicketExists, TicketNote, TicketNumberTaken, TurnRecord, WaitingInput } from './records.js'
import { parseWaiting } from './rows.js'
import { ask, type Outcome, type Steps } from './steps.js'

type Counters = {
  readonly version: number
  readonly next_seq: number
  readonly next_event_seq: number
  readonly waiting: string
  readonly owner_agent: string | null
}
const FRESH: Counters = { version: 0, next_seq: 1, next_event_seq: 1, waiting: '[]', owner_agent: null }

/** One record as a transaction, the same for every database. */
export function* commitSteps(q: CommitStatements, record: TurnRecord): Steps<Outcome<CommitResult>> {
  const result = yield* commit(q, record)
  return { keep: result.type === 'committed', result }
}

function* commit(q: CommitStatements, record: TurnRecord): Steps<CommitResult> {
  const [stored = FRESH] = yield* ask(q.counters, { id: record.conversation })
  const repeated = yield* duplicate(q, record)
  if (repeated) return repeated
  if (stored.version !== record.expectedVersion) return { type: 'conflict' }
  if (!(yield* writeConversation(q, record, stored))) {
    // Another node was first, after our look at the version; it may have stored this very message.
    return (yield* duplicate(q, record)) ?? { type: 'conflict' }
  }
  for (const ticket of record.tickets) {
    const refused = yield* addTicket(q, record.conversation, ticket)
    if (refused) return refused
  }
  const activities = yield* addLog(q, record, stored)
  yield* addEffects(q, record)
  if (!(yield* changeTickets(q, record))) return { type: 'conflict' }
  yield* addBelongings(q, record)
  return { type: 'committed', version: record.expectedVersion + 1, activities }
}

function* duplicate(q: CommitStatements, record: TurnRecord): Steps<CommitResult | null> {
  for (const { clientId } of record.activities) {
    if (clientId === null) continue
    const [first] = yield* ask(q.seqOfClientId, { conversation: record.conversation, client_id: clientId })
    if (first) return { type: 'duplicate', seq: first.seq }
  }
  return null
}

/** False when the version has moved meanwhile. */
function* writeConversation(q: CommitStatements, record: TurnRecord, stored: Counters): Steps<boolean> {
  const { working } = record
  const row = {
    id: record.conversation,
    state: JSON.stringify(record.state),
    program_hash: record.programHash,
    next_seq: stored.next_seq + record.activities.length,
    next_event_seq: stored.next_event_seq + record.events.length,
    owner: record.owner,
    owner_epoch: record.ownerEpoch,
    owner_agent: ownerAgentAfter(record, stored.owner_agent),
    failures: record.failures,
    working_input: working?.inputId ?? null,
    working_step: working?.step ?? null,
    working_node: working?.node ?? null,
    working_holder: working?.holder ?? null,
    lease_until: working?.leaseUntil ?? null,
    waiting: JSON.stringify(stillWaiting(parseWaiting(stored.waiting), record)),
    updated_at: record.at,
  }
  if (stored !== FRESH) return (yield* ask(q.updateConversation, { ...row, version: record.expectedVersion })).length > 0
  const { user: user_id, site } = creation(record)
  return (yield* ask(q.createConversation, { ...row, user_id, site, created_at: record.at })).length > 0
}

/** The bot's conversations are no agent's. */
export const ownerAgentAfter = ({ owner, ownerAgent }: TurnRecord, before: string | null): string | null =>
  owner === 'bot' ? null : (ownerAgent ?? before)

/** Who opened the conversation; without it there is nothing to store it under. */
export function creation(record: TurnRecord): { readonly user: string; readonly site: string } {
  if (!record.created) throw new Error(`conversation ${record.conversation} does not exist yet, so its first record needs "created"`)
  return record.created
}

export function stillWaiting(waiting: readonly WaitingInput[], record: TurnRecord): readonly WaitingInput[] {
  return [...waiting.filter((input) => !record.waitingRemoved.includes(input.inputId)), ...record.waitingAdded]
}

/** Whose problem a ticket is: the account's where ownership was proven, else the conversation's. */
export const ownerKey = (conversation: string, ticket: NewTicket): string =>
  ticket.accountHash === null ? `conversation:${conversation}` : `account:${ticket.accountHash}`

function* addTicket(q: CommitStatements, conversation: string, ticket: NewTicket): Steps<TicketExists | TicketNumberTaken | null> {
  const { number, queue, problem, accountHash: account_hash, at } = ticket
  const owner_key = ownerKey(conversation, ticket)
  const packet = JSON.stringify(ticket.packet)
  const added = yield* ask(q.addTicket, { number, conversation, queue, problem, account_hash, owner_key, packet, status: 'open', at, updated_at: at })
  if (added.length > 0) return null
  const [unresolved] = yield* ask(q.unresolvedTicket, { owner_key, problem })
  return unresolved ? { type: 'ticket_exists', number: unresolved.number } : { type: 'ticket_number_taken', number }
}

function* addLog(q: CommitStatements, record: TurnRecord, stored: Counters): Steps<readonly StoredActivity[]> {
  const { conversation, inputId: input_id, at } = record
  const activities = record.activities.map((activity, i) => ({ ...activity, conversation, seq: stored.next_seq + i }))
  for (const { seq, clientId: client_id, inputId, role, kind, body, at } of activities) {
    yield* ask(q.addActivity, { conversation, seq, client_id, input_id: inputId, role, kind, body: JSON.stringify(body), at })
  }
  for (const [i, event] of record.events.entries()) {
    yield* ask(q.addEvent, { conversation, seq: stored.next_event_seq + i, input_id, event: JSON.stringify(event), at })
  }
  return activities
}

function* addEffects(q: CommitStatements, record: TurnRecord): Steps<void> {
  const { conversation, working, at } = record
  const claim = { input_id: working?.inputId ?? null, step: working?.step ?? null }
  for (const { key, request } of record.effectsOpened) {
    yield* ask(q.openEffect, { key, conversation, ...claim, request: JSON.stringify(request), opened_at: at })
  }
  for (const { key, result } of record.effectsClosed) yield* closeEffect(q, key, JSON.stringify(result))
}

/** True when this call closed it, false when it was closed before. */
function* closeEffect(q: CommitStatements, key: string, result: string): Steps<boolean> {
  const closed = yield* ask(q.closeEffect, { key, result })
  if (closed.length > 0) return true
  const known = yield* ask(q.effectExists, { key })
  if (known.length === 0) throw unknownEffect(key)
  return false
}
export const unknownEffect = (key: string): Error => new Error(`the effect ${key} was never opened`)

/** False when a ticket has moved meanwhile. */
function* changeTickets(q: CommitStatements, record: TurnRecord): Steps<boolean> {
  const { conversation, at } = record
  for (const { number, status, assignee = null, version = 0 } of record.ticketsMoved ?? []) {
    const times = { claimed_at: status === 'assigned' ? at : null, resolved_at: status === 'resolved' ? at : null, updated_at: at }
    const moved = yield* ask(q.moveTicket, { number, conversation, status, assignee, ...times, expected: version, any: version })
    if (moved.length > 0) continue
    if ((yield* ask(q.ticketExists, { number, conversation })).length === 0) throw unknownTicket(number)
    return false
  }
  for (const note of record.ticketNotes) yield* addTicketNote(q, note)
  return true
}

function* addTicketNote(q: CommitStatements, { number, note, at }: TicketNote): Steps<void> {
  const touched = yield* ask(q.touchTicket, { number, updated_at: at })
  if (touched.length === 0) throw unknownTicket(number)
  yield* ask(q.addTicketNote, { number, note: JSON.stringify(note), at })
}
export const unknownTicket = (number: string): Error => new Error(`there is no ticket ${number} in this place`)

function* addBelongings(q: CommitStatements, record: TurnRecord): Steps<void> {
  const { conversation, at } = record
  for (const row of record.vault) yield* ask(q.addVaultRow, { ...row, conversation })
  if (record.timers) yield* ask(q.dropTimers, { conversation })
  for (const { kind, dueAt: due_at } of record.timers ?? []) yield* ask(q.addTimer, { conversation, kind, due_at })
  for (const entry of record.audit) yield* ask(q.addAudit, { conversation, entry: JSON.stringify(entry), at })
}

/** Settles an effect outside a turn; the note is added only by the call that closed it, so a repeat adds none. */
export function* closeEffectSteps(
  q: CommitStatements,
  effect: { readonly key: string; readonly result: string },
  note: TicketNote | null,
): Steps<Outcome<void>> {
  const closed = yield* closeEffect(q, effect.key, effect.result)
  if (closed && note) yield* addTicketNote(q, note)
  return { keep: true, result: undefined }
}

/** One query on its own, such as a setting. */
export function* single(step: Steps<unknown>): Steps<Outcome<void>> {
  yield* step
  return { keep: true, result: undefined }
}
