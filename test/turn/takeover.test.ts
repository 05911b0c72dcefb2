import { describe, expect, test } from '@jest/globals'
import { readState } from '../../src/conversations/readState.js'
import { advance } from '../../src/engine/advance.js'
import { fold } from '../../src/engine/evolve.js'
import type { Input, WorkResult } from '../../src/engine/inputs.js'
import { memoryStorage } from '../../src/storage/memory.js'
import type { Storage } from '../../src/storage/records.js'
import { record } from '../storage/record.js'
import { CONVERSATION, gate, NOON, type Office, openOffice } from './office.js'

/** What the console does: one commit past the queue, with another owner and epoch. */
async function hand(office: Office, type: 'taken_over' | 'handed_back', storage: Storage = office.storage): Promise<void> {
  const known = await storage.conversation(CONVERSATION)
  if (!known) throw new Error('expected a conversation')
  const input: Input = { type, at: NOON }
  const events = advance(office.deps.library().program, readState(known.state), input)
  const { state: _, ...rest } = known
  const result = await storage.commitTurn({
    ...record(CONVERSATION, known.version),
    ...{ programHash: rest.programHash, failures: rest.failures, working: rest.working, inputId: type },
    state: fold(events, readState(known.state)),
    events,
    owner: type === 'taken_over' ? 'agent' : 'bot',
    ownerEpoch: known.ownerEpoch + 1,
    timers: [],
  })
  expect(result.type).toBe('committed')
}

async function inMidAct(words: string) {
  const office = openOffice()
  const opening = gate<WorkResult>()
  office.shop.answers.set('open_umbrella', () => opening.promise)
  await office.say('出门')
  await office.send(words, 'c1')
  await hand(office, 'taken_over')
  opening.open({ outcome: 'opened', gives: {} })
  await office.turns.settled()
  return office
}

describe('an agent who steps in in the middle of an act', () => {
  test('sees what the bot had done, and the bot says nothing more', async () => {
    const office = await inMidAct('撑伞')
    expect((await office.transcript()).at(-1)).toBe('> 撑伞')
    expect(await office.events()).toContainEqual(expect.objectContaining({ type: 'work_finished', name: 'open_umbrella', outcome: 'opened' }))
    expect(await office.storage.effect(`${CONVERSATION}/c1/0`)).toMatchObject({ result: { outcome: 'opened' } })
    expect(await office.conversation()).toMatchObject({ owner: 'agent', ownerEpoch: 1, working: null, state: { owner: 'agent' } })
    expect(await office.storage.dueTimers(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
  })

  test('stops the bot from beginning a further act', async () => {
    const office = await inMidAct('撑开再收')
    expect(office.shop.ordersOf('shut_umbrella')).toEqual([])
    await office.say('你好')
    expect(office.shop.ordersOf('shut_umbrella')).toEqual([])
    expect((await office.transcript()).at(-1)).toBe('> 你好')
    expect((await office.conversation()).working).toBeNull()
  })

  test('leaves a state that is what its events amount to', async () => {
    for (const words of ['撑伞', '撑开再收']) {
      const { stored, folded } = await (await inMidAct(words)).foldsToItsState()
      expect(stored).toEqual(folded)
    }
  })

  test('can hand back, and the bot goes on', async () => {
    const office = await inMidAct('撑开再收')
    await hand(office, 'handed_back')
    await office.say('看天')
    expect((await office.transcript()).length).toBeGreaterThan(4)
    expect(await office.conversation()).toMatchObject({ owner: 'bot', state: { work: null } })
  })
})

test('an agent who steps in just before the commit of a turn gets its message without the reply of the bot', async () => {
  const storage = memoryStorage()
  const office = openOffice({ storage })
  await office.say('出门')
  let pending = true
  const node = openOffice({
    storage: {
      ...storage,
      async commitTurn(turn) {
        if (pending) {
          pending = false
          await hand(office, 'taken_over', storage)
        }
        return storage.commitTurn(turn)
      },
    },
  })
  await node.say('看天')
  expect((await node.transcript()).slice(-1)).toEqual(['> 看天'])
  expect((await node.conversation()).state).toMatchObject({ owner: 'agent' })
})

test('while an agent has the conversation, words are stored and masked, and nothing else happens', async () => {
  const office = openOffice()
  await office.say('出门')
  await hand(office, 'taken_over')
  await office.say('我的QQ号是 123456789', '看天')
  expect((await office.transcript()).slice(-2)).toEqual(['> 我的QQ号是 12****89', '> 看天'])
  expect(office.shop.orders).toEqual([])
  const { stored, folded } = await office.foldsToItsState()
  expect(stored).toEqual(folded)
})
