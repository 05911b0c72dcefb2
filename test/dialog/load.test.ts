import { describe, expect, test } from '@jest/globals'
import { formatDiagnostic } from '../../src/dialog/diagnostic.js'
import { loadDialogs } from '../../src/dialog/load.js'
import { dialogFile } from './world.js'

/** What the loader says about these nodes, which begin in line 7. */
const faults = (nodes: string): readonly string[] => loadDialogs([dialogFile(nodes)]).diagnostics.map(formatDiagnostic)
const node = (nodes: string) => loadDialogs([dialogFile(nodes)]).dialogs.t?.nodes.a
const text = { zh: '好', en: 'Fine' }

test('a fault names file, line, node, key and what belongs there', () => {
  const source = `dialog: unbind_failed
title: { zh: 解绑失败, en: Unbinding failed }
start: banned
give_up: banned
nodes:
  banned: { choose: pet, options: {
    cow: { label: { zh: 牛, en: 5 }, goto: banned } } }
`
  const [only, ...others] = loadDialogs([{ file: 'unbind_failed.yaml', source }]).diagnostics
  expect(others).toEqual([])
  expect(only && formatDiagnostic(only)).toBe('unbind_failed.yaml:7 node "banned": options.cow.label.en: expected string (D000)')
})

describe('every verb', () => {
  const exits: readonly (readonly [string, unknown])[] = [
    [
      'choose: pet, options: { cat: { label: { zh: 好, en: Fine }, goto: z, when: { age: old }, confirms: true } }, retry: { zh: 好, en: Fine }',
      { kind: 'choose', slot: 'pet', options: { cat: { label: text, goto: 'z', when: { age: 'old' }, confirms: true } }, retry: text },
    ],
    ['ask: pet, goto: z', { kind: 'ask', slot: 'pet', goto: 'z', options: {}, retry: undefined }],
    [
      'diagnose: [ { check: weather, finds: { bad: { goto: z, stops: true } }, fine: [fine] } ], none: z, done: z',
      {
        kind: 'diagnose',
        readings: [{ check: 'weather', using: [], finds: { bad: { goto: 'z', stops: true } }, fine: ['fine'] }],
        none: 'z',
        done: 'z',
      },
    ],
    ['check: weather, using: [pet], cases: { fine: z }', { kind: 'check', name: 'weather', using: ['pet'], cases: { fine: 'z' } }],
    ['act: open, cases: {}', { kind: 'act', name: 'open', using: [], cases: {} }],
    ['branch: pet, cases: { cat: z }, otherwise: z', { kind: 'branch', slot: 'pet', cases: { cat: 'z' }, otherwise: 'z' }],
    ['goto: z', { kind: 'goto', goto: 'z' }],
    ['next: true', { kind: 'next' }],
    ['next:', { kind: 'next' }],
    [
      'call: u, using: { theirs: ours }, gives: { mine: theirs }, cases: { done: z }',
      { kind: 'call', dialog: 'u', using: { theirs: 'ours' }, gives: { mine: 'theirs' }, cases: { done: 'z' } },
    ],
    ['escalate: desk, brief: [pet]', { kind: 'escalate', queue: 'desk', brief: ['pet'] }],
    ['end: resolved', { kind: 'end', outcome: 'resolved' }],
  ]
  test.each(exits)('%s', (written, exit) => expect(node(`  a: { ${written} }`)?.exit).toEqual(exit))
})

test('a node says one text or several, with guards, advice and sources', () => {
  expect(node('  a: { say: { zh: 好, en: Fine }, end: x }')?.say).toEqual([{ text, when: {} }])
  expect(node('  a: { say: [ { zh: 好, en: Fine, when: { pet: cat } } ], advises: [rebind], source: [F01], end: x }')).toMatchObject({
    say: [{ text, when: { pet: 'cat' } }],
    advises: ['rebind'],
    source: ['F01'],
    line: 7,
  })
})

describe('what cannot be read', () => {
  test.each([
    ['no verb', '  a: { say: { zh: 好, en: Fine } }', ['t.yaml:7 node "a": no way out (D000)']],
    ['a misspelt verb', '  a:\n    say: { zh: 好, en: Fine }\n    gotto: z', ['t.yaml:9 node "a": no way out; unknown: gotto (D000)']],
    ['two verbs', '  a:\n    end: x\n    goto: z', ['t.yaml:9 node "a": more than one way out: end, goto (D000)']],
    ['an unknown key', '  a:\n    check: weather\n    cases: {}\n    usng: [pet]', ['t.yaml:10 node "a": usng: unknown key (D000)']],
    [
      'an unknown key deep inside',
      '  a:\n    diagnose:\n      - check: weather\n        find: {}\n    none: z\n    done: z',
      ['t.yaml:10 node "a": diagnose.0.find: unknown key (D000)'],
    ],
    ['a key that is missing', '  a: { ask: pet }', ['t.yaml:7 node "a": goto: missing (D000)']],
    ['the same node twice', '  a: { end: x }\n  a: { end: y }', ['t.yaml:8 node "a": stands here twice (D000)']],
    ['the same key twice in a node', '  a:\n    end: x\n    end: y', ['t.yaml:9 node "a": end: stands here twice (D000)']],
    ['a plain text', '  a: { say: hello, end: x }', ['t.yaml:7 node "a": say: expected one text { zh, en } or a list of them (D000)']],
    ['a number in a text', '  a: { say: { zh: 1, en: one }, end: x }', ['t.yaml:7 node "a": say.zh: expected string (D000)']],
    ['a name that is no id', '  a: { goto: Somewhere Else }', ['t.yaml:7 node "a": goto: expected an id in lower_snake_case (D000)']],
    ['a question without options', '  a: { choose: pet, options: {} }', ['t.yaml:7 node "a": options: expected at least one option (D000)']],
    ['a next that is denied', '  a: { next: false }', ['t.yaml:7 node "a": next: write "next: true" (D000)']],
    ['an alias', '  a: &x { end: y }\n  b: *x', ['t.yaml:8 node "b": "*x" refers to another place; write it out (D000)']],
    ['a key that objects lose', '  __proto__: { end: x }', ['t.yaml:7 node "__proto__": a key may not be called "__proto__" (D000)']],
    ['a node that is no map', '  a: soon', ['t.yaml:7 node "a": expected a map (D000)']],
  ])('%s', (_what, nodes, expected) => expect(faults(nodes)).toEqual(expected))

  test('broken YAML is told once, at its line', () => {
    const { diagnostics, dialogs, unreadable } = loadDialogs([{ file: 't.yaml', source: 'dialog: t\ntitle: "open\nstart: [a\n' }])
    expect(diagnostics).toMatchObject([{ code: 'D000', file: 't.yaml', line: 4, node: null }])
    expect([dialogs, unreadable]).toEqual([{}, ['t']])
  })
  test('an empty file', () =>
    expect(loadDialogs([{ file: 't.yaml', source: '' }]).diagnostics).toMatchObject([{ code: 'D000', line: 1, message: 'expected a map' }]))
  test('a dialog whose name is not that of its file', () => {
    const { source } = dialogFile('  a: { end: x }')
    expect(loadDialogs([{ file: 'dialogs/other.yaml', source }]).diagnostics.map(formatDiagnostic)).toEqual([
      'dialogs/other.yaml:1 dialog: "t", but the file is called "other" (D000)',
    ])
    expect(loadDialogs([{ file: 'dialogs/t.yaml', source }]).diagnostics).toEqual([])
  })
  test('two files of one name, and a special file that nobody knows', () => {
    const file = dialogFile('  a: { end: x }')
    const found = loadDialogs([file, { ...file, file: 'more/t.yaml' }, { file: '_extras.yaml', source: '{}' }]).diagnostics
    expect(found).toMatchObject([
      { code: 'D000', file: 'more/t.yaml' },
      { code: 'D000', file: '_extras.yaml' },
    ])
  })
})

test('all faults of all files are told at once', () => {
  const found = loadDialogs([
    {
      file: 't.yaml',
      source:
        'dialog: t\ntitel: { zh: 测试, en: Test }\nstart: a\ngive_up: a\nnodes:\n  a: { sing: x }\n  b: { ask: pet }\n  c: { say: { en: Fine }, end: x }\n',
    },
    { file: 'u.yaml', source: 'nodes: [' },
    { file: '_slots.yaml', source: 'pet:\n  entty: animal\n' },
    { file: '_interrupts.yaml', source: '- { intent: x, command: y, do: answer }\n- { intent: x, do: fly }\n' },
  ]).diagnostics.map(({ file, line, code, node }) => `${file}:${line} ${code} ${node ?? ''}`.trim())
  expect(found.sort()).toEqual([
    '_interrupts.yaml:2 D000',
    '_slots.yaml:2 D000',
    't.yaml:1 D000',
    't.yaml:2 D000',
    't.yaml:6 D000 a',
    't.yaml:7 D000 b',
    't.yaml:8 D022 c',
    'u.yaml:1 D000',
  ])
})

test('a text that lacks a language does not keep the rest from being read', () => {
  const { dialogs, diagnostics } = loadDialogs([dialogFile('  a:\n    say:\n      zh: 好\n    end: x')])
  expect(dialogs.t?.nodes.a?.say).toEqual([{ text: { zh: '好', en: '' }, when: {} }])
  expect(diagnostics.map(formatDiagnostic)).toEqual(['t.yaml:8 node "a": say: no text in en (D022)'])
})

describe('files beside the dialogs', () => {
  test('none of them is needed', () =>
    expect(loadDialogs([])).toMatchObject({
      interrupts: [],
      slots: {},
      texts: { menu: [], sentences: {}, checks: {}, acts: {}, queues: {} },
      diagnostics: [],
    }))
  test('interrupts, and what follows them', () => {
    const source = `- { intent: how_to_unbind, do: answer }
- { intent: talk_to_human, do: escalate, queue: desk }
- { command: restart, do: restart, then: leave, not_in: [t/a] }
- { command: abuse, do: say, say: { zh: 好, en: Fine } }
- { intent: check_ticket_status, do: call, dialog: ticket }
`
    expect(loadDialogs([{ file: '_interrupts.yaml', source }])).toMatchObject({
      diagnostics: [],
      interrupts: [
        { on: { intent: 'how_to_unbind' }, then: 'ask_again', notIn: [], line: 1, reaction: { do: 'answer' } },
        { on: { intent: 'talk_to_human' }, then: 'leave', line: 2, reaction: { do: 'escalate', queue: 'desk' } },
        { on: { command: 'restart' }, then: 'leave', notIn: ['t/a'], reaction: { do: 'restart' } },
        { on: { command: 'abuse' }, reaction: { do: 'say', say: text } },
        { on: { intent: 'check_ticket_status' }, reaction: { do: 'call', dialog: 'ticket' } },
      ],
    })
  })
  test('slots with and without their head', () => {
    const slots = { account_id: { entity: 'qq' }, language: { values: ['zh', 'en'] } }
    const written = 'account_id: { entity: qq }, language: { values: [zh, en] }'
    expect(loadDialogs([{ file: '_slots.yaml', source: `{ ${written} }` }]).slots).toEqual(slots)
    expect(loadDialogs([{ file: '_slots.yaml', source: `slots: { ${written} }` }]).slots).toEqual(slots)
  })
  test('texts', () => {
    const source =
      'menu: [t]\nsentences: { retry: { zh: 好, en: Fine } }\nchecks: { weather: { title: { zh: 好, en: Fine }, outcomes: { bad: { zh: 好, en: Fine } } } }\n'
    expect(loadDialogs([{ file: '_texts.yaml', source }]).texts).toEqual({
      menu: ['t'],
      sentences: { retry: text },
      checks: { weather: { title: text, outcomes: { bad: text } } },
      acts: {},
      queues: {},
    })
  })
})
