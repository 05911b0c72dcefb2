/** What goes into and comes out of the store: plain data. The store gives sequence numbers and versions; it never calls back. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A message or event of a conversation as it is stored: channel-neutral and masked. `seq` is given in the commit. */
export type NewActivity = {
  /** Unique in the conversation; a second record with the same one is a duplicate. */
  readonly clientId: string | null
  readonly inputId: string
  readonly role: 'user' | 'bot' | 'agent'
  readonly kind: 'message' | 'event'
  readonly body: Json
  readonly at: number
}
export type StoredActivity = NewActivity & { readonly conversation: string; readonly seq: number }

/** A claim on work that outlives one transaction; another process may take it over once the lease has ended. */
export type Working = { readonly inputId: string; readonly step: number; readonly node: string; readonly leaseUntil: number; readonly holder: string }
export type EffectOpened = { readonly key: string; readonly request: Json }
export type EffectClosed = { readonly key: string; readonly result: Json }
/** An input that was acknowledged while earlier work was under way, in order of arrival. */
export type WaitingInput = { readonly inputId: string; readonly input: Json; readonly at: number }

export type NewTicket = {
  readonly number: string
  readonly queue: string
  readonly problem: string
  /** Keyed hash of the account, or null where ownership was not proven. */
  readonly accountHash: string | null
  readonly packet: Json
  readonly at: number
}
export type TicketStatus = 'open' | 'assigned' | 'resolved'
export type Ticket = NewTicket & {
  readonly conversation: string
  readonly status: TicketStatus
  readonly updatedAt: number
  /** The agent who has it; null while nobody has. */
  readonly assignee: string | null
  readonly version: number
}
/**
 * A ticket of the conversation that changes hands or ends; moved in the same commit that changes who owns the conversation. A commit that names a
 * `version` which the ticket no longer has is a conflict.
 */
export type TicketMoved = { readonly number: string; readonly status: TicketStatus; readonly assignee?: string | null; readonly version?: number }
/** Text added later to a ticket, such as the result of an act that was not certain. */
export type TicketNote = { readonly number: string; readonly note: Json; readonly at: number }

export type VaultRow = { readonly ref: string; readonly kind: string; readonly ciphertext: Uint8Array }
export type Timer = { readonly kind: string; readonly dueAt: number }

/** Everything one commit stores, all or nothing. */
export type TurnRecord = {
  readonly conversation: string
  /** The version that was read; a conversation that does not exist yet has version 0 and needs `created`. */
  readonly expectedVersion: number
  readonly created?: { readonly user: string; readonly site: string } | undefined
  readonly at: number
  readonly state: Json
  readonly programHash: string
  readonly owner: 'bot' | 'agent'
  readonly ownerEpoch: number
  /** Which agent owns it; left out, it stays as it is, and the bot's conversations have none. */
  readonly ownerAgent?: string | undefined
  /** Faults of ours in a row. */
  readonly failures: number
  readonly working: Working | null
  readonly activities: readonly NewActivity[]
  readonly events: readonly Json[]
  readonly inputId: string
  readonly effectsOpened: readonly EffectOpened[]
  readonly effectsClosed: readonly EffectClosed[]
  readonly tickets: readonly NewTicket[]
  readonly ticketsMoved?: readonly TicketMoved[] | undefined
  readonly ticketNotes: readonly TicketNote[]
  readonly vault: readonly VaultRow[]
  /** Replaces the timers of the conversation; left out, they stay. */
  readonly timers?: readonly Timer[] | undefined
  readonly waitingAdded: readonly WaitingInput[]
  readonly waitingRemoved: readonly string[]
  readonly audit: readonly Json[]
}

export type Committed = { readonly type: 'committed'; readonly version: number; readonly activities: readonly StoredActivity[] }
/** The version has moved: read again and compute again. */
export type Conflict = { readonly type: 'conflict' }
/** The client id was stored before: `seq` of the first one. */
export type Duplicate = { readonly type: 'duplicate'; readonly seq: number }
/** The account, or without one the conversation, has an unresolved ticket on this problem already. */
export type TicketExists = { readonly type: 'ticket_exists'; readonly number: string }
/** Another ticket bears this number: draw a new one. */
export type TicketNumberTaken = { readonly type: 'ticket_number_taken'; readonly number: string }
/** Nothing is stored unless the result is `committed`. */
export type CommitResult = Committed | Conflict | Duplicate | TicketExists | TicketNumberTaken

export type Conversation = {
  readonly id: string
  readonly version: number
  readonly user: string
  readonly site: string
  readonly state: Json
  readonly programHash: string
  readonly nextSeq: number
  readonly owner: 'bot' | 'agent'
  readonly ownerEpoch: number
  readonly ownerAgent: string | null
  readonly failures: number
  readonly working: Working | null
  readonly waiting: readonly WaitingInput[]
  readonly createdAt: number
  readonly updatedAt: number
}
export type OpenEffect = { readonly key: string; readonly conversation: string; readonly request: Json; readonly openedAt: number }
export type EventRow = { readonly seq: number; readonly inputId: string; readonly event: Json; readonly at: number }

/** One implementation for SQLite and one for PostgreSQL pass the same contract suite. */
export type Storage = {
  commitTurn(record: TurnRecord): Promise<CommitResult>
  conversation(id: string): Promise<Conversation | null>
  activitiesAfter(conversation: string, seq: number, limit: number): Promise<readonly StoredActivity[]>
  activityByClientId(conversation: string, clientId: string): Promise<StoredActivity | null>
  events(conversation: string): Promise<readonly EventRow[]>
  effect(key: string): Promise<{ readonly request: Json; readonly result: Json | null } | null>
  /** Effects that were claimed and never settled and whose conversation no longer works on them. */
  openEffects(limit: number): Promise<readonly OpenEffect[]>
  closeEffect(key: string, result: Json, note: TicketNote | null): Promise<void>
  /** Conversations whose claim has a lease that ended before `now`, or that have waiting inputs and no claim. */
  abandoned(now: number, limit: number): Promise<readonly string[]>
  dueTimers(now: number, limit: number): Promise<readonly { readonly conversation: string; readonly kind: string; readonly dueAt: number }[]>
  saveProgram(hash: string, json: string): Promise<void>
  program(hash: string): Promise<string | null>
  vaultRow(ref: string): Promise<VaultRow | null>
  ticket(number: string): Promise<Ticket | null>
  ticketsOfConversation(conversation: string): Promise<readonly Ticket[]>
  ticketsOfAccount(accountHash: string): Promise<readonly Ticket[]>
  ticketNotes(number: string): Promise<readonly TicketNote[]>
  /** Tickets that are not resolved. */
  openTickets(): Promise<{ readonly count: number; readonly oldestAt: number | null }>
  /** What was recorded of the conversation for review, oldest first. */
  audit(conversation: string): Promise<readonly Json[]>
  /** Key-value for what a server keeps: clock offset, generated names. */
  setting(name: string): Promise<string | null>
  setSetting(name: string, value: string): Promise<void>
  /** A consistent copy while serving. */
  backup(file: string): Promise<void>
  /** Fails when the database cannot be written (disk full, gone). */
  ready(): Promise<void>
  close(): Promise<void>
}
