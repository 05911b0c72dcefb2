import { describe, expect, test } from '@jest/globals'
import { dynamicCode } from '../../src/verification/dynamicCode.js'
import { ANN, ANNS_PHONE, BARE, BEN, BENS_PHONE, hashOf, NOBODY, otherThan, type Room, room, SECRET, START } from './room.js'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const ann = { conversation: 'c1', accountHash: hashOf(ANN), at: START }

async function proofs({ desk }: Room, over: Partial<typeof ann> = {}): Promise<readonly string[]> {
  return [await desk.requireProof({ ...ann, ...over, purpose: 'read' }), await desk.requireProof({ ...ann, ...over, purpose: 'change' })]
}

async function tryDynamic({ desk, asked }: Room, code: string, over: Parameters<Room['asked']>[0] = {}): Promise<string> {
  const from = asked(over)
  return desk.tryDynamicCode({ ...from, tag: await desk.tagOf(from.conversation, code) })
}

describe('an ownership code', () => {
  test('goes to the verified contact alone and proves', async () => {
    const here = await room()
    expect(await proofs(here)).toEqual(['not_verified', 'not_verified'])
    expect(await here.proveBySms()).toBe('verified')
    expect(await proofs(here)).toEqual(['ok', 'ok'])
    expect(here.inbox.messages(ANNS_PHONE)).toHaveLength(1)
    expect(await here.desk.proofEndsAt({ ...ann, purpose: 'change' })).toBe(START + 15 * MINUTE)
  })

  test('for reading does not prove for a change', async () => {
    const here = await room()
    await here.proveBySms({ purpose: 'read' })
    expect(await proofs(here)).toEqual(['ok', 'not_verified'])
  })

  test('ends after five minutes, by the clock of the input alone', async () => {
    const here = await room()
    await here.desk.sendOwnershipCode(here.asked())
    expect(await here.type(here.codeOn(ANNS_PHONE), { at: START + 5 * MINUTE })).toBe('expired')
    expect(await here.type(here.codeOn(ANNS_PHONE), { at: START + 5 * MINUTE - 1 })).toBe('verified')
  })

  test('proves for fifteen minutes, and not once the proofs were dropped', async () => {
    const here = await room()
    await here.proveBySms()
    expect(await proofs(here, { at: START + 15 * MINUTE - 1 })).toEqual(['ok', 'ok'])
    expect(await proofs(here, { at: START + 15 * MINUTE })).toEqual(['not_verified', 'not_verified'])
    await here.desk.dropProofs('c1')
    expect(await proofs(here)).toEqual(['not_verified', 'not_verified'])
  })

  test('is used up by the first right try, and by a newer code', async () => {
    const here = await room()
    await here.desk.sendOwnershipCode(here.asked())
    const first = here.codeOn(ANNS_PHONE)
    await here.desk.sendOwnershipCode(here.asked({ at: START + MINUTE }))
    const second = here.codeOn(ANNS_PHONE)
    expect(await here.type(first, { at: START + MINUTE })).toBe('wrong')
    expect(await here.type(second, { at: START + MINUTE })).toBe('verified')
    expect(await here.type(second, { at: START + MINUTE })).toBe('expired')
  })

  test('is nowhere in what the store holds', async () => {
    const here = await room()
    const asked = here.asked()
    await here.desk.sendOwnershipCode(asked)
    const code = here.codeOn(ANNS_PHONE)
    const held = await here.store.latest({ conversation: 'c1', accountHash: hashOf(ANN), purpose: 'change', method: 'sms' })
    expect(JSON.stringify(held)).not.toContain(code)
    expect(held?.salt).toMatch(/^[0-9a-f]{32}$/)
    expect(await here.desk.tagOf('c1', code)).not.toContain(code)
  })

  test('has no tries where none was sent', async () => {
    const here = await room()
    expect(await here.type('123456')).toBe('expired')
  })
})

describe('a code used for something else is not accepted', () => {
  async function sent(): Promise<Room> {
    const here = await room()
    await here.desk.sendOwnershipCode(here.asked())
    return here
  }

  test('in another conversation', async () => {
    const here = await sent()
    await here.desk.sendOwnershipCode(here.asked({ conversation: 'c2', account: BEN, accountHash: hashOf(BEN) }))
    expect(await here.type(here.codeOn(ANNS_PHONE), { conversation: 'c2' })).toBe('expired')
    expect(await here.type(here.codeOn(ANNS_PHONE), { conversation: 'c2', account: BEN, accountHash: hashOf(BEN) })).toBe('wrong')
  })

  test('for another account', async () => {
    const here = await sent()
    expect(await here.type(here.codeOn(ANNS_PHONE), { account: BEN })).toBe('expired')
    await here.desk.sendOwnershipCode(here.asked({ account: BEN }))
    expect(await here.type(here.codeOn(ANNS_PHONE), { account: BEN })).toBe('wrong')
    expect(await proofs(here, { accountHash: hashOf(BEN) })).toEqual(['not_verified', 'not_verified'])
  })

  test('for another purpose', async () => {
    const here = await room()
    await here.desk.sendOwnershipCode(here.asked({ purpose: 'read' }))
    expect(await here.type(here.codeOn(ANNS_PHONE), { purpose: 'change' })).toBe('expired')
    expect(await proofs(here)).toEqual(['not_verified', 'not_verified'])
  })

  test('for another number, or as the other kind of code', async () => {
    const here = await room()
    await here.proveBySms()
    const number = { number: '13900000001', numberHash: hashOf('13900000001') }
    const other = { number: '13900000002', numberHash: hashOf('13900000002') }
    expect(await here.desk.sendPossessionCode({ ...here.asked(), ...number })).toBe('sent')
    const tag = await here.desk.tagOf('c1', here.codeOn(number.number))
    expect(await here.desk.tryPossessionCode({ ...here.asked(), ...other, tag })).toBe('expired')
    expect(await here.desk.hasPossession({ ...ann, ...other })).toBe(false)
    await here.desk.sendOwnershipCode(here.asked({ at: START + MINUTE }))
    expect(await here.type(here.codeOn(number.number), { at: START + MINUTE })).toBe('wrong')
    const ownership = await here.desk.tagOf('c1', here.codeOn(ANNS_PHONE))
    expect(await here.desk.tryPossessionCode({ ...here.asked(), ...number, tag: ownership })).toBe('wrong')
  })
})

describe('a possession code', () => {
  const number = { number: '13900000001', numberHash: hashOf('13900000001') }

  test('needs a proof for a change that has not ended', async () => {
    const here = await room()
    expect(await here.desk.sendPossessionCode({ ...here.asked(), ...number })).toBe('not_verified')
    await here.proveBySms({ purpose: 'read' })
    expect(await here.desk.sendPossessionCode({ ...here.asked(), ...number })).toBe('not_verified')
    await here.proveBySms({ at: START + MINUTE })
    expect(await here.desk.sendPossessionCode({ ...here.asked({ at: START + 16 * MINUTE }), ...number })).toBe('not_verified')
    expect(here.inbox.messages(number.number)).toEqual([])
    expect(await here.desk.sendPossessionCode({ ...here.asked({ at: START + MINUTE }), ...number })).toBe('sent')
  })

  test('shows that the number is theirs, for this conversation and account, and nothing else', async () => {
    const here = await room()
    await here.proveBySms()
    await here.desk.sendPossessionCode({ ...here.asked(), ...number })
    await here.desk.dropProofs('c1')
    const tag = await here.desk.tagOf('c1', here.codeOn(number.number))
    expect(await here.desk.tryPossessionCode({ ...here.asked(), ...number, tag })).toBe('verified')
    expect(await here.desk.hasPossession({ ...ann, ...number })).toBe(true)
    expect(await proofs(here)).toEqual(['not_verified', 'not_verified'])
    expect(await here.desk.hasPossession({ ...ann, ...number, conversation: 'c2' })).toBe(false)
    expect(await here.desk.hasPossession({ ...ann, ...number, accountHash: hashOf(BEN) })).toBe(false)
    expect(await here.desk.hasPossession({ ...ann, ...number, at: START + 15 * MINUTE })).toBe(false)
  })

  test('is limited where the asker spent the budget, and silently unsent where others did', async () => {
    const here = await room()
    await here.proveBySms()
    const annsOwn = { number: ANNS_PHONE, numberHash: hashOf(ANNS_PHONE) }
    expect(await here.desk.sendPossessionCode({ ...here.asked(), ...annsOwn })).toBe('limited')
    await here.desk.sendOwnershipCode(here.asked({ conversation: 'bens', account: BEN }))
    const bens = { number: BENS_PHONE, numberHash: hashOf(BENS_PHONE) }
    expect(await here.desk.sendPossessionCode({ ...here.asked(), ...bens })).toBe('sent')
    expect(here.inbox.messages(BENS_PHONE)).toHaveLength(1)
  })
})

describe('sending', () => {
  test('is limited to one a minute and five a day', async () => {
    const here = await room()
    const sendAt = (at: number) => here.desk.sendOwnershipCode(here.asked({ at: START + at }))
    const outcomes = []
    for (const at of [0, MINUTE - 1, MINUTE, 2 * MINUTE, 3 * MINUTE, 4 * MINUTE, 5 * MINUTE, DAY - 1, DAY]) outcomes.push(await sendAt(at))
    expect(outcomes).toEqual(['sent', 'limited', 'sent', 'sent', 'sent', 'sent', 'limited', 'limited', 'sent'])
    expect(here.inbox.messages(ANNS_PHONE)).toHaveLength(6)
  })

  test('a number that two accounts share is written to once a minute, and neither asker learns why', async () => {
    const here = await room()
    const bens = here.contacts.get(BEN)
    if (bens !== undefined) here.contacts.set(BEN, { ...bens, verified_contact: ANNS_PHONE })
    expect(await here.desk.sendOwnershipCode(here.asked())).toBe('sent')
    expect(await here.desk.sendOwnershipCode(here.asked({ account: BEN }))).toBe('sent')
    expect(here.inbox.messages(ANNS_PHONE)).toHaveLength(1)
  })
})

describe('a dynamic code', () => {
  test('proves once, in whatever conversation', async () => {
    const here = await room()
    const code = dynamicCode(SECRET, START)
    expect(await tryDynamic(here, code)).toBe('verified')
    expect(await tryDynamic(here, code)).toBe('wrong')
    expect(await tryDynamic(here, code, { conversation: 'c2' })).toBe('wrong')
    expect(await proofs(here)).toEqual(['ok', 'ok'])
    expect(await proofs(here, { conversation: 'c2' })).toEqual(['not_verified', 'not_verified'])
  })

  test('is judged at the time of the input, one step to either side', async () => {
    const outcomes = []
    for (const seconds of [-60, -30, 0, 30, 60]) outcomes.push(await tryDynamic(await room(), dynamicCode(SECRET, START + seconds * 1000)))
    expect(outcomes).toEqual(['wrong', 'verified', 'verified', 'verified', 'wrong'])
  })

  test('of another account, of an account without or of none is wrong', async () => {
    const here = await room()
    for (const account of [BEN, BARE, NOBODY]) expect(await tryDynamic(here, dynamicCode(SECRET, START), { account })).toBe('wrong')
  })

  test('may be wrong five times, then the right one is locked too', async () => {
    const here = await room()
    const outcomes = []
    for (let times = 0; times < 6; times++) outcomes.push(await tryDynamic(here, otherThan(dynamicCode(SECRET, START))))
    expect(outcomes).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'locked'])
    expect(await tryDynamic(here, dynamicCode(SECRET, START))).toBe('locked')
    expect(await proofs(here)).toEqual(['not_verified', 'not_verified'])
  })

  test('that is right fifty times at once is accepted once', async () => {
    const here = await room()
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => tryDynamic(here, dynamicCode(SECRET, START))))
    expect(outcomes.filter((outcome) => outcome === 'verified')).toHaveLength(1)
  })
})

describe('a face check', () => {
  test('proves when it passes', async () => {
    const here = await room()
    expect(await here.desk.checkFace(here.asked())).toBe('verified')
    expect(await proofs(here)).toEqual(['ok', 'ok'])
  })

  test('in bad light is no failure, and a failure proves nothing', async () => {
    const here = await room()
    here.faces.set(ANN, 'bad_light')
    for (let times = 0; times < 7; times++) expect(await here.desk.checkFace(here.asked())).toBe('bad_light')
    here.faces.set(ANN, 'fail')
    for (let times = 0; times < 5; times++) expect(await here.desk.checkFace(here.asked())).toBe('failed')
    here.faces.set(ANN, 'pass')
    expect(await here.desk.checkFace(here.asked())).toBe('locked')
    expect(await here.desk.checkFace(here.asked({ account: NOBODY }))).toBe('failed')
    expect(await proofs(here)).toEqual(['not_verified', 'not_verified'])
  })
})

test('reset forgets the codes, proofs and budgets of one account', async () => {
  const here = await room()
  await here.proveBySms()
  await here.proveBySms({ account: BEN })
  await here.desk.reset(hashOf(ANN))
  expect(await proofs(here)).toEqual(['not_verified', 'not_verified'])
  expect(await proofs(here, { accountHash: hashOf(BEN) })).toEqual(['ok', 'ok'])
  expect(await here.desk.sendOwnershipCode(here.asked())).toBe('sent')
})
