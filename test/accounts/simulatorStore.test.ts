import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from '@jest/globals'
import type { Operation } from '../../src/accounts/operations.js'
import { openFileStore } from '../../src/accounts/simulatorStore.js'
import { simulatorInMemory } from './simulators.js'

const unbind: Operation = { name: 'unbind_phone' }
let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'))
  file = join(folder, 'simulator.json')
})

async function simulatorOnFile() {
  return simulatorInMemory({ store: await openFileStore(file) })
}

test('a restart finds accounts, keys, faults, origins and the clock again', async () => {
  const before = await simulatorOnFile()
  const copy = await before.createPrivateCopy('healthy')
  const { account_id: accountId } = copy
  const first = await before.perform(unbind, { accountId, key: '__proto__' })
  await before.addFault({ account_id: accountId, operation: 'account_status', mode: 'unavailable', times: 2 })
  await before.setClockAdvance(90)

  const after = await simulatorOnFile()
  expect(after.clockAdvance()).toBe(90)
  expect(await after.get(accountId)).toEqual(await before.get(accountId))
  expect(JSON.stringify(await after.perform(unbind, { accountId, key: '__proto__' }))).toBe(JSON.stringify(first))
  expect((await after.perform({ name: 'account_status' }, { accountId })).outcome).toBe('unavailable')
  expect((await after.createPrivateCopy('healthy')).account_id).not.toBe(accountId)
  await after.reset(accountId)
  expect(await after.get(accountId)).toEqual(copy)
})

test('an answer is in the file before it is given', async () => {
  const simulator = await simulatorOnFile()
  const copies = await Promise.all(Array.from({ length: 20 }, () => simulator.createPrivateCopy('healthy')))
  await Promise.all(
    copies.map(async ({ account_id: accountId }) => {
      await simulator.perform(unbind, { accountId, key: accountId })
      const written = JSON.parse(await readFile(file, 'utf8'))
      expect(written.accounts[accountId].bound_phone).toBeNull()
      expect(written.effects).toContainEqual(expect.objectContaining({ key: accountId }))
    }),
  )
})

async function writtenState() {
  const simulator = await simulatorOnFile()
  const { account_id } = await simulator.createPrivateCopy('healthy')
  await simulator.perform(unbind, { accountId: account_id, key: 'key' })
  const text = await readFile(file, 'utf8')
  return { account_id, text, state: JSON.parse(text) }
}

async function faultOf(content: string): Promise<string> {
  await writeFile(file, content)
  const fault = await openFileStore(file).then(
    () => new Error('it opened'),
    (thrown: Error) => thrown,
  )
  expect(await readFile(file, 'utf8')).toBe(content)
  return fault.message
}

test('a damaged file is told by file and field, copied aside once, and left as it is', async () => {
  const { account_id, text, state } = await writtenState()
  const wrongField = JSON.stringify({ ...state, accounts: { [account_id]: { ...state.accounts[account_id], status: 'dead' } } })
  expect(await faultOf(wrongField)).toMatch(new RegExp(`^${file} is damaged at accounts\\.${account_id}\\.status: `))
  expect(await readFile(`${file}.damaged-1`, 'utf8')).toBe(wrongField)
  expect(await faultOf(wrongField)).toContain('damaged-1')

  expect(await faultOf(text.slice(0, 100))).toContain('is damaged at (whole): expected JSON')
  expect(await readFile(`${file}.damaged-2`, 'utf8')).toBe(text.slice(0, 100))
  expect(await faultOf('')).toContain('is damaged at (whole): expected JSON')
  expect(await faultOf(JSON.stringify({ ...state, effects: [{ ...state.effects[0], result: { outcome: 'magic' } }] }))).toContain(
    'effects.0.result.outcome',
  )
  expect(await faultOf(JSON.stringify({ ...state, accounts: { 99999: state.accounts[account_id] } }))).toContain('accounts.99999.account_id')
  expect(await faultOf(JSON.stringify({ ...state, color: 'red' }))).toContain('color')
  expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toHaveLength(6)
})

test('an account that was written into the file by hand is reset to what was written', async () => {
  const { account_id, state } = await writtenState()
  const { origins: _, ...withoutOrigins } = state
  await writeFile(file, JSON.stringify(withoutOrigins))
  const simulator = await simulatorOnFile()
  await simulator.patch(account_id, { face: false })
  await simulator.reset()
  expect(await simulator.get(account_id)).toEqual(state.accounts[account_id])
})
