import type { Conversation, EventRow, Json, OpenEffect, StoredActivity, Ticket, TicketNote, Timer, VaultRow } from './records.js'

/** `claim` names the input and step under which it was opened; null where none was claimed. */
export type MemoryEffect = OpenEffect & { readonly claim: string | null }
/** What hangs on one conversation. */
export type MemoryLog = {
  readonly activities: StoredActivity[]
  readonly byClientId: Map<string, StoredActivity>
  readonly events: EventRow[]
  readonly audit: Json[]
}
export type MemoryTables = {
  readonly conversations: Map<string, Conversation>
  readonly logs: Map<string, MemoryLog>
  readonly timers: Map<string, readonly Timer[]>
  readonly effects: Map<string, MemoryEffect>
  readonly results: Map<string, Json>
  readonly tickets: Map<string, Ticket>
  /** Number of the unresolved ticket of a problem. */
  readonly unresolved: Map<string, string>
  readonly notes: TicketNote[]
  readonly vault: Map<string, VaultRow>
  readonly programs: Map<string, string>
  readonly settings: Map<string, string>
}

export const emptyTables = (): MemoryTables => ({
  conversations: new Map(),
  logs: new Map(),
  timers: new Map(),
  effects: new Map(),
  results: new Map(),
  tickets: new Map(),
  unresolved: new Map(),
  notes: [],
  vault: new Map(),
  programs: new Map(),
  settings: new Map(),
})

export const claimOf = (working: { readonly inputId: string; readonly step: number } | null): string | null =>
  working ? `${working.step}:${working.inputId}` : null

/** Changes tables so that all of it can be taken back. */
export type Journal = {
  put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void
  /** Like `put`, for a key that must be new. */
  insert<Value>(map: Map<string, Value>, key: string, value: Value): void
  remove<Key, Value>(map: Map<Key, Value>, key: Key): void
  append<Item>(list: Item[], item: Item): void
  takeBack(): void
}

export function createJournal(): Journal {
  const undo: (() => void)[] = []
  const remember = <Key, Value>(map: Map<Key, Value>, key: Key) => {
    const before = map.get(key)
    undo.push(before === undefined ? () => map.delete(key) : () => map.set(key, before))
  }
  const put: Journal['put'] = (map, key, value) => {
    remember(map, key)
    map.set(key, value)
  }
  return {
    put,
    insert(map, key, value) {
      if (map.has(key)) throw new Error(`"${key}" is stored already`)
      put(map, key, value)
    },
    remove(map, key) {
      remember(map, key)
      map.delete(key)
    },
    append(list, item) {
      list.push(item)
      undo.push(() => list.pop())
    },
    takeBack() {
      for (const step of undo.splice(0).reverse()) step()
    },
  }
}
