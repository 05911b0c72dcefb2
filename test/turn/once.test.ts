import { describe, expect, test } from '@jest/globals'
import { memoryStorage } from '../../src/storage/memory.js'
import type { Storage } from '../../src/storage/records.js'
import { CONVERSATION, message, openOffice } from './office.js'

const users = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.startsWith('> '))

describe('a message that comes twice', () => {
  test('makes one turn while the first is in flight', async () => {
    const office = openOffice()
    const [first, second] = await Promise.all([office.send('出门', 'c1'), office.send('出门', 'c1')])
    expect(second).toEqual(first)
    expect(await office.transcript()).toEqual(['> 出门', 'errand/ask.say.0'])
  })

  test('makes one turn when it comes again later', async () => {
    const office = openOffice()
    const first = await office.send('出门', 'c1')
    await office.say('别的')
    expect(await office.send('出门', 'c1')).toEqual(first)
    expect(users(await office.transcript())).toEqual(['> 出门', '> 别的'])
  })

  test('makes one turn across two processes, and the loser answers the number of the winner', async () => {
    const storage = memoryStorage()
    const nodes = [openOffice({ storage }), openOffice({ storage, holder: 'node-2' })] as const
    const receipts = await Promise.all(nodes.map((node) => node.send('出门', 'c1')))
    expect(new Set(receipts.map(({ seq }) => seq)).size).toBe(1)
    expect(await nodes[0].transcript()).toEqual(['> 出门', 'errand/ask.say.0'])
  })

  test('makes one turn while the first one waits behind work', async () => {
    const office = openOffice()
    office.shop.answers.set('open_umbrella', () => new Promise(() => undefined))
    await office.say('出门')
    await office.send('撑伞')
    const first = await office.send('早安', 'c1')
    expect(await office.send('早安', 'c1')).toEqual(first)
    expect((await office.conversation()).waiting).toHaveLength(1)
  })

  test('is two messages when the ids differ', async () => {
    const office = openOffice()
    await Promise.all([office.send('出门', 'c1'), office.send('出门', 'c2')])
    expect(users(await office.transcript())).toHaveLength(2)
  })
})

test('50 messages at once are taken each exactly once, in order, with a reply each', async () => {
  const office = openOffice()
  const words = Array.from({ length: 50 }, (_, place) => `第${String.fromCodePoint(0x4e00 + place)}句`)
  const receipts = await Promise.all(words.map((word) => office.send(word, word)))
  const log = await office.log()
  expect(users(await office.transcript())).toEqual(words.map((word) => `> ${word}`))
  expect(receipts.map(({ seq }) => log[seq - 1]?.clientId)).toEqual(words)
  for (const { seq } of receipts)
    expect(log.some(({ role, body }) => role === 'bot' && JSON.stringify(body).includes(`"replyTo":${seq},`))).toBe(true)
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, place) => place + 1))
})

test('50 messages at two processes are taken each exactly once', async () => {
  const storage = memoryStorage()
  const nodes = [openOffice({ storage, limits: { attempts: 60 } }), openOffice({ storage, holder: 'node-2', limits: { attempts: 60 } })]
  const words = Array.from({ length: 50 }, (_, place) => `c${place}`)
  await Promise.all(words.map((word, place) => nodes[place % 2]?.send(`第${String.fromCodePoint(0x4e00 + place)}句`, word)))
  const log = await storage.activitiesAfter(CONVERSATION, 0, 1000)
  expect(log.flatMap(({ clientId }) => clientId ?? []).sort()).toEqual([...words].sort())
})

test('a turn computes again when the conversation has moved meanwhile', async () => {
  const storage = memoryStorage()
  const other = openOffice({ storage, holder: 'node-2' })
  await other.say('出门')
  const office = openOffice({ storage: meanwhile(storage, () => other.say('看天')) })
  await office.say('回家')
  // "回家" answers the question that "看天" led to, which was not there when it was first worked on.
  expect(await office.transcript()).toEqual(['> 出门', 'errand/ask.say.0', '> 看天', 'errand/opened.say.0', '> 回家', '(rating.ask)'])
  expect((await office.events()).at(-1)).toMatchObject({ type: 'dialog_ended', outcome: 'explained' })
})

test('a turn that the conversation runs away from is not acknowledged', async () => {
  const storage = memoryStorage()
  const lost: Storage = { ...storage, commitTurn: async () => ({ type: 'conflict' }) }
  await expect(openOffice({ storage: lost }).turns.handle(message('出门', 'c1'))).rejects.toThrow('moved 5 times')
})

test('the events of a conversation amount to its state', async () => {
  const office = openOffice()
  await office.say('出门', '撑伞', '什么', '再来', '看天', '人工')
  const { stored, folded } = await office.foldsToItsState()
  expect(stored).toEqual(folded)
})

/** A store in which something happens just before the first commit. */
function meanwhile(storage: Storage, happens: () => Promise<void>): Storage {
  let pending = true
  return {
    ...storage,
    async commitTurn(record) {
      if (pending) {
        pending = false
        await happens()
      }
      return storage.commitTurn(record)
    },
  }
}
