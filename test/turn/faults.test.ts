import { describe, expect, test } from '@jest/globals'
import { memoryStorage } from '../../src/storage/memory.js'
import type { TurnRecord } from '../../src/storage/records.js'
import { answer, type Office, openOffice } from './office.js'

/** The dialog that "坏的" would call does not exist, so the engine throws. */
const BROKEN = '坏的'

describe('a fault of ours', () => {
  test('keeps the message, says sorry, and the open question stands', async () => {
    const office = openOffice()
    await office.say('出门', BROKEN)
    expect((await office.transcript()).slice(-2)).toEqual([`> ${BROKEN}`, 'sentence:apology'])
    expect(await office.events()).toContainEqual({ type: 'turn_failed', times: 1 })
    expect(office.faults).toHaveLength(1)
    await office.say('看天')
    expect((await office.transcript()).at(-1)).toBe('errand/opened.say.0')
  })

  test('brings a person when it comes twice in a row', async () => {
    const office = openOffice()
    await office.say('出门', BROKEN, BROKEN)
    expect(await office.events()).toContainEqual(expect.objectContaining({ type: 'escalated', queue: 'technical' }))
    expect(await office.storage.openTickets()).toMatchObject({ count: 1 })
  })

  test('does not count once a turn has gone well', async () => {
    const office = openOffice()
    await office.say('出门', BROKEN, '看天', BROKEN)
    expect((await office.events()).filter(({ type }) => type === 'escalated')).toEqual([])
    expect(await office.conversation()).toMatchObject({ failures: 1 })
  })

  test('while listening keeps that something came, but no word of it', async () => {
    const office = openOffice()
    await office.say('出门', '崩溃')
    expect((await office.transcript()).at(-1)).toBe('sentence:apology')
    expect(await office.transcript()).not.toContain('> 崩溃')
    expect((await office.log()).filter(({ role }) => role === 'user')).toHaveLength(2)
  })

  test('behind a claim releases the conversation and says sorry', async () => {
    const office = openOffice({ failPoint: failing('after_effect', 1) })
    await office.say('出门', '撑伞')
    expect((await office.transcript()).slice(-3)).toEqual(['> 撑伞', 'sentence:apology', 'sentence:menu'])
    expect(await office.conversation()).toMatchObject({ working: null, failures: 1, state: { work: null } })
    await foldsToItsState(office)
  })

  test('behind a claim counts, so that the second one in a row brings a person', async () => {
    const office = openOffice({ failPoint: failing('after_effect', 2) })
    await office.say('下雨', '下雨')
    expect(await office.events()).toContainEqual(expect.objectContaining({ type: 'escalated', queue: 'technical' }))
    await foldsToItsState(office)
  })

  test('right after a settle takes nothing back', async () => {
    const office = openOffice({ failPoint: failing('after_settle', 1) })
    await office.say('出门', '撑开再收')
    expect((await office.transcript()).slice(-2)).toEqual(['sentence:apology', 'sentence:menu'])
    await foldsToItsState(office)
  })

  test('in what waited does not stop what waits behind it', async () => {
    const office = openOffice()
    let release: () => void = () => undefined
    office.shop.answers.set('open_umbrella', () => new Promise((resolve) => (release = () => resolve({ outcome: 'opened', gives: {} }))))
    await office.say('出门')
    await office.send('撑伞')
    await office.send(BROKEN)
    await office.send('再来')
    release()
    await office.turns.settled()
    expect((await office.transcript()).slice(-3)).toEqual(['errand/opened.say.0', 'sentence:apology', 'errand/ask.say.0'])
  })
})

test('work of an unknown outcome is no fault: the dialog gives up', async () => {
  const office = openOffice()
  office.shop.answers.set('weather', () => answer('constructor'))
  await office.say('出门', '看天')
  expect(office.faults).toEqual([])
  expect((await office.transcript()).slice(-3)).toEqual(
    ['sentence:unavailable', 'sentence:escalated_unproven', '(handoff.initiate)'].sort(inOrderOf(await office.transcript())),
  )
})

describe('tickets', () => {
  test('are made in the commit that escalates, with the packet of what was done', async () => {
    const office = openOffice({ ticketNumbers: ['MB-00000001', 'MB-00000002', 'MB-00000003'] })
    await office.say('出门', '找人')
    const [ticket] = await office.storage.ticketsOfConversation('talk')
    expect(ticket).toMatchObject({
      queue: 'desk',
      problem: 'errand',
      accountHash: null,
      packet: { topic: 'errand', ownership: 'not_proven', brief: { step: 'person' } },
    })
    expect(await office.events()).toContainEqual(expect.objectContaining({ type: 'escalated', ticket: ticket?.number }))
    expect(JSON.stringify(await office.log())).toContain(ticket?.number)
    expect(JSON.stringify(await office.log())).not.toContain('$ticket')
  })

  test('that exist are told instead of a new one, and get the news as a note', async () => {
    const office = openOffice()
    await office.say('出门', '找人', '出门', '找人')
    const [ticket, ...others] = await office.storage.ticketsOfConversation('talk')
    expect(others).toEqual([])
    expect((await office.transcript()).slice(-2)).toEqual(expect.arrayContaining(['sentence:escalated_existing', '(handoff.initiate)']))
    expect((await office.conversation()).state).toMatchObject({ ticket: ticket?.number })
    expect(JSON.stringify((await office.log()).slice(-2))).toContain('"existing":true')
    expect(await office.storage.ticketNotes(ticket?.number ?? '')).toMatchObject([{ note: { topic: 'errand' } }])
    await foldsToItsState(office)
  })

  test('of another problem are tickets of their own', async () => {
    const office = openOffice()
    await office.say('出门', '找人', '账号', '我的QQ号是 123456789', '人工')
    expect(await office.storage.ticketsOfConversation('talk')).toHaveLength(2)
  })

  test('draw another number where one is taken', async () => {
    const storage = memoryStorage()
    const first = openOffice({ storage, ticketNumbers: ['MB-00000001', 'MB-00000001', 'MB-00000001'] })
    await first.say('出门', '找人')
    const second = openOffice({ storage, ticketNumbers: ['MB-00000008', 'MB-00000009', 'MB-00000001', 'MB-00000002'] })
    await second.turns.handle({ ...start, content: { type: 'text', text: '出门' } })
    await second.turns.handle({ ...start, content: { type: 'text', text: '看天' } })
    await second.turns.handle({ ...start, content: { type: 'text', text: '人工' } })
    await second.turns.settled()
    const [ticket] = await storage.ticketsOfConversation('elsewhere')
    expect(ticket?.number).toBe('MB-00000002')
    expect(JSON.stringify(await storage.activitiesAfter('elsewhere', 0, 100))).toContain('MB-00000002')
  })
})
const start = { conversation: 'elsewhere', user: 'u', site: 's', clientId: null, at: 0, channelData: null } as const

test('nothing is held in a transaction: every commit gets plain data', async () => {
  const storage = memoryStorage()
  const records: TurnRecord[] = []
  const office = openOffice({
    storage: { ...storage, commitTurn: (record) => Promise.resolve(records.push(record)).then(() => storage.commitTurn(record)) },
  })
  await office.say('出门', '撑伞', '确定')
  for (const { vault: _, created: __, ...record } of records) expect(JSON.parse(JSON.stringify(record))).toEqual(record)
})

function failing(at: string, times: number): (name: string) => void {
  let left = times
  return (name) => {
    if (name === at && left-- > 0) throw new Error(`a fault ${at}`)
  }
}
async function foldsToItsState(office: Office): Promise<void> {
  const { stored, folded } = await office.foldsToItsState()
  expect(stored).toEqual(folded)
}
const inOrderOf = (order: readonly string[]) => (a: string, b: string) => order.indexOf(a) - order.indexOf(b)
