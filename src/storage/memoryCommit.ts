import { creation, ownerAgentAfter, ownerKey, stillWaiting, unknownEffect, unknownTicket } from './commitSteps.js'
import { claimOf, createJournal, type Journal, type MemoryLog, type MemoryTables } from './memoryTables.js'
import type {
  CommitResult,
  Conversation,
  Json,
  NewTicket,
  StoredActivity,
  Ticket,
  TicketExists,
  TicketNote,
  TicketNumberTaken,
  TurnRecord,
} from './records.js'

/** Stores one record, all or nothing. */
export const commitInMemory = (t: MemoryTables, record: TurnRecord): CommitResult =>
  allOrNothing(
    (journal) => commit(t, record, journal),
    (result) => result.type === 'committed',
  )

/** Settles an effect outside a turn; the note is added only by the call that closed it. */
export function closeInMemory(t: MemoryTables, effect: { readonly key: string; readonly result: Json }, note: TicketNote | null): void {
  allOrNothing(
    (journal) => {
      const closed = closeEffect(t, effect, journal)
      if (closed && note) addNote(t, note, journal)
    },
    () => true,
  )
}

function allOrNothing<Result>(work: (journal: Journal) => Result, keep: (result: Result) => boolean): Result {
  const journal = createJournal()
  let kept = false
  try {
    const result = work(journal)
    kept = keep(result)
    return result
  } finally {
    if (!kept) journal.takeBack()
  }
}

function commit(t: MemoryTables, record: TurnRecord, journal: Journal): CommitResult {
  const stored = t.conversations.get(record.conversation)
  const log = t.logs.get(record.conversation) ?? { activities: [], byClientId: new Map(), events: [], audit: [] }
  const repeated = duplicate(log, record)
  if (repeated) return repeated
  if ((stored?.version ?? 0) !== record.expectedVersion) return { type: 'conflict' }
  const conversation = conversationAfter(record, stored)
  journal.put(t.conversations, record.conversation, conversation)
  journal.put(t.logs, record.conversation, log)
  for (const ticket of record.tickets) {
    const refused = addTicket(t, record.conversation, ticket, journal)
    if (refused) return refused
  }
  const activities = addLog(log, record, stored?.nextSeq ?? 1, journal)
  addEffects(t, record, journal)
  if (!changeTickets(t, record, journal)) return { type: 'conflict' }
  for (const row of record.vault) if (!t.vault.has(row.ref)) journal.put(t.vault, row.ref, row)
  setTimers(t, record, journal)
  for (const entry of record.audit) journal.append(log.audit, entry)
  return { type: 'committed', version: conversation.version, activities }
}

function duplicate(log: MemoryLog, record: TurnRecord): CommitResult | null {
  for (const { clientId } of record.activities) {
    const first = clientId === null ? undefined : log.byClientId.get(clientId)
    if (first) return { type: 'duplicate', seq: first.seq }
  }
  return null
}

function conversationAfter(record: TurnRecord, stored: Conversation | undefined): Conversation {
  const { user, site } = stored ?? creation(record)
  return {
    id: record.conversation,
    version: record.expectedVersion + 1,
    user,
    site,
    state: record.state,
    programHash: record.programHash,
    nextSeq: (stored?.nextSeq ?? 1) + record.activities.length,
    owner: record.owner,
    ownerEpoch: record.ownerEpoch,
    ownerAgent: ownerAgentAfter(record, stored?.ownerAgent ?? null),
    failures: record.failures,
    working: record.working,
    waiting: stillWaiting(stored?.waiting ?? [], record),
    createdAt: stored?.createdAt ?? record.at,
    updatedAt: record.at,
  }
}

const problemKey = (conversation: string, ticket: NewTicket): string => JSON.stringify([ownerKey(conversation, ticket), ticket.problem])

function addTicket(t: MemoryTables, conversation: string, ticket: NewTicket, journal: Journal): TicketExists | TicketNumberTaken | null {
  const key = problemKey(conversation, ticket)
  const unresolved = t.unresolved.get(key)
  if (unresolved !== undefined) return { type: 'ticket_exists', number: unresolved }
  if (t.tickets.has(ticket.number)) return { type: 'ticket_number_taken', number: ticket.number }
  journal.put(t.unresolved, key, ticket.number)
  journal.put(t.tickets, ticket.number, { ...ticket, conversation, status: 'open', updatedAt: ticket.at, assignee: null, version: 1 })
  return null
}

function addLog(log: MemoryLog, record: TurnRecord, nextSeq: number, journal: Journal): readonly StoredActivity[] {
  const { conversation, inputId, at } = record
  const activities = record.activities.map((activity, i) => ({ ...activity, conversation, seq: nextSeq + i }))
  for (const activity of activities) {
    journal.append(log.activities, activity)
    if (activity.clientId !== null) journal.insert(log.byClientId, activity.clientId, activity)
  }
  for (const event of record.events) journal.append(log.events, { seq: log.events.length + 1, inputId, event, at })
  return activities
}

function addEffects(t: MemoryTables, record: TurnRecord, journal: Journal): void {
  const { conversation, at: openedAt } = record
  const claim = claimOf(record.working)
  for (const { key, request } of record.effectsOpened) journal.insert(t.effects, key, { key, conversation, request, openedAt, claim })
  for (const effect of record.effectsClosed) closeEffect(t, effect, journal)
}

function closeEffect(t: MemoryTables, { key, result }: { readonly key: string; readonly result: Json }, journal: Journal): boolean {
  if (!t.effects.has(key)) throw unknownEffect(key)
  if (t.results.has(key)) return false
  journal.put(t.results, key, result)
  return true
}

/** False when a ticket has moved meanwhile. */
function changeTickets(t: MemoryTables, record: TurnRecord, journal: Journal): boolean {
  for (const { number, status, assignee = null, version } of record.ticketsMoved ?? []) {
    const ticket = t.tickets.get(number)
    if (ticket?.conversation !== record.conversation) throw unknownTicket(number)
    if (version !== undefined && version !== ticket.version) return false
    moveTicket(t, { ...ticket, status, assignee, version: ticket.version + 1, updatedAt: record.at }, journal)
  }
  for (const note of record.ticketNotes) addNote(t, note, journal)
  return true
}

function moveTicket(t: MemoryTables, ticket: Ticket, journal: Journal): void {
  const key = problemKey(ticket.conversation, ticket)
  const holder = t.unresolved.get(key)
  if (ticket.status !== 'resolved' && holder !== ticket.number) journal.insert(t.unresolved, key, ticket.number)
  if (ticket.status === 'resolved' && holder === ticket.number) journal.remove(t.unresolved, key)
  journal.put(t.tickets, ticket.number, ticket)
}

function addNote(t: MemoryTables, note: TicketNote, journal: Journal): void {
  const ticket = t.tickets.get(note.number)
  if (!ticket) throw unknownTicket(note.number)
  journal.put(t.tickets, note.number, { ...ticket, version: ticket.version + 1, updatedAt: note.at })
  journal.append(t.notes, note)
}

function setTimers(t: MemoryTables, { conversation, timers }: TurnRecord, journal: Journal): void {
  if (!timers) return
  if (new Set(timers.map(({ kind }) => kind)).size < timers.length) throw new Error(`two timers of one kind in conversation ${conversation}`)
  journal.put(t.timers, conversation, timers)
}
