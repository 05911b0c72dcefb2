import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Account } from '../../src/accounts/model.js'
import { type Operation, operationSchema } from '../../src/accounts/operations.js'
import { type AccountService, AccountsUnavailable } from '../../src/accounts/port.js'
import { KeyReused } from '../../src/accounts/refusals.js'
import type { Simulator } from '../../src/accounts/simulator.js'

/** An implementation of the port, and the simulator behind it to set the scene with. */
export interface Subject {
  readonly accounts: AccountService
  readonly simulator: Simulator
  close(): Promise<void>
}

const nobody = '10000'
const unbind: Operation = { name: 'unbind_phone' }
const status: Operation = { name: 'account_status' }

/** What every implementation of `AccountService` owes its callers. */
export function contract(name: string, open: () => Promise<Subject>): void {
  describe(name, () => {
    let subject: Subject
    beforeAll(async () => {
      subject = await open()
    })
    afterAll(() => subject.close())

    async function copyOf(persona: string): Promise<Account> {
      return subject.simulator.createPrivateCopy(persona)
    }

    test('a check reads the account', async () => {
      const { account_id: accountId } = await copyOf('banned')
      expect(await subject.accounts.perform(status, { accountId })).toEqual({ outcome: 'banned' })
    })

    test('an act changes the account, and its repeat changes nothing', async () => {
      const { account_id: accountId } = await copyOf('healthy')
      expect((await subject.accounts.perform(unbind, { accountId, key: 'first' })).outcome).toBe('unbound')
      const after = await subject.simulator.get(accountId)
      expect(after.bound_phone).toBeNull()
      expect((await subject.accounts.perform(unbind, { accountId, key: 'second' })).outcome).toBe('already_unbound')
      expect(await subject.simulator.get(accountId)).toEqual(after)
    })

    test('a number that another account has is refused', async () => {
      const { bound_phone: taken } = await copyOf('healthy')
      const { account_id: accountId } = await copyOf('unbound_no_new_phone')
      const result = await subject.accounts.perform({ name: 'bind_phone', phone: taken ?? '' }, { accountId, key: 'taken' })
      expect(result).toEqual({ outcome: 'number_in_use' })
    })

    test('a new number is bound', async () => {
      const { account_id: accountId } = await copyOf('unbound_no_new_phone')
      const bind: Operation = { name: 'bind_phone', phone: '13312345678' }
      expect((await subject.accounts.perform(bind, { accountId, key: 'bind' })).outcome).toBe('bound')
      expect(await subject.accounts.perform({ name: 'new_phone_verification' }, { accountId })).toEqual({ outcome: 'verified' })
    })

    test('a repeat under its key is answered as the first time, even when the account is another one by now', async () => {
      const { account_id: accountId, bound_phone } = await copyOf('healthy')
      const first = await subject.accounts.perform(unbind, { accountId, key: 'repeated' })
      await subject.simulator.patch(accountId, { bound_phone, binding: 'correct', status: 'banned', service: 'unavailable' })
      const changed = await subject.simulator.get(accountId)
      const again = await subject.accounts.perform(unbind, { accountId, key: 'repeated' })
      expect(JSON.stringify(again)).toBe(JSON.stringify(first))
      expect(await subject.simulator.get(accountId)).toEqual(changed)
    })

    test('a key of another act, or of another account, is no repeat', async () => {
      const [one, two] = [await copyOf('healthy'), await copyOf('healthy')]
      await subject.accounts.perform(unbind, { accountId: one.account_id, key: 'reused' })
      await expect(subject.accounts.perform({ name: 'retry_unbind' }, { accountId: one.account_id, key: 'reused' })).rejects.toBeInstanceOf(KeyReused)
      await expect(subject.accounts.perform(unbind, { accountId: two.account_id, key: 'reused' })).rejects.toBeInstanceOf(KeyReused)
      expect((await subject.simulator.get(two.account_id)).bound_phone).toBe(two.bound_phone)
    })

    test('a key named after something that every object has is a key like others', async () => {
      for (const key of ['constructor', '__proto__', 'toString']) {
        const { account_id: accountId } = await copyOf('healthy')
        expect((await subject.accounts.perform(unbind, { accountId, key })).outcome).toBe('unbound')
      }
    })

    test('nobody with that number is an answer, for every operation', async () => {
      const names = operationSchema.options.flatMap((option): Operation[] => {
        const { name } = option.unwrap().shape
        return 'options' in name ? name.options.map((each) => ({ name: each })) : [{ name: 'bind_phone', phone: '13312345678' }]
      })
      expect(names).toHaveLength(15)
      for (const operation of names) {
        for (const accountId of [nobody, '../accounts', '__proto__', '']) {
          expect(await subject.accounts.perform(operation, { accountId, key: `nobody ${operation.name}` })).toEqual({ outcome: 'unknown_account' })
        }
      }
      expect([await subject.accounts.contactOf(nobody), await subject.accounts.faceResult(nobody)]).toEqual([null, null])
    })

    test('a service that does not answer is an outcome, and its key stays free', async () => {
      const { account_id: accountId } = await copyOf('service_unavailable')
      expect(await subject.accounts.perform(status, { accountId })).toEqual({ outcome: 'unavailable' })
      expect(await subject.accounts.perform(unbind, { accountId, key: 'down' })).toEqual({ outcome: 'unavailable' })
      await subject.simulator.patch(accountId, { service: 'ok' })
      expect((await subject.accounts.perform(unbind, { accountId, key: 'down' })).outcome).toBe('unbound')
    })

    test('a fault makes one call fail, and the next one under the same key is carried out', async () => {
      const { account_id: accountId } = await copyOf('healthy')
      await subject.simulator.addFault({ account_id: accountId, operation: 'unbind_phone', mode: 'unavailable', times: 1 })
      expect((await subject.accounts.perform(status, { accountId })).outcome).toBe('normal')
      expect((await subject.accounts.perform(unbind, { accountId, key: 'fault' })).outcome).toBe('unavailable')
      expect((await subject.accounts.perform(unbind, { accountId, key: 'fault' })).outcome).toBe('unbound')
    })

    test('an error is told as no answer', async () => {
      const { account_id: accountId } = await copyOf('healthy')
      await subject.simulator.addFault({ account_id: accountId, operation: '*', mode: 'error', times: 2 })
      await expect(subject.accounts.perform(status, { accountId })).rejects.toBeInstanceOf(AccountsUnavailable)
      await expect(subject.accounts.perform(unbind, { accountId, key: 'error' })).rejects.toBeInstanceOf(AccountsUnavailable)
      expect((await subject.accounts.perform(unbind, { accountId, key: 'error' })).outcome).toBe('unbound')
    })

    test('the look-ups for proving ownership answer whatever the state of the account', async () => {
      const account = await copyOf('service_unavailable')
      const { verified_contact, dynamic_code, dynamic_secret, face } = account
      expect(await subject.accounts.contactOf(account.account_id)).toEqual({ verified_contact, dynamic_code, dynamic_secret, face })
      expect(await subject.accounts.faceResult(account.account_id)).toBe('pass')
    })

    test('a face check ends as set, and not at all without a face on file', async () => {
      const { account_id: accountId } = await copyOf('face_bad_light')
      expect(await subject.accounts.faceResult(accountId)).toBe('bad_light')
      await subject.simulator.setFace(accountId, 'pass')
      expect(await subject.accounts.faceResult(accountId)).toBe('pass')
      const { account_id: faceless } = await copyOf('only_dynamic_code')
      expect(await subject.accounts.faceResult(faceless)).toBeNull()
    })

    test('the look-ups can be made to fail apart from the rest', async () => {
      const { account_id: accountId } = await copyOf('healthy')
      await subject.simulator.addFault({ account_id: accountId, operation: 'contact', mode: 'unavailable', times: 1 })
      await subject.simulator.addFault({ account_id: accountId, operation: 'face', mode: 'error', times: 1 })
      await expect(subject.accounts.contactOf(accountId)).rejects.toBeInstanceOf(AccountsUnavailable)
      await expect(subject.accounts.faceResult(accountId)).rejects.toBeInstanceOf(AccountsUnavailable)
      expect((await subject.accounts.perform(status, { accountId })).outcome).toBe('normal')
      expect(await subject.accounts.contactOf(accountId)).not.toBeNull()
    })

    test('something that is no operation is rejected and changes nothing', async () => {
      const { account_id: accountId } = await copyOf('unbound_no_new_phone')
      const before = await subject.simulator.get(accountId)
      await expect(subject.accounts.perform({ name: 'bind_phone', phone: '110' }, { accountId, key: 'bad' })).rejects.not.toBeInstanceOf(
        AccountsUnavailable,
      )
      expect(await subject.simulator.get(accountId)).toEqual(before)
    })

    test('many at once under one key are one effect', async () => {
      const { account_id: accountId } = await copyOf('healthy')
      const results = await Promise.all(Array.from({ length: 100 }, () => subject.accounts.perform(unbind, { accountId, key: 'many' })))
      expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1)
      expect(results[0]?.outcome).toBe('unbound')
    })
  })
}
