import type { Conversation, Json, NewActivity, Storage, StoredActivity } from '../../src/storage/records.js'
import type { Arrival, Feed, Turns } from '../../src/turn/arrival.js'
import { said } from '../bot/program.js'

export type MemoryTurns = Turns &
  Pick<Storage, 'conversation' | 'activitiesAfter'> & {
    readonly arrivals: Arrival[]
    /** Stores a message and tells the feed, as a turn does. */
    say(conversation: string, count?: number): readonly StoredActivity[]
    /** The next turns fail. */
    breakTurns(error: Error | null): void
    /** The store fails. */
    breakStore(error: Error | null): void
  }

/** Turns that answer every message with one line, and keep everything in memory. */
export function memoryTurns(feed: Feed): MemoryTurns {
  const conversations = new Map<string, { readonly conversation: Omit<Conversation, 'nextSeq'>; readonly rows: StoredActivity[] }>()
  const arrivals: Arrival[] = []
  let turnFault: Error | null = null
  let storeFault: Error | null = null

  function open({ conversation: id, user, site, at }: Arrival) {
    const known = conversations.get(id)
    if (known) return known
    const state = {
      version: 1,
      state: {},
      programHash: 'p1',
      owner: 'bot',
      ownerEpoch: 0,
      ownerAgent: null,
      failures: 0,
      working: null,
      waiting: [],
    } as const
    const opened = { conversation: { ...state, id, user, site, createdAt: at, updatedAt: at }, rows: [] }
    conversations.set(id, opened)
    return opened
  }

  function add(id: string, activities: readonly NewActivity[]): readonly StoredActivity[] {
    const rows = conversations.get(id)?.rows ?? []
    const stored = activities.map((activity, index) => ({ ...activity, conversation: id, seq: rows.length + 1 + index }))
    rows.push(...stored)
    feed.publish(id, stored)
    return stored
  }

  return {
    arrivals,
    async handle(arrival) {
      if (turnFault) throw turnFault
      const { rows } = open(arrival)
      const repeated = rows.find((row) => row.clientId !== null && row.clientId === arrival.clientId)
      if (repeated) return { seq: repeated.seq }
      arrivals.push(arrival)
      const stored = add(arrival.conversation, [...userActivity(arrival), reply(arrival.at, arrival.content.type === 'start' ? 'greeting' : 'ok')])
      return { seq: stored[0]?.seq ?? 0 }
    },
    settled: async () => undefined,
    async conversation(id) {
      if (storeFault) throw storeFault
      const found = conversations.get(id)
      return found ? { ...found.conversation, nextSeq: found.rows.length + 1 } : null
    },
    async activitiesAfter(id, seq, limit) {
      if (storeFault) throw storeFault
      return (conversations.get(id)?.rows ?? []).filter((row) => row.seq > seq).slice(0, limit)
    },
    say: (id, count = 1) =>
      add(
        id,
        Array.from({ length: count }, () => reply(0, 'ok')),
      ),
    breakTurns(error) {
      turnFault = error
    },
    breakStore(error) {
      storeFault = error
    },
  }
}

const reply = (at: number, key: string): NewActivity => ({
  clientId: null,
  inputId: 'i',
  role: 'bot',
  kind: 'message',
  at,
  body: { ...said({ key: `sentence:${key}` }) },
})

function userActivity({ clientId, at, content, channelData }: Arrival): readonly NewActivity[] {
  if (content.type !== 'text' && content.type !== 'tap') return []
  const value: Json = content.type === 'tap' ? { question: content.question, option: content.option } : null
  const body = { type: 'user_said', text: content.text, value, name: null, echo: channelData } as const
  return [{ clientId, inputId: 'i', role: 'user', kind: 'message', at, body }]
}
