import { describe, expect, test } from '@jest/globals'
import { memoryStorage } from '../../src/storage/memory.js'
import type { Storage } from '../../src/storage/records.js'
import type { Arrival, Turns } from '../../src/turn/arrival.js'
import { FakeWorkshop, message, openOffice } from './office.js'

type Build = (storage: Storage, shop: FakeWorkshop) => Turns

const real: Build = (storage, shop) => openOffice({ storage, shop }).turns
/** What goes wrong most often with messages, as doubles of the real thing. */
const acknowledgesBeforeCommit: Build = (storage, shop) => {
  const turns = real(storage, shop)
  const handle = async (arrival: Arrival) => {
    turns.handle(arrival).catch(() => undefined)
    return { seq: 1 }
  }
  return { handle, settled: () => turns.settled() }
}
const doesNotDedupe: Build = (storage, shop) => {
  const turns = real(storage, shop)
  return { handle: (arrival) => turns.handle({ ...arrival, clientId: null }), settled: () => turns.settled() }
}
const keysByStepAlone: Build = (storage, shop) => {
  const blind = new FakeWorkshop()
  blind.run = (order) => shop.run({ ...order, key: `${order.conversation}/${order.key.split('/').at(-1)}` })
  return real(storage, blind)
}

/** Which promises a way of taking turns breaks. */
async function brokenPromises(build: Build): Promise<readonly string[]> {
  const claims = {
    acknowledged_means_stored: acknowledgedMeansStored,
    a_repeat_is_one_message: aRepeatIsOneMessage,
    every_act_is_done: everyActIsDone,
  }
  const held = await Promise.all(Object.entries(claims).map(async ([name, holds]) => ((await holds(build)) ? [] : [name])))
  return held.flat()
}

async function acknowledgedMeansStored(build: Build): Promise<boolean> {
  const full: Storage = { ...memoryStorage(), commitTurn: () => Promise.reject(new Error('the disk is full')) }
  const turns = build(full, new FakeWorkshop())
  const acknowledged = await turns.handle(message('出门', 'c1')).then(
    () => true,
    () => false,
  )
  return !acknowledged
}

async function aRepeatIsOneMessage(build: Build): Promise<boolean> {
  const storage = memoryStorage()
  const turns = build(storage, new FakeWorkshop())
  await Promise.all([turns.handle(message('出门', 'c1')), turns.handle(message('出门', 'c1'))])
  await turns.settled()
  await turns.handle(message('出门', 'c1'))
  await turns.settled()
  return (await storage.activitiesAfter('talk', 0, 100)).filter(({ role }) => role === 'user').length === 1
}

async function everyActIsDone(build: Build): Promise<boolean> {
  const shop = new FakeWorkshop()
  const turns = build(memoryStorage(), shop)
  for (const words of ['出门', '撑伞', '再来', '撑伞']) {
    await turns.handle(message(words, null))
    await turns.settled()
  }
  return shop.done.size === 2
}

describe('the promises of a turn', () => {
  test('are kept', async () => expect(await brokenPromises(real)).toEqual([]))
  test('are broken by acknowledging before the commit', async () =>
    expect(await brokenPromises(acknowledgesBeforeCommit)).toContain('acknowledged_means_stored'))
  test('are broken by not knowing a repeat', async () => expect(await brokenPromises(doesNotDedupe)).toEqual(['a_repeat_is_one_message']))
  test('are broken by an effect key without the input', async () => expect(await brokenPromises(keysByStepAlone)).toEqual(['every_act_is_done']))
})
