import { expect, test } from '@jest/globals'
import type { Adapter } from 'lowdb'
import type { Operation } from '../../src/accounts/operations.js'
import { AccountsUnavailable } from '../../src/accounts/port.js'
import { BadField, NotFound } from '../../src/accounts/refusals.js'
import { parseState, type SimulatorState, stringifyState } from '../../src/accounts/simulatorState.js'
import { memoryStore } from '../../src/accounts/simulatorStore.js'
import { seeded, simulatorInMemory, startOfTime } from './simulators.js'

const unbind: Operation = { name: 'unbind_phone' }

/** A disk of which every write can be seen, and that can be full. */
function watchedDisk() {
  const writes: string[] = []
  let isFull = false
  const adapter: Adapter<SimulatorState> = {
    read: () => Promise.resolve(null),
    write(state) {
      if (isFull) return Promise.reject(new Error('ENOSPC'))
      writes.push(stringifyState(state))
      return new Promise((written) => setImmediate(written))
    },
  }
  return {
    store: memoryStore(adapter),
    writes,
    fill(full: boolean) {
      isFull = full
    },
  }
}

test('copies have numbers of their own, and the same seed gives the same', async () => {
  const simulator = await simulatorInMemory({ random: seeded(7) })
  const copies = []
  for (let made = 0; made < 300; made += 1) copies.push(await simulator.createPrivateCopy('new_phone_unverified'))
  const numbers = copies.flatMap(({ account_id, bound_phone, verified_contact }) => [account_id, bound_phone, verified_contact])
  expect(new Set(numbers).size).toBe(900)
  for (const { account_id } of copies) expect(account_id).toMatch(/^[1-9]\d{8,9}$/)
  const again = await (await simulatorInMemory({ random: seeded(7) })).createPrivateCopy('new_phone_unverified')
  expect(again).toEqual(copies[0])
})

test('a number that is taken is drawn again', async () => {
  const simulator = await simulatorInMemory({ random: stuttering(seeded(3), 41) })
  const [one, two] = [await simulator.createPrivateCopy('binding_expired'), await simulator.createPrivateCopy('binding_expired')]
  expect(two.account_id).not.toBe(one.account_id)
})

/** Draws the first numbers twice: 9 for the numbers of a copy, 32 for its secret. */
function stuttering(random: () => number, first: number): () => number {
  const drawn = Array.from({ length: first }, random)
  const coming = [...drawn, ...drawn]
  return () => coming.shift() ?? random()
}

test('a patch of a copy may use its placeholders', async () => {
  const copy = await (await simulatorInMemory()).createPrivateCopy('healthy', { new_phone: '$new_phone', verified_contact: '$contact' })
  expect(new Set([copy.bound_phone, copy.new_phone, copy.verified_contact]).size).toBe(3)
  expect(copy.new_phone).toMatch(/^1\d{10}$/)
})

test.each([
  [{ status: 'dead' }, 'status'],
  [{ color: 'red' }, 'color'],
  [{ bound_phone: '110' }, 'bound_phone'],
  [{ can_send: undefined }, 'can_send'],
  [{ account_id: '99999' }, 'account_id'],
  [null, '(whole)'],
])('the patch %j is refused, naming %s', async (patch, field) => {
  const simulator = await simulatorInMemory()
  const before = await simulator.createPrivateCopy('healthy')
  const fault = await simulator.patch(before.account_id, patch).catch((thrown: unknown) => thrown)
  expect(fault).toBeInstanceOf(BadField)
  expect(fault).toMatchObject({ field })
  expect(await simulator.get(before.account_id)).toEqual(before)
})

test('what is not there is told as such', async () => {
  const simulator = await simulatorInMemory()
  await expect(simulator.createPrivateCopy('constructor')).rejects.toBeInstanceOf(NotFound)
  await expect(simulator.get('10000')).rejects.toBeInstanceOf(NotFound)
  await expect(simulator.patch('10000', {})).rejects.toBeInstanceOf(NotFound)
  await expect(simulator.userAction('10000', { action: 'activate' })).rejects.toBeInstanceOf(NotFound)
  await expect(simulator.reset('10000')).rejects.toBeInstanceOf(NotFound)
})

test('the person acts, and sees the account afterwards', async () => {
  const simulator = await simulatorInMemory()
  const { account_id } = await simulator.createPrivateCopy('unbind_confirmed')
  const { result, account } = await simulator.userAction(account_id, { action: 'log_in', method: 'password' })
  expect(result).toEqual({ outcome: 'logged_in', gives: { unbound: true, at: startOfTime + 1000 } })
  expect(account).toEqual(await simulator.get(account_id))
  await expect(simulator.userAction(account_id, { action: 'log_in', method: 'magic' })).rejects.toMatchObject({ field: 'method' })
  await expect(simulator.userAction(account_id, { action: 'fly' })).rejects.toMatchObject({ field: 'action' })
})

test('reset brings one account, or all, back as made, with keys and faults forgotten', async () => {
  const simulator = await simulatorInMemory()
  const [one, two] = [await simulator.createPrivateCopy('healthy', { face: false }), await simulator.createPrivateCopy('healthy')]
  for (const { account_id: accountId } of [one, two]) await simulator.perform(unbind, { accountId, key: accountId })
  await simulator.addFault({ account_id: one.account_id, operation: '*', mode: 'unavailable', times: 9 })
  await simulator.reset(one.account_id)
  expect(await simulator.get(one.account_id)).toEqual(one)
  expect((await simulator.get(two.account_id)).bound_phone).toBeNull()
  expect((await simulator.perform(unbind, { accountId: one.account_id, key: one.account_id })).outcome).toBe('unbound')
  await simulator.reset()
  expect([await simulator.get(one.account_id), await simulator.get(two.account_id)]).toEqual([one, two])
})

test('a slow answer comes, late, and the act is done once', async () => {
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const simulator = await simulatorInMemory({ delay: () => held })
  const { account_id: accountId } = await simulator.createPrivateCopy('healthy')
  await simulator.addFault({ account_id: accountId, operation: 'unbind_phone', mode: 'slow', times: 1 })
  const late = simulator.perform(unbind, { accountId, key: 'slow' })
  const again = await simulator.perform(unbind, { accountId, key: 'slow' })
  release()
  expect(again.outcome).toBe('unbound')
  expect(await late).toEqual(again)
})

test('a thousand at once under one key are one effect', async () => {
  const { store, writes } = watchedDisk()
  const simulator = await simulatorInMemory({ store })
  const { account_id: accountId } = await simulator.createPrivateCopy('healthy')
  const before = writes.length
  const results = await Promise.all(Array.from({ length: 1000 }, () => simulator.perform(unbind, { accountId, key: 'one' })))
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1)
  expect(results[0]?.outcome).toBe('unbound')
  expect(store.state.effects.size).toBe(1)
  expect(writes.length - before).toBe(1)
})

test('a thousand at once under keys of their own unbind once', async () => {
  const simulator = await simulatorInMemory()
  const { account_id: accountId } = await simulator.createPrivateCopy('healthy')
  const results = await Promise.all(Array.from({ length: 1000 }, (_, each) => simulator.perform(unbind, { accountId, key: `key ${each}` })))
  expect(results.filter(({ outcome }) => outcome === 'unbound')).toHaveLength(1)
  expect(results.filter(({ outcome }) => outcome === 'already_unbound')).toHaveLength(999)
})

test('whichever write is the last before a crash, it holds the change and its key, or neither', async () => {
  const { store, writes } = watchedDisk()
  const simulator = await simulatorInMemory({ store })
  const copies = await Promise.all(Array.from({ length: 5 }, () => simulator.createPrivateCopy('healthy')))
  await Promise.all(copies.map(({ account_id: accountId }) => simulator.perform(unbind, { accountId, key: accountId })))
  for (const written of writes) {
    const state = parseState(written)
    for (const [id, account] of state.accounts) expect(account.bound_phone === null).toBe(state.effects.has(id))
  }
  expect(parseState(writes.at(-1) ?? '').effects.size).toBe(5)
})

test('what could not be written is not answered, and its repeat is answered only once it is', async () => {
  const { store, writes, fill } = watchedDisk()
  const simulator = await simulatorInMemory({ store })
  const { account_id: accountId } = await simulator.createPrivateCopy('healthy')
  fill(true)
  await expect(simulator.perform(unbind, { accountId, key: 'full' })).rejects.toBeInstanceOf(AccountsUnavailable)
  await expect(simulator.perform(unbind, { accountId, key: 'full' })).rejects.toBeInstanceOf(AccountsUnavailable)
  await expect(simulator.perform({ name: 'binding_info' }, { accountId })).rejects.toBeInstanceOf(AccountsUnavailable)
  fill(false)
  expect((await simulator.perform(unbind, { accountId, key: 'full' })).outcome).toBe('unbound')
  expect(parseState(writes.at(-1) ?? '').effects.has('full')).toBe(true)
})

test('a check costs no write', async () => {
  const { store, writes } = watchedDisk()
  const simulator = await simulatorInMemory({ store })
  const { account_id: accountId } = await simulator.createPrivateCopy('healthy')
  const before = writes.length
  for (let asked = 0; asked < 10; asked += 1) await simulator.perform({ name: 'account_status' }, { accountId })
  expect(writes.length).toBe(before)
})
