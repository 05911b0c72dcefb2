import { setImmediate as nextLoop } from 'node:timers/promises'
import type { Event } from '../../src/engine/events.js'
import { fold } from '../../src/engine/evolve.js'
import type { WorkResult } from '../../src/engine/inputs.js'
import { memoryStorage } from '../../src/storage/memory.js'
import type { Json, Storage, StoredActivity } from '../../src/storage/records.js'
import { sealer } from '../../src/storage/vault.js'
import type { Arrival, Transient } from '../../src/turn/arrival.js'
import { type FailPoint, LIMITS, type Limits, type TurnDeps, type WorkOrder } from '../../src/turn/deps.js'
import { createFeed } from '../../src/turn/feed.js'
import type { Library } from '../../src/turn/library.js'
import { TurnHandler } from '../../src/turn/turns.js'
import { tinyLibrary } from './tinyLibrary.js'

/** A workshop that does as it is told, and works at most once under one key as the real receivers do. */
export class FakeWorkshop {
  readonly orders: WorkOrder[] = []
  /** What each piece of work answers; the rest answers at once with its happy outcome. */
  readonly answers = new Map<string, (order: WorkOrder) => Promise<WorkResult>>()
  readonly done = new Map<string, WorkResult>()
  proven = true

  async run(order: WorkOrder): Promise<WorkResult> {
    this.orders.push(order)
    const known = this.done.get(order.key)
    if (known && order.kind === 'act') return known
    const result = await (this.answers.get(order.name)?.(order) ?? answer(HAPPY.get(order.name) ?? 'fine'))
    if (order.kind === 'act' && !this.done.has(order.key)) this.done.set(order.key, result)
    return result
  }
  async proofHolds(): Promise<boolean> {
    return this.proven
  }
  async tagOf(_conversation: string, code: string): Promise<string> {
    return `tag${code.length}`
  }
  ordersOf(name: string): readonly string[] {
    return this.orders.flatMap((order) => (order.name === name ? [order.key] : []))
  }
}
const HAPPY: ReadonlyMap<string, string> = new Map([
  ['open_umbrella', 'opened'],
  ['shut_umbrella', 'shut'],
  ['try_code', 'verified'],
])
export const answer = async (outcome: string): Promise<WorkResult> => ({ outcome, gives: {} })
export const never = (): Promise<never> => new Promise(() => undefined)

export type Gate<T> = { readonly promise: Promise<T>; open(value: T): void }
export function gate<T>(): Gate<T> {
  let open: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

export type OfficeOptions = {
  readonly storage?: Storage
  readonly shop?: FakeWorkshop
  readonly library?: Library
  readonly limits?: Partial<Limits>
  readonly holder?: string
  readonly ticketNumbers?: readonly string[]
  readonly failPoint?: (name: FailPoint) => void
}

export const NOON = Date.UTC(2030, 0, 1, 12)
export const CONVERSATION = 'talk'

/** A turn handler with everything around it in memory, and clocks that stand still until they are moved. */
export function openOffice(options: OfficeOptions = {}) {
  const storage = options.storage ?? memoryStorage()
  const shop = options.shop ?? new FakeWorkshop()
  const clock = { now: NOON, wall: 0 }
  const faults: unknown[] = []
  const published: StoredActivity[] = []
  const signals: Transient[] = []
  const feed = createFeed()
  feed.subscribe(CONVERSATION, { activities: (some) => void published.push(...some), signal: (transient) => void signals.push(transient) })
  const numbers = [...(options.ticketNumbers ?? [])]
  const holder = options.holder ?? 'node-1'
  let current = options.library ?? tinyLibrary()
  let ids = 0
  const deps: TurnDeps = {
    storage,
    feed,
    workshop: shop,
    sealer: sealer(new Uint8Array(32).fill(1)),
    library: () => current,
    limits: { ...LIMITS, ...options.limits },
    now: () => clock.now,
    wallNow: () => clock.wall,
    newId: () => `${holder}-${++ids}`,
    newTicketNumber: () => numbers.shift() ?? `MB-${String(++ids).padStart(8, '0')}`,
    debug: true,
    holder,
    failPoint: options.failPoint ?? (() => undefined),
    watch: { turn: () => undefined, fallback: () => undefined, escalation: () => undefined, failed: (error) => void faults.push(error) },
  }
  const turns = new TurnHandler(deps)
  return {
    turns,
    deps,
    storage,
    shop,
    clock,
    faults,
    published,
    signals,
    useLibrary(library: Library) {
      current = library
    },
    async say(...texts: readonly string[]) {
      for (const text of texts) {
        await turns.handle(message(text))
        await turns.settled()
      }
    },
    /** Hands a message in and resolves when it is acknowledged. */
    send: (text: string, clientId: string | null = null) => turns.handle(message(text, clientId)),
    log: () => storage.activitiesAfter(CONVERSATION, 0, 1000),
    events: async () => (await storage.events(CONVERSATION)).map(({ event }) => readEvent(event)),
    conversation: async () => (await storage.conversation(CONVERSATION)) ?? missing('the conversation'),
    /** Keys of what the bot said, and the user's words, in order. */
    transcript: async () => (await storage.activitiesAfter(CONVERSATION, 0, 1000)).flatMap(lineOf),
    /** What is stored and what its events amount to must be one. */
    foldsToItsState: async () => {
      const conversation = await storage.conversation(CONVERSATION)
      const events = (await storage.events(CONVERSATION)).map(({ event }) => readEvent(event))
      return { stored: conversation?.state, folded: plainJson(fold(events)) }
    },
  }
}
export type Office = ReturnType<typeof openOffice>

export const message = (text: string, clientId: string | null = null): Arrival => arrival({ type: 'text', text }, clientId)
export const arrival = (content: Arrival['content'], clientId: string | null = null): Arrival => ({
  conversation: CONVERSATION,
  user: 'user-1',
  site: 'site-1',
  clientId,
  at: NOON,
  channelData: null,
  content,
})

/** Lets everything that can happen without the clock happen. */
export async function quiet(): Promise<void> {
  for (let loop = 0; loop < 20; loop++) await nextLoop()
}

/** Waits for something that is on its way; gives up after many turns of the event loop. */
export async function until(claim: () => boolean | Promise<boolean>): Promise<void> {
  for (let loop = 0; loop < 100_000; loop++) {
    if (await claim()) return
    await nextLoop()
  }
  throw new Error('waited in vain')
}

const plainJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const missing = (what: string): never => {
  throw new Error(`expected ${what}, found none`)
}

export const keyOf = (body: Json): string | null => field(body, 'key')
const field = (body: Json, name: string): string | null => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  const value = Object.entries(body).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : null
}
const lineOf = ({ role, body }: StoredActivity): readonly string[] => {
  if (role === 'user') return [`> ${field(body, 'text')}`]
  return [keyOf(body) ?? `(${field(body, 'name')})`]
}

const isEvent = (value: unknown): value is Event => typeof value === 'object' && value !== null && 'type' in value
export const readEvent = (value: Json): Event => (isEvent(value) ? value : missing('an event'))
