import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { loadPersonas } from '../../src/accounts/personas.js'
import { Simulator } from '../../src/accounts/simulator.js'
import { parseState } from '../../src/accounts/simulatorState.js'
import { openFileStore } from '../../src/accounts/simulatorStore.js'
import { converse, type Talk } from './converse.js'
import { MortalServer, type Mutant } from './mortalServer.js'
import type { Person } from './script.js'
import { violations, type World } from './violations.js'

type Options = { readonly kills: number; readonly seed: number; readonly mutant: Mutant | null; readonly answerWithinMs: number }
export type Found = {
  readonly violations: readonly string[]
  readonly talks: number
  readonly messages: number
  readonly deaths: Readonly<Record<string, number>>
}

const CLIENTS = 5
const personas = fileURLToPath(new URL('../../knowledge/accounts', import.meta.url))

/** Lets clients talk while their server is killed so many times, and tells in what the outcome is not as it must be. */
export async function massacre({ kills, seed, mutant, answerWithinMs }: Options): Promise<Found> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mibao-kill-'))
  const random = seeded(seed)
  const people = await makePeople(dataDir, CLIENTS * 4 + kills * 2, random)
  const server = new MortalServer({ dataDir, mutant, random })
  const talks: Talk[] = []
  const failed = (): boolean => talks.some(({ faults }) => faults.length > 0)
  // A planted fault need only be found once.
  const enough = (): boolean => mutant !== null && failed()
  const place = { server, dataDir, random, answerWithinMs, enough }
  let isOver = false
  const client = async (): Promise<void> => {
    for (let person = people.pop(); person && !isOver && !enough(); person = people.pop()) talks.push(await converse(place, person))
  }
  try {
    const life = server.live(kills, enough).finally(() => {
      isOver = true
    })
    await Promise.all([life, ...Array.from({ length: CLIENTS }, client)])
    await server.stop()
    const world = await worldOf(dataDir)
    return {
      violations: talks.flatMap((talk) => violations(talk, world)),
      talks: talks.length,
      messages: talks.reduce((sum, { sent }) => sum + sent.length, 0),
      deaths: server.deaths,
    }
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function makePeople(dataDir: string, count: number, random: () => number): Promise<Person[]> {
  const store = await openFileStore(join(dataDir, 'accounts.json'))
  const simulator = new Simulator({ store, personas: await loadPersonas(personas), random, now: Date.now, delay: async () => undefined })
  const people: Person[] = []
  for (let made = 0; made < count; made++) {
    const { account_id, verified_contact } = await simulator.createPrivateCopy('healthy')
    people.push({ account: account_id, contact: verified_contact ?? '', newPhone: `1990${String(made).padStart(7, '0')}` })
  }
  return people
}

const inbox = z.record(z.string(), z.array(z.unknown()))

async function worldOf(dataDir: string): Promise<World> {
  const accounts = parseState(await readFile(join(dataDir, 'accounts.json'), 'utf8'))
  const file = join(dataDir, 'inbox.json')
  // There is none until the first message is sent.
  const phones = existsSync(file) ? inbox.parse(JSON.parse(await readFile(file, 'utf8'))) : {}
  return { accounts, inbox: new Map(Object.entries(phones)) }
}

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
