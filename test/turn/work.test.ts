import { describe, expect, test } from '@jest/globals'
import type { WorkResult } from '../../src/engine/inputs.js'
import { answer, CONVERSATION, gate, never, openOffice, quiet, until } from './office.js'

const OPENED: WorkResult = { outcome: 'opened', gives: {} }

describe('an act', () => {
  test('is claimed: the message is acknowledged before the act has ended', async () => {
    const office = openOffice()
    const opening = gate<WorkResult>()
    office.shop.answers.set('open_umbrella', () => opening.promise)
    await office.say('出门')
    const { seq } = await office.send('撑伞', 'c1')
    expect((await office.log())[seq - 1]?.clientId).toBe('c1')
    expect((await office.conversation()).working).toMatchObject({ inputId: 'c1', step: 0, holder: 'node-1' })
    expect(await office.storage.effect(`${CONVERSATION}/c1/0`)).toMatchObject({ request: { name: 'open_umbrella' }, result: null })
    opening.open(OPENED)
    await office.turns.settled()
    expect(await office.storage.effect(`${CONVERSATION}/c1/0`)).toMatchObject({ result: OPENED })
    expect((await office.conversation()).working).toBeNull()
    expect((await office.transcript()).slice(-2)).toEqual(['> 撑伞', 'errand/opened.say.0'])
  })

  test('holds references only in its stored request', async () => {
    const office = openOffice()
    await office.say('账号', '我的QQ号是 123456789', '码 654321')
    const [key] = office.shop.ordersOf('try_code')
    const { request } = (await office.storage.effect(key ?? '')) ?? {}
    expect(request).toMatchObject({ args: { account_id: expect.stringMatching(/^qq:[0-9a-f]{16}:/), code: 'code:tag6' } })
  })

  test('that follows another one is claimed in the commit that settles the first', async () => {
    const office = openOffice()
    const shutting = gate<WorkResult>()
    office.shop.answers.set('shut_umbrella', () => shutting.promise)
    await office.say('出门')
    await office.send('撑开再收', 'c1')
    await until(() => office.shop.ordersOf('shut_umbrella').length > 0)
    expect(await office.storage.effect(`${CONVERSATION}/c1/0`)).toMatchObject({ result: OPENED })
    expect(await office.storage.effect(`${CONVERSATION}/c1/1`)).toMatchObject({ request: { name: 'shut_umbrella' }, result: null })
    shutting.open({ outcome: 'shut', gives: {} })
    await office.turns.settled()
    expect((await office.transcript()).at(-1)).toBe('errand/opened.say.0')
  })

  test('that failed once is tried again under the same key, and nobody notices', async () => {
    const office = openOffice()
    office.shop.answers.set('open_umbrella', () => (office.shop.orders.length > 1 ? answer('opened') : Promise.reject(new Error('gone'))))
    await office.say('出门', '撑伞')
    expect(new Set(office.shop.ordersOf('open_umbrella')).size).toBe(1)
    expect(office.shop.ordersOf('open_umbrella')).toHaveLength(2)
    expect((await office.transcript()).at(-1)).toBe('errand/opened.say.0')
  })

  test('that never answers is told as not certain, and its effect stays open', async () => {
    const office = openOffice({ limits: { callMs: 3 } })
    office.shop.answers.set('open_umbrella', never)
    await office.say('出门', '撑伞')
    const told = await office.transcript()
    expect(told).toContain('sentence:not_certain')
    expect(told).not.toContain('sentence:unavailable')
    expect(await office.storage.openEffects(10)).toHaveLength(1)
  })
})

describe('what is said while work is under way', () => {
  async function busyOffice() {
    const office = openOffice()
    const opening = gate<WorkResult>()
    office.shop.answers.set('open_umbrella', () => opening.promise)
    await office.say('出门')
    await office.send('撑伞')
    return { office, opening }
  }

  test('is stored and acknowledged, waits, and is taken up in order', async () => {
    const { office, opening } = await busyOffice()
    const receipts = [await office.send('再来', 'c1'), await office.send('看天', 'c2'), await office.send('回家', 'c3')]
    expect((await office.transcript()).slice(-3)).toEqual(['> 再来', '> 看天', '> 回家'])
    expect((await office.conversation()).waiting.map(({ inputId }) => inputId)).toEqual(['c1', 'c2', 'c3'])
    opening.open(OPENED)
    await office.turns.settled()
    expect((await office.conversation()).waiting).toEqual([])
    expect((await office.transcript()).slice(-3)).toEqual(['errand/ask.say.0', 'errand/opened.say.0', '(rating.ask)'])
    expect((await office.events()).at(-1)).toMatchObject({ type: 'dialog_ended' })
    const log = await office.log()
    expect(JSON.stringify(log.at(-2)?.body)).toContain(`"replyTo":${receipts[1]?.seq},`)
  })

  test('is not overtaken by what is said just when the work ends', async () => {
    const { office, opening } = await busyOffice()
    await office.send('再来', 'c1')
    office.storage.commitTurn = interposed(office.storage.commitTurn, () => void late.push(office.send('看天', 'c2')))
    const late: Promise<unknown>[] = []
    opening.open(OPENED)
    await office.turns.settled()
    await Promise.all(late)
    await office.turns.settled()
    const taken = (await office.events()).flatMap((event) => (event.type === 'input_taken' ? [event.choice] : []))
    expect(taken).toEqual([null, 'open', 'again', 'look'])
  })

  test('confirms nothing that was asked only afterwards', async () => {
    const { office, opening } = await busyOffice()
    await office.send('确定')
    opening.open(OPENED)
    await office.turns.settled()
    expect((await office.events()).filter(({ type }) => type === 'answer_rejected')).toMatchObject([{ why: 'too_early' }])
  })

  test('is sealed while it waits', async () => {
    const { office } = await busyOffice()
    await office.send('我的QQ号是 123456789')
    expect(JSON.stringify(await office.conversation())).not.toContain('123456789')
  })
})

describe('checks', () => {
  test('end within the turn that asks for them, with one commit', async () => {
    const office = openOffice()
    await office.say('出门')
    const { version } = await office.conversation()
    await office.send('看天')
    expect((await office.conversation()).version).toBe(version + 1)
    expect((await office.transcript()).at(-1)).toBe('errand/opened.say.0')
  })

  test('that are slow claim the conversation, and are not asked for a second time', async () => {
    const office = openOffice({ limits: { claimAfterMs: 2 } })
    const looking = gate<WorkResult>()
    office.shop.answers.set('weather', () => looking.promise)
    await office.say('出门')
    await office.send('看天')
    expect((await office.conversation()).working).not.toBeNull()
    looking.open({ outcome: 'fine', gives: {} })
    await office.turns.settled()
    expect((await office.transcript()).slice(-2)).toEqual(['> 看天', 'errand/opened.say.0'])
    expect(office.shop.ordersOf('weather')).toHaveLength(1)
  })

  test('that fail once are asked again, and twice are unavailable', async () => {
    const office = openOffice()
    office.shop.answers.set('weather', () => Promise.reject(new Error('gone')))
    await office.say('出门', '看天')
    expect(office.shop.ordersOf('weather')).toHaveLength(2)
    expect(await office.transcript()).toContain('sentence:unavailable')
  })

  test('of one turn have eight seconds in all', async () => {
    const office = openOffice()
    office.shop.answers.set('weather', async () => {
      office.clock.wall += 8000
      return { outcome: 'unavailable', gives: {} }
    })
    await office.say('出门', '看天')
    expect(office.shop.ordersOf('weather')).toHaveLength(1)
    expect(await office.transcript()).toContain('sentence:unavailable')
  })

  test('are shown as they run only after proof', async () => {
    const office = openOffice()
    await office.say('出门', '看天')
    await quiet()
    expect(office.signals.map(({ type }) => type)).not.toContain('progress')
  })
})

test('a proof that has ended meanwhile is asked for again before the words are heard', async () => {
  const office = openOffice()
  await office.say('账号', '我的QQ号是 123456789', '码 654321')
  office.shop.proven = false
  await office.say('再查')
  expect((await office.transcript()).at(-1)).toBe('verify/account.say.0')
  expect(office.shop.ordersOf('account_status')).toHaveLength(1)
})

/** Calls `happens` once, as soon as the commit under way has been made. */
function interposed<Arguments extends readonly unknown[], Result>(call: (...given: Arguments) => Promise<Result>, happens: () => void) {
  let pending = true
  return async (...given: Arguments): Promise<Result> => {
    const result = call(...given)
    if (pending) {
      pending = false
      happens()
    }
    return result
  }
}
