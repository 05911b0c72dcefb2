import { describe, expect, test } from '@jest/globals'
import { codes, dialogFile, owned, PET, SLOTS, STATUS, say, text } from '../world.js'

describe('D011 names are known on every way', () => {
  test('a name that nothing fills', () => expect(codes(`  a: { ${say('moon')}, end: done }`)).toEqual(['D011']))
  test('names that the product fills', () => expect(codes(`  a: { ${say('account')}, goto: b }\n  b: { ${say('topic')}, end: done }`)).toEqual([]))
  test('a slot that was asked for', () =>
    expect(codes(`  a: { ask: account_id, goto: b }\n  b: { ${say('account_id')}, end: done }`, { files: [SLOTS] })).toEqual([]))
  test('a slot that one way leaves out', () => {
    const nodes = `  a: { choose: pet, options: { cat: { label: ${text}, goto: b }, dog: { label: ${text}, goto: c } } }\n  b: { ask: account_id, goto: c }\n  c: { ${say('account_id')}, end: done }`
    expect(codes(nodes, { head: PET, files: [SLOTS] })).toEqual(['D011'])
  })
  test('a slot that is cleared again', () => {
    const nodes = `  a: { ask: new_phone, goto: b }\n  b: { ask: account_id, goto: c }\n  c: { ${say('new_phone')}, end: done }`
    expect(codes(nodes, { files: [SLOTS] })).toEqual(['D011'])
  })
  test('a branch and a guard make sure', () => {
    expect(
      codes(`  a: { branch: account_id, cases: { given: b }, otherwise: z }\n  b: { ${say('account_id')}, end: done }`, { files: [SLOTS] }),
    ).toEqual([])
    expect(codes("  a: { say: [ { zh: '{account_id}', en: '{account_id}', when: { account_id: given } } ], end: done }", { files: [SLOTS] })).toEqual(
      [],
    )
  })
  test('the account is known where ownership was proved, not before', () => {
    expect(codes(`  a: { ${say('account_id')}, ${STATUS} }`, owned)).toEqual([])
    expect(codes(`  a: { ${say('account_id')}, goto: b }\n  b: { ${STATUS} }`, owned)).toEqual(['D011'])
  })
  test('what a check gives is known unless it gave no answer', () => {
    const told = (cases: string) =>
      codes(`  a: { check: account_status, cases: { normal: z, ${cases} } }\n  b: { ${say('ban_until')}, end: done }`, owned)
    expect(told('banned: b')).toEqual([])
    expect(told('banned: z, unavailable: b')).toEqual(['D011'])
  })
  test('work that needs a slot', () => {
    const act = '  a: { act: send_code, cases: { sent: z } }'
    expect(codes(act, { files: [SLOTS] })).toEqual(['D011'])
    expect(codes(`  a: { ask: account_id, goto: b }\n${act.replace('a:', 'b:')}`, { files: [SLOTS] })).toEqual([])
  })
  const inner = (nodes: string) => dialogFile(nodes, 'starts_on: []', 'inner')
  test('a name that a called dialog always brings back', () => {
    const outer = `  a: { call: inner, cases: { done: b, gave_up: z } }\n  b: { ${say('account_id')}, end: done }`
    expect(codes(outer, { files: [SLOTS, inner('  a: { ask: account_id, goto: b }\n  b: { end: done }')] })).toEqual([])
    expect(codes(outer, { files: [SLOTS, inner('  a: { end: done }')] })).toEqual(['D011'])
  })
  test('a name that every caller hands in', () => {
    const shows = inner(`  a: { ${say('account_id')}, end: done }`)
    expect(codes('  a: { ask: account_id, goto: b }\n  b: { call: inner, cases: { done: z, gave_up: z } }', { files: [SLOTS, shows] })).toEqual([])
    expect(codes('  a: { call: inner, cases: { done: z, gave_up: z } }', { files: [SLOTS, shows] })).toEqual(['D011'])
  })
})
