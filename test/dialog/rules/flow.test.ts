import { describe, expect, test } from '@jest/globals'
import { ASK_PET, codes, dialogFile, findings, interrupts, owned, PET, STATUS, text } from '../world.js'

test('a sound dialog has no faults', () => expect(codes(`  a: { ${ASK_PET} }`, { head: PET })).toEqual([]))

describe('D001 what is led to exists', () => {
  test('a node', () => expect(codes('  a: { goto: nowhere }')).toEqual(['D001']))
  test('a node named like a property of every object', () => expect(codes('  a: { goto: constructor }')).toEqual(['D001']))
  test('the start', () => expect(codes('  b: { end: done }')).toEqual(['D001', 'D002']))
  test('a called dialog', () => expect(codes('  a: { call: nobody, cases: { gave_up: z } }')).toEqual(['D001']))
  test('the required dialog', () => expect(codes('  a: { end: done }', { head: 'requires: nobody' })).toEqual(['D001']))
  test('the dialog and the nodes of an interrupt', () => {
    const source = '- { intent: x, do: call, dialog: nobody, not_in: [t/a, t/nowhere, nobody/a] }'
    expect(codes('  a: { end: done }', { files: [interrupts(source)] })).toEqual(['D001', 'D001', 'D001'])
  })
  test('next outside a remedy', () => expect(codes('  a: { next: true }')).toEqual(['D001']))
  test('an offer of the menu', () => {
    const texts = { menu: ['t', 'x', 'y'], sentences: {}, checks: {}, acts: {}, queues: { desk: { zh: '客服', en: 'Desk' } } }
    expect(codes('  a: { end: done }', { texts, intents: ['about_t', 'x'] })).toEqual(['D001'])
  })
  test('a dialog that cannot be read still exists', () => {
    const found = findings([dialogFile('  a: { call: broken, cases: { gave_up: z } }'), dialogFile('  a: { sing: true }', '', 'broken')])
    expect(found.map(({ code }) => code)).toEqual(['D000'])
  })
})

describe('D002 something leads to everything', () => {
  test('a node', () => expect(codes('  a: { end: done }\n  b: { end: done }')).toEqual(['D002']))
  test('two nodes that lead only to each other', () =>
    expect(codes(`  a: { end: done }\n  b: { goto: c }\n  c: { ${ASK_PET} }`, { head: PET })).toEqual(['D002', 'D002']))
  test('a dialog', () => expect(codes('  a: { end: done }', { head: 'starts_on: []' })).toEqual(['D002']))
  test('a dialog that an interrupt calls', () =>
    expect(codes('  a: { end: done }', { head: 'starts_on: []', files: [interrupts('- { intent: x, do: call, dialog: t }')] })).toEqual([]))
})

describe('D003 every ring waits for a person', () => {
  test('a goto to itself', () => expect(codes('  a: { goto: a }')).toEqual(['D003']))
  test('one fault for one ring', () => expect(codes('  a: { goto: b }\n  b: { goto: a }')).toEqual(['D003']))
  test('a check does not wait', () => expect(codes('  a: { check: weather, cases: { fine: z, bad: a } }')).toEqual(['D003']))
  test('work that gives no answer leads to give_up, which may close the ring', () => {
    const { file, source } = dialogFile('  a: { check: weather, cases: { fine: done, bad: done } }\n  done: { end: done }')
    const again = source.replace('z: { escalate: desk }', 'z: { goto: a }')
    expect(findings([{ file, source: again }]).map(({ code }) => code)).toEqual(['D003'])
    expect(findings([{ file, source: again.replace('bad: done', 'bad: done, unavailable: done') }])).toEqual([])
  })
  test('a question waits', () =>
    expect(
      codes(`  a: { choose: pet, options: { cat: { label: ${text}, goto: b }, dog: { label: ${text}, goto: z } } }\n  b: { goto: a }`, { head: PET }),
    ).toEqual([]))
})

describe('D019 a human can be reached', () => {
  const lonely = (head: string) => ({
    file: 't.yaml',
    source: dialogFile(`  a: { ${ASK_PET} }`, head).source.replace('escalate: desk', 'end: sorry'),
  })
  const human = (more = '') => interrupts(`- { intent: talk_to_human, do: escalate, queue: desk${more} }`)
  const found = (...files: Parameters<typeof findings>[0]) => findings([lonely(PET), ...files]).map(({ code }) => code)
  test('by give_up', () => expect(codes(`  a: { ${ASK_PET} }`, { head: PET })).toEqual([]))
  test('in no way', () => expect(found()).toEqual(['D019']))
  test('by an interrupt', () => expect(found(human())).toEqual([]))
  test('by an interrupt that this node leaves out', () => expect(found(human(', not_in: [t/a]'))).toEqual(['D019']))
  test('through the caller', () => {
    const called = { file: 't.yaml', source: lonely(`starts_on: []\n${PET}`).source }
    const caller = (after: string) => dialogFile(`  a: { call: t, cases: { sorry: ${after}, gave_up: ${after} } }\n  y: { end: done }`, '', 'u')
    expect(findings([called, caller('z')]).map(({ code }) => code)).toEqual(['D002'])
    expect(findings([called, caller('y')]).map(({ code }) => code)).toEqual(['D019'])
  })
  test('in the required dialog, whose failure leads to give_up', () => expect(codes(`  a: { ${STATUS} }`, owned)).toEqual([]))
})
