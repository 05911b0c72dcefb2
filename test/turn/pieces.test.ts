import { describe, expect, test } from '@jest/globals'
import type { WorkResult } from '../../src/engine/inputs.js'
import { memoryStorage } from '../../src/storage/memory.js'
import type { TurnRecord, VaultRow } from '../../src/storage/records.js'
import { sealer } from '../../src/storage/vault.js'
import { arrival, gate, openOffice } from './office.js'

/** An office that remembers what it has stored, and shows what its last order was about. */
function pieceOffice() {
  const storage = memoryStorage()
  const records: TurnRecord[] = []
  const erased = new Set<string>()
  const office = openOffice({
    storage: {
      ...storage,
      vaultRow: async (ref) => (erased.has(ref) ? null : storage.vaultRow(ref)),
      commitTurn: (record) => {
        records.push(record)
        return storage.commitTurn(record)
      },
    },
  })
  const rows = (kind: string): readonly VaultRow[] => records.flatMap(({ vault }) => vault.filter((row) => row.kind === kind))
  return { office, rows, erased, stored: () => JSON.stringify(records.map(({ vault: _, ...rest }) => rest)) }
}
const opened = (row: VaultRow | undefined): string => (row ? sealer(new Uint8Array(32).fill(1)).open(row) : '')

describe('an account number in two messages', () => {
  test('is sealed piece by piece, and taken when it is confirmed', async () => {
    const { office, rows, stored } = pieceOffice()
    await office.say('账号', '123', '456789')
    expect(rows('piece').map(opened)).toEqual(['123'])
    expect(rows('qq').map(opened)).toEqual(['123456789'])
    await office.turns.handle(arrival({ type: 'tap', text: '对', question: 'q2', option: 'yes' }))
    const { state } = await office.conversation()
    expect(state).toMatchObject({ slots: { account_id: expect.stringMatching(/^qq:[0-9a-f]{16}:12\*\*\*\*89$/) } })
    expect(stored()).not.toMatch(/456789|"123"|> 123/)
    const { folded, stored: kept } = await office.foldsToItsState()
    expect(folded).toEqual(kept)
  })
  test('joins nothing once its first piece was erased', async () => {
    const { office, rows, erased } = pieceOffice()
    await office.say('账号', '123')
    for (const { ref } of rows('piece')) erased.add(ref)
    await office.say('456789')
    expect(rows('qq').map(opened)).toEqual(['456789'])
    expect(office.faults).toEqual([])
  })
  test('joins nothing over something else that was said', async () => {
    const { office, rows } = pieceOffice()
    await office.say('账号', '123', '再说一遍', '4567')
    expect(rows('qq')).toEqual([])
  })
})

describe('a code in two messages', () => {
  test('is tried whole, and no piece of it is stored in plain', async () => {
    const { office, rows, stored } = pieceOffice()
    await office.say('账号', '我的QQ号是 123454321', '481', '516')
    expect(office.shop.orders.filter(({ name }) => name === 'try_code').map(({ args }) => args.code)).toEqual(['code:tag6'])
    expect(rows('piece').map(opened)).toEqual(['481'])
    expect(stored()).not.toMatch(/(?<![0-9a-f])(?:481|516)(?![0-9a-f])/)
  })
  test('that are too many digits is not tried', async () => {
    const { office } = pieceOffice()
    await office.say('账号', '我的QQ号是 123454321', '4815', '162')
    expect(office.shop.ordersOf('try_code')).toEqual([])
  })
})

test('digits that were written to another question begin nothing', async () => {
  const { office, rows } = pieceOffice()
  const trying = gate<WorkResult>()
  office.shop.answers.set('try_code', () => trying.promise)
  await office.say('账号', '我的QQ号是 123454321')
  await office.send('111111')
  await office.send('48')
  trying.open({ outcome: 'wrong', gives: {} })
  await office.turns.settled()
  expect(rows('piece')).toEqual([])
})

test('digits alone are masked however short, except an answer by number', async () => {
  const { office } = pieceOffice()
  await office.say('你好', '48', '8000', '一三八', '2')
  expect((await office.transcript()).filter((line) => line.startsWith('>'))).toEqual(['> 你好', '> ******', '> ******', '> ******', '> 2'])
})

test('the same value is sealed under the same reference, whether it came whole or in pieces', async () => {
  const whole = pieceOffice()
  await whole.office.say('账号', '123456789')
  const pieced = pieceOffice()
  await pieced.office.say('账号', '1234', '56789')
  expect(pieced.rows('qq').map(({ ref }) => ref)).toEqual(whole.rows('qq').map(({ ref }) => ref))
})
