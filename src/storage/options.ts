import type { Kysely } from 'kysely'
import type { Dialect, Migration } from './migrations.js'
import type { Committed, Storage, TurnRecord } from './records.js'

export type FailPoint = 'before_commit' | 'after_commit'
export type StorageOptions = {
  /** Steps of other rooms, taken behind the store's own. */
  readonly migrations?: readonly Migration[]
  /** Called around every commit, so that a test can end the process there. What it throws fails the commit's callers. */
  readonly failPoint?: (name: FailPoint) => void
  /** Told of every committed turn, after its caller; must not throw. */
  readonly onCommitted?: (turn: CommittedTurn) => void
  /** Told of faults that no call can report, such as a lost idle connection. */
  readonly onFault?: (fault: Error) => void
}
/** `tickets`: those that the turn made, moved or added to. */
export type CommittedTurn = Committed & {
  readonly conversation: string
  readonly owner: 'bot' | 'agent'
  readonly tickets: readonly { readonly number: string; readonly isNew: boolean }[]
}

export const committedTurn = (result: Committed, record: TurnRecord): CommittedTurn => ({
  ...result,
  conversation: record.conversation,
  owner: record.owner,
  tickets: [
    ...record.tickets.map(({ number }) => ({ number, isNew: true })),
    ...[...(record.ticketsMoved ?? []), ...record.ticketNotes].map(({ number }) => ({ number, isNew: false })),
  ],
})

/** A store in a database, with a door for rooms that keep tables of their own there. */
export type SqlStorage = Storage & {
  readonly dialect: Dialect
  /** For small statements and short transactions. On SQLite no turn commits while a transaction here is open: await nothing else inside, and stream nothing. */
  readonly kysely: Kysely<unknown>
}
