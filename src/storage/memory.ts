import { closeInMemory, commitInMemory } from './memoryCommit.js'
import { claimOf, emptyTables, type MemoryTables } from './memoryTables.js'
import { committedTurn, type StorageOptions } from './options.js'
import type { ReadingSide } from './readingSide.js'
import type { Storage, Ticket } from './records.js'

/** A store that lives as long as the process, for replays and tests. It keeps what it is given without copying: all of it is `readonly`. */
export function memoryStorage(options: Pick<StorageOptions, 'onCommitted'> = {}): Storage {
  const t = emptyTables()
  return {
    ...logReads(t),
    ...workReads(t),
    ...ticketReads(t),
    async commitTurn(record) {
      const result = commitInMemory(t, record)
      const { onCommitted } = options
      if (onCommitted && result.type === 'committed') setImmediate(onCommitted, committedTurn(result, record))
      return result
    },
    async closeEffect(key, result, note) {
      closeInMemory(t, { key, result }, note)
    },
    async saveProgram(hash, json) {
      if (!t.programs.has(hash)) t.programs.set(hash, json)
    },
    async setSetting(name, value) {
      t.settings.set(name, value)
    },
    async backup() {
      throw new Error('a store in memory cannot be backed up')
    },
    async ready() {},
    async close() {},
  }
}

const logReads = (t: MemoryTables) =>
  ({
    conversation: async (id) => t.conversations.get(id) ?? null,
    async activitiesAfter(conversation, seq, limit) {
      // Numbers begin at 1 and have no gaps, so they are places.
      return t.logs.get(conversation)?.activities.slice(Math.max(0, seq), Math.max(0, seq) + limit) ?? []
    },
    activityByClientId: async (conversation, clientId) => t.logs.get(conversation)?.byClientId.get(clientId) ?? null,
    events: async (conversation) => [...(t.logs.get(conversation)?.events ?? [])],
    program: async (hash) => t.programs.get(hash) ?? null,
    vaultRow: async (ref) => t.vault.get(ref) ?? null,
    setting: async (name) => t.settings.get(name) ?? null,
    audit: async (conversation) => [...(t.logs.get(conversation)?.audit ?? [])],
  }) satisfies Partial<ReadingSide>

const workReads = (t: MemoryTables) =>
  ({
    async effect(key) {
      const effect = t.effects.get(key)
      return effect ? { request: effect.request, result: t.results.get(key) ?? null } : null
    },
    async openEffects(limit) {
      const claimed = (conversation: string) => claimOf(t.conversations.get(conversation)?.working ?? null)
      return [...t.effects.values()]
        .filter((effect) => !t.results.has(effect.key) && (effect.claim === null || effect.claim !== claimed(effect.conversation)))
        .sort((a, b) => a.openedAt - b.openedAt || compare(a.key, b.key))
        .slice(0, limit)
        .map(({ claim: _, ...effect }) => effect)
    },
    async abandoned(now, limit) {
      return [...t.conversations.values()]
        .filter(({ working, waiting }) => (working ? working.leaseUntil < now : waiting.length > 0))
        .sort((a, b) => a.updatedAt - b.updatedAt || compare(a.id, b.id))
        .slice(0, limit)
        .map(({ id }) => id)
    },
    async dueTimers(now, limit) {
      return [...t.timers]
        .flatMap(([conversation, timers]) => timers.map(({ kind, dueAt }) => ({ conversation, kind, dueAt })))
        .filter(({ dueAt }) => dueAt <= now)
        .sort((a, b) => a.dueAt - b.dueAt || compare(a.conversation, b.conversation) || compare(a.kind, b.kind))
        .slice(0, limit)
    },
  }) satisfies Partial<ReadingSide>

const ticketReads = (t: MemoryTables) => {
  const tickets = (belongs: (ticket: Ticket) => boolean) =>
    [...t.tickets.values()].filter(belongs).sort((a, b) => a.at - b.at || compare(a.number, b.number))
  return {
    ticket: async (number) => t.tickets.get(number) ?? null,
    ticketsOfConversation: async (conversation) => tickets((ticket) => ticket.conversation === conversation),
    ticketsOfAccount: async (accountHash) => tickets((ticket) => ticket.accountHash === accountHash),
    ticketNotes: async (number) => t.notes.filter((note) => note.number === number),
    async openTickets() {
      const [oldest, ...rest] = tickets(({ status }) => status !== 'resolved')
      return { count: oldest ? 1 + rest.length : 0, oldestAt: oldest?.at ?? null }
    },
  } satisfies Partial<ReadingSide>
}

/** By code unit, as a database compares text. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
