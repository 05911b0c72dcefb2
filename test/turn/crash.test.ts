import { describe, expect, test } from '@jest/globals'
import { memoryStorage } from '../../src/storage/memory.js'
import type { Storage } from '../../src/storage/records.js'
import type { FailPoint } from '../../src/turn/deps.js'
import { LIMITS } from '../../src/turn/deps.js'
import { FakeWorkshop, openOffice, quiet } from './office.js'

/** A process that ends at a point: it throws there, and from then on nothing that it does reaches the store. */
function mortal(storage: Storage, at: FailPoint): { readonly storage: Storage; readonly failPoint: (name: FailPoint) => void } {
  let dead = false
  const alive =
    <Arguments extends readonly unknown[], Result>(call: (...given: Arguments) => Promise<Result>) =>
    (...given: Arguments): Promise<Result> =>
      dead ? Promise.reject(new Error('the process has ended')) : call(...given)
  return {
    storage: {
      ...storage,
      commitTurn: alive(storage.commitTurn),
      conversation: alive(storage.conversation),
      events: alive(storage.events),
      activitiesAfter: alive(storage.activitiesAfter),
    },
    failPoint: (name) => {
      if (name !== at || dead) return
      dead = true
      throw new Error(`the process ended at ${at}`)
    },
  }
}

const POINTS = ['before_claim', 'after_claim', 'after_effect', 'after_settle'] as const satisfies readonly FailPoint[]

/** Says "撑伞" to a process that dies, and what a second process makes of it once the lease has ended. */
async function afterCrash(at: FailPoint, words = '撑伞') {
  const storage = memoryStorage()
  const shop = new FakeWorkshop()
  await openOffice({ storage, shop }).say('出门')
  const dying = openOffice({ shop, ...mortal(storage, at) })
  const acknowledged = await dying.send(words, 'c1').then(
    () => true,
    () => false,
  )
  await quiet()
  const heir = openOffice({ storage, shop, holder: 'node-2' })
  heir.clock.wall = LIMITS.leaseMs + 1
  return { heir, shop, acknowledged }
}

describe.each(POINTS)('a process that ends %s', (at) => {
  test('leaves work that another one finishes: the act once, under one key, with one reply', async () => {
    const { heir, shop, acknowledged } = await afterCrash(at)
    if (!acknowledged) await heir.send('撑伞', 'c1')
    await heir.turns.recover()
    await heir.turns.settled()
    expect(shop.done.size).toBe(1)
    expect(new Set(shop.ordersOf('open_umbrella')).size).toBe(1)
    const told = await heir.transcript()
    expect(told.filter((line) => line === '> 撑伞')).toHaveLength(1)
    expect(told.filter((line) => line === 'errand/opened.say.0')).toHaveLength(1)
    expect(await heir.storage.openEffects(10)).toEqual([])
    expect((await heir.conversation()).working).toBeNull()
    const { stored, folded } = await heir.foldsToItsState()
    expect(stored).toEqual(folded)
  })

  test('and whose client sends again makes no second turn', async () => {
    const { heir, shop } = await afterCrash(at)
    await heir.send('撑伞', 'c1')
    await heir.turns.settled()
    await heir.turns.recover()
    await heir.turns.settled()
    expect(shop.done.size).toBe(1)
    expect((await heir.transcript()).filter((line) => line === 'errand/opened.say.0')).toHaveLength(1)
  })

  test('in the first of two acts leaves both done once', async () => {
    const { heir, shop, acknowledged } = await afterCrash(at, '撑开再收')
    if (!acknowledged) await heir.send('撑开再收', 'c1')
    await heir.turns.recover()
    await heir.turns.settled()
    expect([...shop.done.keys()]).toEqual(['talk/c1/0', 'talk/c1/1'])
    expect((await heir.transcript()).filter((line) => line === 'errand/opened.say.0')).toHaveLength(1)
  })
})

test('only a message that is stored is acknowledged', async () => {
  expect((await afterCrash('before_claim')).acknowledged).toBe(false)
  expect((await afterCrash('after_effect')).acknowledged).toBe(true)
})

test('a claim whose lease has not ended is left to its holder', async () => {
  const { heir, shop } = await afterCrash('after_claim')
  heir.clock.wall = LIMITS.leaseMs - 1
  expect(await heir.turns.recover()).toBe(0)
  await heir.turns.settled()
  expect(shop.orders).toEqual([])
})

test('what waited behind work that was left behind is taken up in order', async () => {
  const storage = memoryStorage()
  const shop = new FakeWorkshop()
  const dying = openOffice({ storage, shop })
  shop.answers.set('open_umbrella', () => new Promise(() => undefined))
  await dying.say('出门')
  await dying.send('撑伞', 'c1')
  await dying.send('再来', 'c2')
  await dying.send('看天', 'c3')
  shop.answers.clear()
  const heir = openOffice({ storage, shop, holder: 'node-2' })
  heir.clock.wall = LIMITS.leaseMs + 1
  await heir.turns.recover()
  await heir.turns.settled()
  const taken = (await heir.events()).flatMap((event) => (event.type === 'input_taken' ? [event.choice] : []))
  expect(taken).toEqual([null, 'open', 'again', 'look'])
})

test('a holder that was only slow does not settle what another process has finished', async () => {
  const storage = memoryStorage()
  const shop = new FakeWorkshop()
  const slow = openOffice({ storage, shop })
  let release: () => void = () => undefined
  shop.answers.set('open_umbrella', () => new Promise((resolve) => (release = () => resolve({ outcome: 'opened', gives: {} }))))
  await slow.say('出门')
  await slow.send('撑伞', 'c1')
  await quiet()
  shop.answers.clear()
  const heir = openOffice({ storage, shop, holder: 'node-2' })
  heir.clock.wall = LIMITS.leaseMs + 1
  await heir.turns.recover()
  await heir.turns.settled()
  release()
  await slow.turns.settled()
  expect((await heir.transcript()).filter((line) => line === 'errand/opened.say.0')).toHaveLength(1)
})

test.each(['撑伞', '撑开再收'])('a holder that takes its own claim on "%s" up again after the lease does not settle it twice', async (words) => {
  const office = openOffice()
  const waiting: (() => void)[] = []
  office.shop.answers.set('open_umbrella', () => new Promise((resolve) => waiting.push(() => resolve({ outcome: 'opened', gives: {} }))))
  await office.say('出门')
  await office.send(words, 'c1')
  await quiet()
  office.clock.wall = LIMITS.leaseMs + 1
  await office.turns.recover()
  await quiet()
  for (const answerNow of waiting) answerNow()
  await office.turns.settled()
  // Whichever of the two is first: the time of the older one has run out, so its second act can only be told as not certain.
  const told = (await office.transcript()).filter((line) => ['errand/opened.say.0', 'sentence:not_certain'].includes(line))
  expect(told).toHaveLength(1)
  expect(office.faults).toEqual([])
  const { stored, folded } = await office.foldsToItsState()
  expect(stored).toEqual(folded)
})
