import { expect, test } from '@jest/globals'
import { sealer } from '../../src/storage/vault.js'

const key = (n: number) => new Uint8Array(32).fill(n)
const vault = sealer(key(1))

test('a sealed value opens again, and holds nothing of it', () => {
  for (const value of ['13812345678', '1234567889', '', '密保手机', '\u0000']) {
    const ref = vault.ref('c1', 'phone', value)
    const row = vault.seal(ref, 'phone', value)
    expect(vault.open(row)).toBe(value)
    expect(vault.open({ ...row, ciphertext: Buffer.from(row.ciphertext) })).toBe(value)
    if (value.length > 1) expect(Buffer.from(row.ciphertext).includes(value)).toBe(false)
  }
})

test('two seals of one value differ', () => {
  const ref = vault.ref('c1', 'qq', '1234567889')
  expect(vault.seal(ref, 'qq', '1234567889').ciphertext).not.toEqual(vault.seal(ref, 'qq', '1234567889').ciphertext)
})

test('a ref shows kind and mask and is the same within one conversation only', () => {
  const ref = vault.ref('c1', 'qq', '1234567889')
  expect(ref).toMatch(/^qq:[0-9a-f]{16}:12\*{4}89$/)
  expect(vault.ref('c1', 'qq', '1234567889')).toBe(ref)
  const others = [
    vault.ref('c2', 'qq', '1234567889'),
    vault.ref('c1', 'qq', '1234567890'),
    vault.ref('c1', 'phone', '1234567889'),
    sealer(key(2)).ref('c1', 'qq', '1234567889'),
  ]
  expect(new Set([ref, ...others].map((other) => other.split(':')[1])).size).toBe(5)
  expect(vault.ref('c', '1qq'.slice(1), '12')).not.toBe(vault.ref('c1', 'qq', '2'))
})

test.each([
  ['phone', '13812345678', '138****5678'],
  ['phone', '+8613812345678', '+86****5678'],
  ['phone', '12345', '****45'],
  ['phone', '1234', '****'],
  ['qq', '1234567889', '12****89'],
  ['qq', '1234567', '12****67'],
  ['qq', '12345', '1****5'],
  ['qq', '123', '****'],
  ['anything', '1234567889', '****'],
])('of the %s %s only %s is shown', (kind, value, mask) => {
  expect(vault.ref('c1', kind, value).split(':')[2]).toBe(mask)
})

test('a row that was changed anywhere, or moved to another ref or kind, does not open', () => {
  const ref = vault.ref('c1', 'phone', '13812345678')
  const row = vault.seal(ref, 'phone', '13812345678')
  for (let i = 0; i < row.ciphertext.length; i += 1) {
    const changed = Uint8Array.from(row.ciphertext, (byte, at) => (at === i ? byte ^ 1 : byte))
    expect(() => vault.open({ ...row, ciphertext: changed })).toThrow(/changed|known format/)
  }
  expect(() => vault.open({ ...row, ref: vault.ref('c2', 'phone', '13812345678') })).toThrow('was changed')
  expect(() => vault.open({ ...row, kind: 'qq' })).toThrow('was changed')
  expect(() => vault.open({ ...row, ciphertext: row.ciphertext.slice(0, 20) })).toThrow('known format')
  expect(() => sealer(key(2)).open(row)).toThrow('another key')
})

test('a fault names the ref and never the value', () => {
  const row = vault.seal(vault.ref('c1', 'phone', '13812345678'), 'phone', '13812345678')
  expect(() => sealer(key(2)).open(row)).toThrow(
    expect.objectContaining({ message: `the vault row ${row.ref} was changed, or sealed with another key` }),
  )
})

test('a hash compares across conversations and depends on kind and key', () => {
  expect(vault.hash('qq', '1')).toMatch(/^[0-9a-f]{64}$/)
  expect(sealer(key(1)).hash('qq', '1')).toBe(vault.hash('qq', '1'))
  expect(new Set([vault.hash('qq', '1'), vault.hash('phone', '1'), vault.hash('qq', '2'), sealer(key(2)).hash('qq', '1')]).size).toBe(4)
})

test('a key of another length and a kind that would blur the ref are refused', () => {
  expect(() => sealer(new Uint8Array(16))).toThrow('32 bytes, not 16')
  expect(() => vault.ref('c1', 'q:q', '1')).toThrow('no kind')
})
