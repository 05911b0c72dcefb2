import { describe, expect, test } from '@jest/globals'
import type { Account, FieldValue, Sms } from '../../src/web/demo/account.js'
import { emptyPhone, numbersOf, type PhoneModel, type PhoneMsg, updatePhone } from '../../src/web/demo/model.js'
import { chinese } from '../../src/web/demo/words/chinese.js'
import { english } from '../../src/web/demo/words/english.js'

const account = (fields: Readonly<Record<string, FieldValue>>, account_id = '10001'): Account => ({
  account_id,
  fields: new Map(Object.entries(fields)),
})
const sms = (text: string, at = '2026-01-01T00:00:00Z'): Sms => ({ number: '13800000001', at, text, code: undefined })
const folded = (...msgs: readonly PhoneMsg[]): PhoneModel => msgs.reduce(updatePhone, emptyPhone('19900000001'))
const opened: PhoneMsg = { type: 'account_opened', account: account({ status: 'banned', unbind: 'none' }) }

describe('the account', () => {
  test('only the fields that changed are marked', () => {
    const model = folded(opened, { type: 'account_read', account: account({ status: 'normal', unbind: 'none' }) })
    expect([...model.changed]).toEqual(['status'])
  })
  test('the mark stays while nothing else changes', () => {
    const read: PhoneMsg = { type: 'account_read', account: account({ status: 'normal', unbind: 'none' }) }
    expect([...folded(opened, read, read).changed]).toEqual(['status'])
  })
  test('an answer for an account that is no longer shown is left out', () =>
    expect(folded(opened, { type: 'account_read', account: account({ status: 'normal' }, '10002') }).account?.account_id).toBe('10001'))
  test('an account that is gone leaves an empty phone that says so', () =>
    expect(folded(opened, { type: 'account_lost' })).toMatchObject({ account: undefined, toast: { type: 'account_gone' } }))
})

describe('the inbox', () => {
  const read = (...inbox: readonly Sms[]): PhoneMsg => ({ type: 'inbox_read', inbox })
  test('what lay in it is no news, what comes is', () => {
    expect(folded(opened, read(sms('a'))).arrived).toBeUndefined()
    expect(folded(opened, read(sms('a')), read(sms('b', '2026-01-01T00:01:00Z'), sms('a'))).arrived?.text).toBe('b')
  })
  test('no banner over the inbox itself', () =>
    expect(folded(opened, { type: 'tab_chosen', tab: 'sms' }, read(), read(sms('a'))).arrived).toBeUndefined())
  test('newest first, whatever the number', () =>
    expect(folded(opened, read(sms('a'), sms('b', '2026-01-02T00:00:00Z'))).inbox.map((each) => each.text)).toEqual(['b', 'a']))
  test('each number once, none that is no number', () => {
    const numbers = numbersOf({
      account: account({ bound_phone: '13800000001', verified_contact: '13800000001', new_phone: null }),
      newNumber: '199',
    })
    expect(numbers).toEqual(['13800000001'])
  })
  test('a typed number keeps its digits only', () => expect(folded({ type: 'number_typed', number: '199-0000 0001x' }).newNumber).toBe('19900000001'))
})

test('both languages name the same fields, values, actions and outcomes', () => {
  for (const table of ['fields', 'values', 'actions', 'outcomes'] as const) expect(Object.keys(english[table])).toEqual(Object.keys(chinese[table]))
})
