import { describe, expect, test } from '@jest/globals'
import { codes, dialogFile, findings } from '../world.js'

describe('D020 and D021 calls', () => {
  const calls = (from: string, to: string, starts = 'starts_on: []') => dialogFile(`  a: { call: ${to}, cases: { gave_up: z } }`, starts, from)
  const last = (name: string) => dialogFile('  a: { goto: z }', 'starts_on: []', name)
  const found = (...files: Parameters<typeof findings>[0]) => findings(files).map(({ code }) => code)
  test('D020 three dialogs on one another', () => expect(found(calls('t', 'u', ''), calls('u', 'v'), last('v'))).toEqual([]))
  test('D020 four dialogs on one another', () => expect(found(calls('t', 'u', ''), calls('u', 'v'), calls('v', 'w'), last('w'))).toEqual(['D020']))
  test('D020 a ring, told once', () => expect(found(calls('t', 'u', ''), calls('u', 't'))).toEqual(['D020']))
  test('D020 a required dialog lies on the others too', () =>
    expect(found(calls('t', 'u', ''), calls('u', 'v', 'starts_on: []\nrequires: t'), last('v'))).toEqual(['D020']))
  const call = (cases: string) =>
    codes(`  a: { call: inner, cases: { ${cases} } }`, { files: [dialogFile('  a: { end: done }', 'starts_on: []', 'inner')] })
  test('D021 an outcome of the called dialog without a case', () => {
    expect(call('gave_up: z')).toEqual(['D021'])
    expect(call('done: z')).toEqual(['D021'])
    expect(call('done: z, gave_up: z')).toEqual([])
  })
  test('D006 a case that the called dialog never ends with', () => expect(call('done: z, gave_up: z, lost: z')).toEqual(['D006']))
})
