import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { memoryStore } from '../../src/verification/memoryStore.js'
import type { VerificationStore } from '../../src/verification/store.js'
import { GuardModel } from './guardModel.js'
import { intercepted } from './recorder.js'
import { ANN, ANNS_PHONE, BEN, BENS_PHONE, hashOf, room } from './room.js'

const STRANGERS_PHONE = '13700000001'

const command = fc.record({
  what: fc.constantFrom(
    'send',
    'send',
    'try',
    'try',
    'try_dynamic',
    'send_possession',
    'send_possession',
    'try_possession',
    'try_possession',
    'face',
    'wait',
    'drop',
  ),
  conversation: fc.constantFrom('c1', 'c2'),
  account: fc.constantFrom(ANN, BEN),
  purpose: fc.constantFrom('read', 'change'),
  /** The code that arrived for this, one read off any phone, a dynamic code; `guess` knows nothing. */
  typed: fc.constantFrom('arrived', 'arrived', 'arrived', 'phone', 'phone', 'dynamic', 'guess'),
  phone: fc.constantFrom(ANNS_PHONE, BENS_PHONE, STRANGERS_PHONE),
  back: fc.nat(1),
  number: fc.constantFrom(ANNS_PHONE, STRANGERS_PHONE),
  face: fc.constantFrom('pass', 'fail', 'bad_light'),
  minutes: fc.constantFrom(1, 4, 6, 11),
})

type Walked = { readonly proven: number; readonly breach: string | null }

/** Walks at random: how often something was proven, and the first breach of the model. */
async function walk(newStore: () => VerificationStore, runs: number): Promise<Walked> {
  let proven = 0
  const walked = fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 40, size: 'max' }), async (commands) => {
    // Wide budgets, so that walks get deep; the budgets have tests of their own.
    const model = new GuardModel(await room({ store: newStore(), limits: { perNumberPerMinute: 3, perNumberPerDay: 50 } }))
    for (const one of commands) {
      await model.run(one)
      await model.check()
    }
    proven += model.proven
  })
  const { errorInstance } = await fc.check(walked, { numRuns: runs, seed: 20300101, endOnFailure: true })
  return { proven, breach: errorInstance instanceof Error ? errorInstance.message : null }
}

/** A store with one method that does something else. */
function faulty(fault: (store: VerificationStore) => Partial<VerificationStore>): () => VerificationStore {
  return () => {
    const nobody = { contactOf: async () => null, faceResult: async () => null }
    const { store } = intercepted({ store: memoryStore(), accounts: nobody, sms: { send: async () => undefined } }, (_name, call) => call())
    return { ...store, ...fault(store) }
  }
}

test('whatever is done in whatever order, nothing is proven without a right code, dynamic code or face on the right account', async () => {
  const { proven, breach } = await walk(memoryStore, 1000)
  expect(breach).toBeNull()
  expect(proven).toBeGreaterThan(1000)
}, 60_000)

const faults: Readonly<Record<string, (store: VerificationStore) => Partial<VerificationStore>>> = {
  'any purpose will do': (store) => ({ proofEnd: (of) => store.proofEnd({ ...of, purposes: ['read', 'change'] }) }),
  'a possession proves ownership': (store) => ({
    async proofEnd(of) {
      const ends = await Promise.all([store.proofEnd(of), store.proofEnd({ ...of, methods: ['possession'], numberHash: hashOf(STRANGERS_PHONE) })])
      return Math.max(...ends.map((end) => end ?? 0))
    },
  }),
  'proofs are never dropped': () => ({ dropProofs: async () => undefined }),
  'a dynamic code is good for any account': (store) => ({
    open: (challenge) => store.open({ ...challenge, accountHash: 'anybody' }),
    proofEnd: (of) => store.proofEnd({ ...of, accountHash: 'anybody' }),
  }),
  'codes do not end': (store) => ({ open: (challenge) => store.open({ ...challenge, closesAt: challenge.closesAt + 3_600_000 }) }),
  'a proof is good in every conversation': (store) => ({
    open: (challenge) => store.open(challenge.proofEndsAt === null ? challenge : { ...challenge, conversation: 'c1' }),
    proofEnd: (of) => store.proofEnd({ ...of, conversation: 'c1' }),
  }),
}
for (const [name, fault] of Object.entries(faults)) {
  test(`the walk finds a planted fault: ${name}`, async () => {
    expect((await walk(faulty(fault), 1000)).breach).toContain('without')
  }, 60_000)
}
