import type { TurnRecord } from './records.js'

/** What a commit stores that stores nothing; whoever makes one spreads it and says what is added. */
export const NOTHING_STORED = {
  activities: [],
  events: [],
  effectsOpened: [],
  effectsClosed: [],
  tickets: [],
  ticketNotes: [],
  vault: [],
  waitingAdded: [],
  waitingRemoved: [],
  audit: [],
} as const satisfies Partial<TurnRecord>
