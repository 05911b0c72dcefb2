import { describe, expect, test } from '@jest/globals'
import { dynamicCode } from '../../src/verification/dynamicCode.js'
import { memoryStore } from '../../src/verification/memoryStore.js'
import type { VerificationStore } from '../../src/verification/store.js'
import { intercepted } from './recorder.js'
import { ANN, ANNS_PHONE, hashOf, otherThan, type Room, type RoomOptions, room, SECRET, START } from './room.js'
import { inDatabase, sqlite } from './stores.js'

const MINUTE = 60_000
const number = { number: '13900000001', numberHash: hashOf('13900000001') }

/** Fails at one call to the outside, before or after it took effect, and never again. */
class Fault {
  #calls = 0
  #at = Number.POSITIVE_INFINITY
  #moment: 'before' | 'after' = 'before'

  arm(call: number, moment: 'before' | 'after'): void {
    this.#calls = 0
    this.#at = call
    this.#moment = moment
  }

  get happened(): boolean {
    return this.#calls > this.#at
  }

  readonly wrap: NonNullable<RoomOptions['wrap']> = (deps) =>
    intercepted(deps, async (_name, call) => {
      const here = this.#calls++ === this.#at
      if (here && this.#moment === 'before') throw new Error('crash')
      const answer = await call()
      if (here) throw new Error('crash')
      return answer
    })
}

/** What was counted and sent, seen from outside: what the next tries and sends still get, and what lies in the inboxes. */
async function traces(here: Room): Promise<unknown> {
  const messages = [here.inbox.messages(ANNS_PHONE).length, here.inbox.messages(number.number).length]
  const proof = await here.desk.proofEndsAt({ conversation: 'c1', accountHash: hashOf(ANN), purpose: 'change' })
  const possession = await here.desk.hasPossession({ conversation: 'c1', accountHash: hashOf(ANN), numberHash: number.numberHash, at: START })
  const later = { at: START + MINUTE }
  const wrong = []
  for (let times = 0; times < 6; times++) wrong.push(await here.type('abc', { at: START + 1 }))
  for (let times = 0; times < 6; times++) {
    const tag = await here.desk.tagOf('c1', 'abc')
    wrong.push(await here.desk.tryDynamicCode({ ...here.asked(later), tag }))
    wrong.push(await here.desk.tryPossessionCode({ ...here.asked(later), ...number, tag }))
  }
  here.faces.set(ANN, 'fail')
  for (let times = 0; times < 6; times++) wrong.push(await here.desk.checkFace(here.asked(later)))
  const sends = []
  for (let minute = 1; minute < 7; minute++) sends.push(await here.desk.sendOwnershipCode(here.asked({ at: START + minute * MINUTE })))
  return { messages, proof, possession, wrong, sends }
}

function codesOn({ inbox }: Room): readonly string[] {
  return [ANNS_PHONE, number.number].flatMap((phone) => inbox.messages(phone).map(({ code }) => code))
}

type Name =
  | 'sending an ownership code'
  | 'a right code'
  | 'a wrong code'
  | 'a right dynamic code'
  | 'a wrong dynamic code'
  | 'a face that passes'
  | 'a face that fails'
  | 'sending a possession code'
  | 'a right possession code'
  | 'a wrong possession code'
type Step = {
  readonly prepare: (here: Room) => Promise<void>
  readonly run: (here: Room, tag: string) => Promise<string>
  readonly code?: (here: Room) => string
}
const fixed = (here: Room) => here.asked({ key: 'the one key' })
const sendFirst = async (here: Room) => void (await here.desk.sendOwnershipCode(here.asked()))
const prove = async (here: Room) => void (await here.desk.checkFace(here.asked()))
const sendToNumber = async (here: Room) => {
  await prove(here)
  await here.desk.sendPossessionCode({ ...here.asked(), ...number })
}

const steps: Readonly<Record<Name, Step>> = {
  'sending an ownership code': { prepare: async () => undefined, run: (here) => here.desk.sendOwnershipCode(fixed(here)) },
  'a right code': {
    prepare: sendFirst,
    run: (here, tag) => here.desk.tryOwnershipCode({ ...fixed(here), tag }),
    code: (here) => here.codeOn(ANNS_PHONE),
  },
  'a wrong code': {
    prepare: sendFirst,
    run: (here, tag) => here.desk.tryOwnershipCode({ ...fixed(here), tag }),
    code: (here) => otherThan(here.codeOn(ANNS_PHONE)),
  },
  'a right dynamic code': {
    prepare: sendFirst,
    run: (here, tag) => here.desk.tryDynamicCode({ ...fixed(here), tag }),
    code: () => dynamicCode(SECRET, START),
  },
  'a wrong dynamic code': { prepare: sendFirst, run: (here, tag) => here.desk.tryDynamicCode({ ...fixed(here), tag }), code: () => 'abc' },
  'a face that passes': { prepare: sendFirst, run: (here) => here.desk.checkFace(fixed(here)) },
  'a face that fails': { prepare: async (here) => void here.faces.set(ANN, 'fail'), run: (here) => here.desk.checkFace(fixed(here)) },
  'sending a possession code': { prepare: prove, run: (here) => here.desk.sendPossessionCode({ ...fixed(here), ...number }) },
  'a right possession code': {
    prepare: sendToNumber,
    run: (here, tag) => here.desk.tryPossessionCode({ ...fixed(here), ...number, tag }),
    code: (here) => here.codeOn(number.number),
  },
  'a wrong possession code': {
    prepare: sendToNumber,
    run: (here, tag) => here.desk.tryPossessionCode({ ...fixed(here), ...number, tag }),
    code: () => 'abc',
  },
}

type Ran = { readonly outcome: string; readonly traces: unknown; readonly crashed: boolean }

/** Runs the step with a crash at the given call, then again under the same key as often as it takes, and once more. */
async function crashing(step: Step, store: VerificationStore, call: number, moment: 'before' | 'after'): Promise<Ran> {
  const fault = new Fault()
  const here = await room({ store, wrap: fault.wrap })
  await step.prepare(here)
  const tag = await here.desk.tagOf('c1', step.code?.(here) ?? '')
  fault.arm(call, moment)
  const first = await step.run(here, tag).catch((crash: Error) => crash.message)
  const crashed = fault.happened
  const shown = codesOn(here)
  fault.arm(Number.POSITIVE_INFINITY, 'before')
  const outcome = await step.run(here, tag)
  expect(first).toBe(crashed ? 'crash' : outcome)
  expect(await step.run(here, tag)).toBe(outcome)
  for (const code of shown) expect(codesOn(here)).toContain(code)
  return { outcome, traces: await traces(here), crashed }
}

async function crashEverywhere(step: Step, newStore: () => Promise<VerificationStore>): Promise<number> {
  const calm = await crashing(step, await newStore(), Number.POSITIVE_INFINITY, 'before')
  let points = 0
  for (const moment of ['before', 'after'] as const) {
    for (let call = 0; ; call++) {
      const ran = await crashing(step, await newStore(), call, moment)
      if (!ran.crashed) break
      points++
      expect({ ...ran, call, moment }).toEqual({ ...calm, crashed: true, call, moment })
    }
  }
  return points
}

describe('a crash at any point, and the same key again: the same answer, the same code, counted once', () => {
  for (const [name, step] of Object.entries(steps)) {
    test(name, async () => {
      expect(await crashEverywhere(step, async () => memoryStore())).toBeGreaterThan(8)
    })
  }

  test('a wrong code in a database', async () => {
    const opened: (() => Promise<void>)[] = []
    const newStore = async () => {
      const { store, close } = await inDatabase('sqlite', sqlite())
      opened.push(close)
      return store
    }
    expect(await crashEverywhere(steps['a wrong code'], newStore)).toBeGreaterThan(8)
    for (const close of opened) await close()
  })
})

test('the code that arrived is the one in force, wherever sending crashed', async () => {
  for (const moment of ['before', 'after'] as const) {
    for (let call = 0; call < 7; call++) {
      const fault = new Fault()
      const here = await room({ wrap: fault.wrap })
      const asked = fixed(here)
      fault.arm(call, moment)
      await expect(here.desk.sendOwnershipCode(asked)).rejects.toThrow('crash')
      expect(await here.desk.sendOwnershipCode(asked)).toBe('sent')
      expect(await here.type(here.codeOn(ANNS_PHONE))).toBe('verified')
    }
  }
})

test('a try repeated late counts on the code it was made for', async () => {
  const fault = new Fault()
  const here = await room({ wrap: fault.wrap })
  await here.desk.sendOwnershipCode(here.asked())
  const late = { ...fixed(here), tag: await here.desk.tagOf('c1', 'abc') }
  // The last call keeps the result: the try has counted by then.
  fault.arm(6, 'before')
  await expect(here.desk.tryOwnershipCode(late)).rejects.toThrow('crash')
  await here.desk.sendOwnershipCode(here.asked({ at: START + MINUTE }))
  expect(await here.desk.tryOwnershipCode(late)).toBe('wrong')
  const outcomes = []
  for (let times = 0; times < 6; times++) outcomes.push(await here.type('abc', { at: START + MINUTE }))
  expect(outcomes).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'locked'])
})
