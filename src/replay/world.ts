import { createHash } from 'node:crypto'
import { TOTP } from 'otpauth'
import type { Account } from '../accounts/model.js'
import type { Persona } from '../accounts/personas.js'
import { Simulator } from '../accounts/simulator.js'
import { memoryStore as accountsInMemory } from '../accounts/simulatorStore.js'
import { memoryStorage } from '../storage/memory.js'
import type { Storage } from '../storage/records.js'
import { sealer } from '../storage/vault.js'
import { LIMITS, type Sealer, type TurnDeps } from '../turn/deps.js'
import { createFeed } from '../turn/feed.js'
import type { Library } from '../turn/library.js'
import { TurnHandler } from '../turn/turns.js'
import { createWorkshop } from '../turn/workshop.js'
import { limitsSchema } from '../verification/limits.js'
import { memoryStore as challengesInMemory } from '../verification/memoryStore.js'
import { type SimulatedInbox, simulatedInbox } from '../verification/simulatedInbox.js'
import { verification } from '../verification/verification.js'

/** A whole product in memory: the real turn, the real simulator, a clock that only moves when it is told to. */
export type ReplayWorld = {
  readonly deps: TurnDeps
  readonly turns: TurnHandler
  readonly storage: Storage
  readonly simulator: Simulator
  readonly inbox: SimulatedInbox
  readonly library: Library
  now(): number
  pass(ms: number): void
  readonly faults: unknown[]
  dynamicCode(account: Account): string
}

const KEY = createHash('sha256').update('replay').digest()
/** One for all worlds: its keys are derived anew each time it is made, and nothing is kept in it. */
const SEAL = sealer(KEY)

/** Where a world keeps what is said in it; left out, in memory. Ids begin with `prefix`, so that worlds can share a store. */
export type Ground = { readonly storage: Storage; readonly sealer: Sealer; readonly serverKey: Uint8Array; readonly prefix: string }

export async function createWorld(
  library: Library,
  personas: readonly Persona[],
  { clock, seed, ground }: { readonly clock: number; readonly seed: number; readonly ground?: Ground },
): Promise<ReplayWorld> {
  let at = clock
  let ids = 0
  const faults: unknown[] = []
  const random = seeded(seed)
  const now = (): number => at
  const { storage, sealer: seal, serverKey, prefix } = ground ?? { storage: memoryStorage(), sealer: SEAL, serverKey: KEY, prefix: 'id' }
  const simulator = new Simulator({
    store: accountsInMemory(),
    personas,
    random,
    now,
    delay: () => new Promise((resolve) => setTimeout(resolve, LIMITS.callMs * 2).unref()),
  })
  const inbox = await simulatedInbox()
  const proofs = verification({
    serverKey,
    store: challengesInMemory(),
    accounts: simulator,
    sms: inbox,
    limits: limitsSchema.parse({}),
    random: (bytes) => Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256)),
  })
  const deps: TurnDeps = {
    storage,
    feed: createFeed(),
    sealer: seal,
    workshop: createWorkshop({ accounts: simulator, verification: proofs, storage, sealer: seal }),
    library: () => library,
    limits: LIMITS,
    now,
    wallNow: Date.now,
    newId: () => `${prefix}${++ids}`,
    newTicketNumber: () => `MB-${String(Math.floor(random() * 1e8)).padStart(8, '0')}`,
    debug: true,
    holder: 'replay',
    failPoint: () => undefined,
    watch: { turn: () => undefined, fallback: () => undefined, escalation: () => undefined, failed: (error) => void faults.push(error) },
  }
  return {
    deps,
    turns: new TurnHandler(deps),
    storage,
    simulator,
    inbox,
    library,
    now,
    faults,
    pass: (ms) => {
      at += ms
    },
    dynamicCode: ({ dynamic_secret }) => new TOTP({ secret: dynamic_secret }).generate({ timestamp: at }),
  }
}

/** mulberry32: small, and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
