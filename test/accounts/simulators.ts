import { fileURLToPath } from 'node:url'
import { loadPersonas } from '../../src/accounts/personas.js'
import { Simulator, type SimulatorDeps } from '../../src/accounts/simulator.js'
import { memoryStore } from '../../src/accounts/simulatorStore.js'

export const personasFolder = fileURLToPath(new URL('../../knowledge/accounts', import.meta.url))
export const startOfTime = Date.UTC(2030, 0, 1)

/** Mulberry32: the same seed draws the same numbers. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Everything that a simulator needs; the clock moves a second with every look. */
export async function simulatorDeps(deps: Partial<SimulatorDeps> = {}): Promise<SimulatorDeps> {
  let time = startOfTime
  return {
    store: memoryStore(),
    personas: await loadPersonas(personasFolder),
    random: seeded(1),
    now: () => {
      time += 1000
      return time
    },
    delay: () => Promise.resolve(),
    ...deps,
  }
}

export async function simulatorInMemory(deps: Partial<SimulatorDeps> = {}): Promise<Simulator> {
  return new Simulator(await simulatorDeps(deps))
}
