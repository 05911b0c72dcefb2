import { expect, test } from '@jest/globals'
import { own } from '../../src/shared/own.js'
import { isVaultRef, shownValue } from '../../src/shared/refs.js'

test.each([
  ['qq:9f3c:12****89', '12****89'],
  ['phone:9f3c:138****5678', '138****5678'],
  ['code:481516abc', '******'],
  ['sms', 'sms'],
])('of %s only %s may be shown', (value, shown) => expect(shownValue(value)).toBe(shown))

test('only what the vault gave out is a reference', () => {
  expect(isVaultRef('qq:9f3c:12****89')).toBe(true)
  for (const value of ['code:1:2', 'qq:', 'qq', 'x qq:1:2', '13812345678']) expect(isVaultRef(value)).toBe(false)
})

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('nothing is found under "%s" that was not written there', (key) =>
  expect(own<unknown>({ a: 1 }, key)).toBeUndefined(),
)
