import { describe, expect, test } from '@jest/globals'
import { LIMITS } from '../../src/turn/deps.js'
import { settleEffects, startSweeps, wakeTimers } from '../../src/turn/sweeps.js'
import { answer, NOON, never, openOffice, quiet } from './office.js'

/** An office whose act has timed out and been told as not certain. */
async function uncertain() {
  const office = openOffice({ limits: { callMs: 3 } })
  office.shop.answers.set('open_umbrella', never)
  await office.say('出门', '撑伞')
  const [key = ''] = office.shop.ordersOf('open_umbrella')
  return { office, key }
}

describe('an effect that was not certain', () => {
  test('is asked again under its key, closed, and told to the ticket', async () => {
    const { office, key } = await uncertain()
    office.shop.answers.clear()
    await settleEffects(office.deps)
    expect(new Set(office.shop.ordersOf('open_umbrella'))).toEqual(new Set([key]))
    expect(await office.storage.effect(key)).toMatchObject({ result: { outcome: 'opened' } })
    const [ticket] = await office.storage.ticketsOfConversation('talk')
    expect(await office.storage.ticketNotes(ticket?.number ?? '')).toMatchObject([{ note: { act: 'open_umbrella', outcome: 'opened' } }])
  })

  test('stays open as long as nothing answers', async () => {
    const { office } = await uncertain()
    await settleEffects(office.deps)
    expect(await office.storage.openEffects(10)).toHaveLength(1)
  })

  test('is asked no more once it is closed, and noted once', async () => {
    const { office, key } = await uncertain()
    office.shop.answers.clear()
    await settleEffects(office.deps)
    const asked = office.shop.ordersOf('open_umbrella').length
    await settleEffects(office.deps)
    expect(office.shop.ordersOf('open_umbrella')).toHaveLength(asked)
    expect(await office.storage.effect(key)).not.toBeNull()
  })

  test('whose row is damaged does not hold up the others', async () => {
    const { office, key } = await uncertain()
    office.shop.answers.clear()
    const { storage } = office
    const damaged = { key: 'x', conversation: 'talk', request: 'nonsense', openedAt: 0 }
    const deps = { ...office.deps, storage: { ...storage, openEffects: async (limit: number) => [damaged, ...(await storage.openEffects(limit))] } }
    await settleEffects(deps)
    expect(office.faults).toHaveLength(1)
    expect(await storage.effect(key)).toMatchObject({ result: { outcome: 'opened' } })
  })

  test('is left alone while its conversation still works on it', async () => {
    const office = openOffice()
    office.shop.answers.set('open_umbrella', never)
    await office.say('出门')
    await office.send('撑伞')
    await quiet()
    await settleEffects(office.deps)
    expect(office.shop.ordersOf('open_umbrella')).toHaveLength(1)
  })
})

describe('somebody who falls silent', () => {
  test('is asked once, then the dialog is closed', async () => {
    const office = openOffice()
    await office.say('出门')
    for (const _time of ['first', 'second', 'third']) {
      office.clock.now += LIMITS.silenceMs
      await wakeTimers(office.deps, office.turns)
      await office.turns.settled()
    }
    expect((await office.transcript()).slice(2)).toEqual(['sentence:silence_first', 'errand/ask.say.0', 'sentence:silence_last'])
    expect(await office.storage.dueTimers(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
  })

  test('is not disturbed before time', async () => {
    const office = openOffice()
    await office.say('出门')
    office.clock.now += LIMITS.silenceMs - 1
    await wakeTimers(office.deps, office.turns)
    expect(await office.transcript()).toHaveLength(2)
  })

  test('and has just written again is not asked, though the timer was read before', async () => {
    const office = openOffice()
    await office.say('出门')
    office.clock.now += LIMITS.silenceMs
    const due = await office.storage.dueTimers(office.clock.now, 10)
    await office.turns.handle({ ...TALK, at: office.clock.now, content: { type: 'text', text: '看天' } })
    await wakeTimers({ ...office.deps, storage: { ...office.storage, dueTimers: async () => due } }, office.turns)
    await office.turns.settled()
    expect(await office.transcript()).not.toContain('sentence:silence_first')
  })

  test('does not hold up the others when their turn fails', async () => {
    const office = openOffice()
    await office.say('出门')
    office.clock.now += LIMITS.silenceMs
    const due = [{ conversation: 'nobody', kind: 'silence', dueAt: 0 }, ...(await office.storage.dueTimers(office.clock.now, 10))]
    const storage = {
      ...office.storage,
      dueTimers: async () => due,
      conversation: async (id: string) => (id === 'nobody' ? Promise.reject(new Error('gone')) : office.storage.conversation(id)),
    }
    const sick = openOffice({ storage })
    sick.clock.now = office.clock.now
    await wakeTimers(sick.deps, sick.turns)
    await sick.turns.settled()
    expect(sick.faults).toHaveLength(1)
    expect(await sick.transcript()).toContain('sentence:silence_first')
  })
})
const TALK = { conversation: 'talk', user: 'user-1', site: 'site-1', clientId: null, at: NOON, channelData: null } as const

describe('sweeps', () => {
  test('begin at once: what was left behind is taken over, settled and woken', async () => {
    const { office, key } = await uncertain()
    office.shop.answers.clear()
    office.clock.now += LIMITS.silenceMs
    const stop = startSweeps(office.deps, office.turns, 60_000)
    await stop()
    expect(await office.storage.effect(key)).toMatchObject({ result: { outcome: 'opened' } })
  })

  test('go on after a fault, which is watched', async () => {
    const office = openOffice()
    await office.say('出门')
    office.clock.now += LIMITS.silenceMs
    const storage = { ...office.storage, openEffects: () => Promise.reject(new Error('gone')) }
    const stop = startSweeps({ ...office.deps, storage }, office.turns, 60_000)
    await stop()
    await office.turns.settled()
    expect(office.faults).toHaveLength(1)
    expect(await office.transcript()).toContain('sentence:silence_first')
  })

  test('never run two at a time, and none after they were stopped', async () => {
    const office = openOffice()
    let running = 0
    let most = 0
    let begun = 0
    const storage = {
      ...office.storage,
      openEffects: async () => {
        begun++
        most = Math.max(most, ++running)
        await quiet()
        running--
        return []
      },
    }
    const stop = startSweeps({ ...office.deps, storage }, office.turns, 0)
    while (begun < 3) await quiet()
    await stop()
    const atStop = begun
    await quiet()
    expect({ most, begun }).toEqual({ most: 1, begun: atStop })
  })
})

test('an answer that came in time needs no sweep', async () => {
  const office = openOffice()
  office.shop.answers.set('open_umbrella', () => answer('opened'))
  await office.say('出门', '撑伞')
  expect(await office.storage.openEffects(10)).toEqual([])
})
