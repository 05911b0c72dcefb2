import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Challenge } from '../../src/verification/core.js'
import { ANN, ANNS_PHONE, BEN, hashOf, otherThan, room, START, tally } from './room.js'
import type { OpenStore } from './stores.js'

const MINUTE = 60_000
/** A thousand tries on a busy machine may take a while; nothing here is timed. */
const PATIENCE = 60_000
const challenge: Challenge = {
  id: 'one',
  method: 'sms',
  conversation: 'c1',
  accountHash: hashOf(ANN),
  purpose: 'change',
  numberHash: '',
  salt: 'salt',
  sham: false,
  openedAt: START,
  closesAt: START + 5 * MINUTE,
  locked: false,
  acceptedKey: null,
  proofEndsAt: null,
}
const spending = { bucket: 'b', rules: [{ withinMs: MINUTE, limit: 2 }], accountHash: hashOf(ANN), at: START }
const acceptance = { id: 'one', key: 'k1', at: START, proofEndsAt: START + MINUTE }
const proof = { conversation: 'c1', accountHash: hashOf(ANN), purposes: ['change'], methods: ['sms'], numberHash: '' } as const

/** What every store owes this room; `open` gives an empty one. */
export function storeContract(name: string, open: () => Promise<OpenStore>): void {
  describe(name, () => {
    let opened: OpenStore
    beforeEach(async () => {
      opened = await open()
    })
    afterEach(() => opened.close())

    claims(() => opened)
    budgets(() => opened)
    challenges(() => opened)
    forgetting(() => opened)
    races(() => opened)
  })
}

function claims(opened: () => OpenStore): void {
  test('a claim pins its subject and keeps its first result', async () => {
    const { store } = opened()
    const claim = { key: 'k', conversation: 'c1', at: START }
    expect(await store.claim({ ...claim, subject: 'first' })).toEqual({ subject: 'first', result: null })
    expect(await store.claim({ ...claim, subject: 'second' })).toEqual({ subject: 'first', result: null })
    expect(await store.keep('k', 'wrong')).toBe('wrong')
    expect(await store.keep('k', 'verified')).toBe('wrong')
    expect(await store.claim({ ...claim, subject: 'third' })).toEqual({ subject: 'first', result: 'wrong' })
    await expect(store.keep('unclaimed', 'wrong')).rejects.toThrow('unclaimed')
  })
}

function budgets(opened: () => OpenStore): void {
  test('a key spends once, the limit holds, and the window slides', async () => {
    const { store } = opened()
    const spend = (key: string, at = START) => store.spend({ ...spending, key, at })
    expect(await store.look(spending, START)).toEqual({ admitted: true, first: true })
    expect(await spend('a')).toEqual({ admitted: true, first: true })
    expect(await spend('a')).toEqual({ admitted: true, first: true })
    expect(await spend('b', START + 1)).toEqual({ admitted: true, first: false })
    expect(await spend('c', START + 2)).toEqual({ admitted: false, first: false })
    expect(await store.look(spending, START + 2)).toEqual({ admitted: false, first: false })
    expect(await spend('c', START + MINUTE)).toMatchObject({ admitted: true })
    expect(await spend('d', START + MINUTE)).toMatchObject({ admitted: false })
    expect(await store.spend({ ...spending, bucket: 'another', key: 'a' })).toEqual({ admitted: true, first: true })
  })

  test('every rule of a bucket holds', async () => {
    const { store } = opened()
    const rules = [
      { withinMs: MINUTE, limit: 1 },
      { withinMs: 60 * MINUTE, limit: 2 },
    ]
    const spend = async (key: string, minute: number) => (await store.spend({ ...spending, rules, key, at: START + minute * MINUTE })).admitted
    expect([await spend('a', 0), await spend('b', 0.5), await spend('c', 1), await spend('d', 2), await spend('e', 60)]).toEqual([
      true,
      false,
      true,
      false,
      true,
    ])
  })

  test('parallel spendings use a bucket up exactly', async () => {
    const { store } = opened()
    const rules = [{ withinMs: MINUTE, limit: 7 }]
    const spent = await Promise.all(Array.from({ length: 100 }, (_, n) => store.spend({ ...spending, rules, key: `k${n}` })))
    expect(spent.filter(({ admitted }) => admitted)).toHaveLength(7)
    expect(spent.filter(({ first }) => first)).toHaveLength(1)
  })
}

function challenges(opened: () => OpenStore): void {
  test('a challenge is stored once and read back as it was', async () => {
    const { store } = opened()
    expect(await store.open(challenge)).toEqual(challenge)
    expect(await store.open({ ...challenge, salt: 'another' })).toEqual(challenge)
    expect(await store.challenge('one')).toEqual(challenge)
    expect(await store.challenge('none')).toBeNull()
  })

  test('the latest is the one that was opened last, by conversation, account, purpose and method', async () => {
    const { store } = opened()
    await store.open({ ...challenge, id: 'later', openedAt: START + 2 })
    await store.open({ ...challenge, id: 'earlier', openedAt: START + 1 })
    await store.open({ ...challenge, id: 'other_purpose', purpose: 'read', openedAt: START + 3 })
    await store.open({ ...challenge, id: 'other_account', accountHash: hashOf(BEN), openedAt: START + 4 })
    await store.open({ ...challenge, id: 'other_method', method: 'possession', openedAt: START + 5 })
    await store.open({ ...challenge, id: 'other_conversation', conversation: 'c2', openedAt: START + 6 })
    const of = { conversation: 'c1', accountHash: hashOf(ANN), purpose: 'change', method: 'sms' } as const
    expect((await store.latest(of))?.id).toBe('later')
    expect(await store.latest({ ...of, conversation: 'c3' })).toBeNull()
    expect(await store.latestId('c1', 'sms')).toBe('other_account')
    expect(await store.latestId('c3', 'sms')).toBeNull()
  })

  test('an open challenge is accepted by one key', async () => {
    const { store } = opened()
    await store.open(challenge)
    expect(await store.accept(acceptance)).toMatchObject({ acceptedKey: 'k1', proofEndsAt: START + MINUTE })
    expect(await store.accept({ ...acceptance, key: 'k2' })).toMatchObject({ acceptedKey: 'k1' })
    expect(await store.accept({ ...acceptance, id: 'none' })).toBeNull()
  })

  test('a sham, a locked and an ended challenge are not accepted', async () => {
    const { store } = opened()
    await store.open({ ...challenge, sham: true })
    await store.open({ ...challenge, id: 'locked' })
    await store.lock('locked')
    await store.open({ ...challenge, id: 'ended', closesAt: START })
    for (const id of ['one', 'locked', 'ended'])
      expect(await store.accept({ ...acceptance, id })).toMatchObject({ acceptedKey: null, proofEndsAt: null })
  })

  test('the longest proof counts, for its own conversation, account, purpose, method and number alone', async () => {
    const { store } = opened()
    await store.open({ ...challenge, acceptedKey: 'k', proofEndsAt: START + 1 })
    await store.open({ ...challenge, id: 'longer', acceptedKey: 'k', proofEndsAt: START + 2 })
    await store.open({ ...challenge, id: 'open' })
    expect(await store.proofEnd(proof)).toBe(START + 2)
    const others = [
      { conversation: 'c2' },
      { accountHash: hashOf(BEN) },
      { purposes: ['read' as const] },
      { methods: ['possession' as const] },
      { numberHash: 'n' },
    ]
    for (const other of others) expect(await store.proofEnd({ ...proof, ...other })).toBeNull()
  })
}

function forgetting(opened: () => OpenStore): void {
  test('dropped proofs are gone, elsewhere they stay, and a repeat does not bring them back', async () => {
    const { store } = opened()
    const proven = { ...challenge, acceptedKey: 'k', proofEndsAt: START + 1 }
    await store.open(proven)
    await store.open({ ...proven, id: 'elsewhere', conversation: 'c2' })
    await store.dropProofs('c1')
    await store.open(proven)
    expect(await store.proofEnd(proof)).toBeNull()
    expect(await store.proofEnd({ ...proof, conversation: 'c2' })).toBe(START + 1)
  })

  test('a conversation, an age, an account or everything is forgotten', async () => {
    const { store } = opened()
    const claim = { conversation: 'c1', subject: 'x', at: START }
    await store.claim({ ...claim, key: 'c1' })
    await store.open(challenge)
    await store.forgetConversation('c1')
    expect(await store.challenge('one')).toBeNull()
    expect((await store.claim({ ...claim, key: 'c1', subject: 'y' })).subject).toBe('y')

    await store.open({ ...challenge, id: 'old', openedAt: START - 1 })
    await store.open({ ...challenge, id: 'bens', accountHash: hashOf(BEN) })
    await store.open(challenge)
    await store.spend({ ...spending, key: 'a' })
    await store.spend({ ...spending, key: 'b', accountHash: hashOf(BEN) })
    await store.forgetBefore(START)
    expect([await store.challenge('old'), (await store.challenge('one'))?.id]).toEqual([null, 'one'])

    await store.reset(hashOf(ANN))
    expect([await store.challenge('one'), (await store.challenge('bens'))?.id]).toEqual([null, 'bens'])
    expect((await store.spend({ ...spending, key: 'c' })).admitted).toBe(true)
    expect((await store.spend({ ...spending, key: 'd' })).admitted).toBe(false)

    await store.reset()
    expect(await store.challenge('bens')).toBeNull()
    expect((await store.claim({ ...claim, key: 'c1', subject: 'z' })).subject).toBe('z')
    expect(await store.look(spending, START)).toEqual({ admitted: true, first: true })
  })
}

function races(opened: () => OpenStore): void {
  test(
    'of 1,000 parallel wrong codes five are evaluated',
    async () => {
      const { desk, asked, codeOn, type } = await room({ store: opened().store })
      await desk.sendOwnershipCode(asked())
      const right = codeOn(ANNS_PHONE)
      expect(tally(await Promise.all(Array.from({ length: 1000 }, () => type(otherThan(right)))))).toEqual({ wrong: 5, locked: 995 })
      expect(await type(right)).toBe('locked')
    },
    PATIENCE,
  )

  test(
    'of 50 parallel right codes one is accepted',
    async () => {
      const { desk, asked, codeOn, type } = await room({ store: opened().store })
      await desk.sendOwnershipCode(asked())
      const right = codeOn(ANNS_PHONE)
      expect(tally(await Promise.all(Array.from({ length: 50 }, () => type(right))))).toEqual({ verified: 1, expired: 49 })
    },
    PATIENCE,
  )

  test(
    'of 50 parallel sends one is sent, and under one key all are the same send',
    async () => {
      const { desk, asked, inbox } = await room({ store: opened().store })
      const sends = await Promise.all(Array.from({ length: 50 }, (_, n) => desk.sendOwnershipCode(asked({ conversation: `c${n}` }))))
      expect(tally(sends)).toEqual({ sent: 1, limited: 49 })
      const same = asked({ at: START + MINUTE })
      expect(tally(await Promise.all(Array.from({ length: 50 }, () => desk.sendOwnershipCode(same))))).toEqual({ sent: 50 })
      expect(inbox.messages(ANNS_PHONE)).toHaveLength(2)
    },
    PATIENCE,
  )
}
