import { describe, expect, test } from '@jest/globals'
import { ASK_PET, codes, dialogFile, findings, interrupts, owned, PET, SLOTS, STATUS, text } from '../world.js'

describe('D012 and D013 intents', () => {
  test('D012 a dialog or an interrupt on an intent without examples', () => {
    const files = [interrupts('- { intent: small_talk, do: answer }')]
    expect(codes('  a: { end: done }', { files, intents: ['about_t', 'small_talk'] })).toEqual([])
    expect(codes('  a: { end: done }', { files, intents: [] })).toEqual(['D012', 'D012'])
  })
  test('D013 one intent that starts two dialogs', () =>
    expect(codes('  a: { end: done }', { files: [dialogFile('  a: { end: done }', 'starts_on: [about_t]', 'u')] })).toEqual(['D013']))
})

test('D015 an unknown queue', () => {
  const files = [interrupts('- { intent: x, do: escalate, queue: moon }')]
  expect(codes('  a: { end: done }', { files, queues: ['desk', 'moon'] })).toEqual([])
  expect(codes('  a: { end: done }', { files, queues: [] })).toEqual(['D015', 'D015'])
})

test('D016 a node that no replay visits is a warning', () => {
  const found = findings([dialogFile('  a: { end: done }')], { visited: new Set(['t/a']) })
  expect(found).toMatchObject([{ code: 'D016', severity: 'warning', node: 'z' }])
})

test('D017 work on an account without proof of ownership', () => {
  expect(codes(`  a: { ${STATUS} }`, { files: [SLOTS] })).toEqual(['D017'])
  expect(codes(`  a: { ${STATUS} }`, owned)).toEqual([])
})

describe('D018 documented facts', () => {
  const section = (source: readonly string[]) => ({ place: 'guide#one', file: 'guide.zh.md', line: 3, source, text: { zh: '好', en: 'Fine' } })
  const facts = (all: readonly string[], ...sections: readonly ReturnType<typeof section>[]) => ({ facts: { all, sections } })
  test('all are told, by nodes or sections', () =>
    expect(codes('  a: { source: [F01], end: done }', facts(['F01', 'F02'], section(['F02'])))).toEqual([]))
  test('one that nothing tells', () => expect(codes('  a: { source: [F01], end: done }', facts(['F01', 'F02']))).toEqual(['D018']))
  test('one that nothing reachable tells', () =>
    expect(codes('  a: { end: done }\n  b: { source: [F01], end: done }', facts(['F01']))).toEqual(['D018', 'D002']))
  test('one that drafts do not tell is told elsewhere', () =>
    expect(codes('  a: { source: [F99], end: done }', { facts: { all: ['F01'], sections: [], isDraft: true } })).toEqual(['D018']))
  test('one that is not documented', () => expect(codes('  a: { source: [F99], end: done }', facts([]))).toEqual(['D018']))
  test('a node tells three at most, a section five', () => {
    const all = ['F01', 'F02', 'F03', 'F04', 'F05', 'F06']
    expect(codes('  a: { source: [F01, F02, F03, F04], end: done }', facts(all, section(all.slice(1))))).toEqual(['D018'])
    expect(codes('  a: { end: done }', facts(all, section(all)))).toEqual(['D018'])
  })
})

describe('D022 texts', () => {
  test('a text that lacks a language or is blank, wherever it stands', () => {
    expect(codes('  a: { say: { zh: 好 }, end: done }')).toEqual(['D022'])
    expect(codes('  a: { say: [ { zh: 好, en: " " } ], end: done }')).toEqual(['D022'])
    expect(codes(`  a: { ${ASK_PET.replace(text, '{ en: Cat }')}, retry: { zh: 再来 } }`, { head: PET })).toEqual(['D022', 'D022'])
    expect(codes('  a: { end: done }', { files: [interrupts('- { intent: x, do: say, say: { zh: 好 } }')] })).toEqual(['D022'])
    expect(
      codes('  a: { end: done }', { files: [{ file: '_texts.yaml', source: 'sentences: { retry: { zh: 好 } }\nqueues: { desk: { en: Desk } }' }] }),
    ).toEqual(['D022', 'D022'])
  })
  test('work and queues that have no words to show', () => {
    const words = { zh: '好', en: 'Fine' }
    const texts = {
      menu: [],
      sentences: {},
      checks: { weather: { title: words, outcomes: { fine: words, bad: words } } },
      acts: {},
      queues: { desk: words },
    }
    expect(codes('  a: { check: weather, cases: { fine: z, bad: z } }', { texts })).toEqual(['D022'])
    expect(codes('  a: { check: season, cases: { fine: z, bad: b } }\n  b: { act: open_umbrella, cases: { opened: z } }', { texts })).toEqual([
      'D022',
      'D022',
    ])
    expect(codes('  a: { escalate: moon }', { texts })).toEqual(['D022'])
  })
})

describe('D023 advice', () => {
  const remedy = (nodes: string) =>
    codes(`  a: { diagnose: [ { check: weather, finds: { bad: { goto: wet } }, fine: [fine] } ], none: z, done: z }\n${nodes}`, { head: PET })
  const asks = (goto: string) => ASK_PET.replaceAll('goto: z', `goto: ${goto}`)
  test('a remedy with it', () => expect(remedy(`  wet: { advises: [rebind], ${asks('on_we_go')} }\n  on_we_go: { next: true }`)).toEqual([]))
  test('a remedy without it', () => expect(remedy(`  wet: { ${asks('on_we_go')} }\n  on_we_go: { next: }`)).toEqual(['D023']))
  test('after a goto', () =>
    expect(remedy(`  wet: { goto: told }\n  told: { advises: [rebind], ${asks('on_we_go')} }\n  on_we_go: { next: true }`)).toEqual([]))
  test('not after a question', () => expect(remedy(`  wet: { ${asks('told')} }\n  told: { advises: [rebind], next: true }`)).toEqual(['D023']))
  test('of a kind that is not known', () => expect(codes('  a: { advises: [pray], end: done }')).toEqual(['D023']))
})
