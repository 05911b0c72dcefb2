import { describe, expect, test } from '@jest/globals'
import { ASK_PET, codes, dialogFile, owned, PET, SLOTS, STATUS, text } from '../world.js'

describe('D007 to D010 and D014 slots', () => {
  test('D007 a question, a branch, a condition, a brief and a use of what is not declared', () => {
    expect(codes(`  a: { ${ASK_PET} }`)).toEqual(['D007'])
    expect(codes('  a: { ask: pet, goto: z }')).toEqual(['D007'])
    expect(codes('  a: { branch: pet, cases: { cat: z }, otherwise: z }')).toEqual(['D007'])
    expect(codes('  a: { say: [ { zh: 好, en: Fine, when: { pet: cat } } ], end: done }')).toEqual(['D007'])
    expect(codes('  a: { escalate: desk, brief: [pet] }')).toEqual(['D007'])
    expect(codes('  a: { check: weather, using: [pet], cases: { fine: z, bad: z } }')).toEqual(['D007'])
  })
  test('D007 work that is not handed what it needs', () => {
    const act = (using: string) => `  a: { say: ${text}, ask: new_phone, goto: b }\n  b: { act: bind_phone, ${using}cases: { bound: z } }`
    expect(codes(act(''), owned)).toEqual(['D007'])
    expect(codes(act('using: [new_phone], '), owned)).toEqual([])
  })
  test('D007 a slot that hangs on nothing', () =>
    expect(codes(`  a: { ${ASK_PET} }`, { head: 'slots: { pet: { values: [cat, dog], of: owner } }' })).toEqual(['D007']))
  test('D007 slots that a called dialog does not have', () => {
    const called = dialogFile('  a: { end: done }', 'starts_on: []', 'inner')
    const call = (more: string) => codes(`  a: { call: inner, ${more}, cases: { done: z, gave_up: z } }`, { files: [called, SLOTS] })
    expect(call('using: { pet: account_id }')).toEqual(['D007'])
    expect(call('gives: { account_id: pet }')).toEqual(['D007'])
    expect(call('gives: { account_id: account_id }')).toEqual([])
  })
  test('D007 is silent when the slots of the conversation cannot be read', () =>
    expect(codes('  a: { ask: account_id, goto: z }', { files: [{ file: '_slots.yaml', source: 'slots: 7' }] })).toEqual(['D000']))
  test('D008 a free question about a slot without an entity', () => expect(codes('  a: { ask: pet, goto: z }', { head: PET })).toEqual(['D008']))
  test('D008 a free question about a slot with one', () =>
    expect(codes('  a: { ask: pet, goto: z }', { head: 'slots: { pet: { entity: animal } }' })).toEqual([]))
  test('D009 an option that is not a value', () =>
    expect(codes(`  a: { choose: pet, options: { cow: { label: ${text}, goto: z } } }`, { head: PET })).toEqual(['D009']))
  const branch = (value: string) => `  a: { ${ASK_PET.replaceAll('goto: z', 'goto: b')} }\n  b: { branch: pet, cases: { ${value}: z }, otherwise: z }`
  test('D010 a branch on a value that the slot never has', () => {
    expect(codes(branch('cow'), { head: PET })).toEqual(['D010'])
    expect(codes(branch('dog'), { head: PET })).toEqual([])
  })
  test('D010 an entity can only be given', () => {
    const asked = (value: string) =>
      codes(`  a: { ask: pet, goto: b }\n  b: { branch: pet, cases: { ${value}: z }, otherwise: z }`, { head: 'slots: { pet: { entity: animal } }' })
    expect(asked('rex')).toEqual(['D010'])
    expect(asked('given')).toEqual([])
  })
  test('D010 a value that a check gives', () => {
    const banned = (kind: string) =>
      codes(`  a: { ${STATUS.replace('banned: z', 'banned: b')} }\n  b: { branch: ban_kind, cases: { ${kind}: z }, otherwise: z }`, owned)
    expect(banned('eternal')).toEqual(['D010'])
    expect(banned('permanent')).toEqual([])
  })
  test('D010 a value that comes back from a call', () => {
    const inner = dialogFile(`  a: { ${ASK_PET.replaceAll('goto: z', 'goto: b')} }\n  b: { end: done }`, `starts_on: []\n${PET}`, 'inner')
    const outer = (pet: string) =>
      codes(`  a: { call: inner, gives: { mine: pet }, cases: { done: b, gave_up: z } }\n  b: { branch: mine, cases: { ${pet}: z }, otherwise: z }`, {
        head: 'slots: { mine: {} }',
        files: [inner],
      })
    expect(outer('cow')).toEqual(['D010'])
    expect(outer('dog')).toEqual([])
  })
  test('D014 a slot that nothing uses, of the dialog or of the conversation', () => {
    expect(codes('  a: { end: done }', { head: PET })).toEqual(['D014'])
    expect(codes('  a: { end: done }', { files: [{ file: '_slots.yaml', source: 'pet: { values: [cat] }' }] })).toEqual(['D014'])
  })
  test('D014 a slot that hides one of the conversation', () =>
    expect(codes('  a: { ask: account_id, goto: z }', { head: 'slots: { account_id: { entity: qq } }', files: [SLOTS] })).toEqual(['D014']))
})
