import { expect, test } from '@jest/globals'
import { formatDiagnostic } from '../../src/dialog/diagnostic.js'
import { loadDialogs } from '../../src/dialog/load.js'

const wrap = (nodes: string) => `dialog: t
title: { zh: 测试, en: Test }
start: a
give_up: z
nodes:
${nodes}
  z: { escalate: desk }
`
const faults = (nodes: string) => loadDialogs([{ file: 't.yaml', source: wrap(nodes) }]).diagnostics.map(formatDiagnostic)
test('x', () => {
  for (const n of [
    '  a: { say: { zh: 好 }, end: done }',
    '  a: { say: "hi", end: done }',
    '  a: { say: { zh: 1, en: x, when: {a: true} }, end: done }',
    '  a: { say: [{ zh: 1, en: x, when: {a: true} }], end: done }',
    '  a: { say: { zh: a, en: b } }',
    '  a:\n    choose: pet\n    options:\n      cow:\n        label: { zh: 牛, en: 5 }\n        goto: z',
    '  a: { end: done, goto: z }',
    '  a: { end: done }\n  a: { end: x }',
    '  a: { next: }',
    '  a: { next: false }',
    '  a: { check: x, usng: [a] }',
    '  a: { choose: pet, options: {} }',
    '  a: { choose: pet, options: {Cow: {}} }',
    '  a: *foo',
    '  a: &x { end: done }\n  b: *x',
    '  a: {{',
    '  a: [',
    '  a: { end: done }\n  constructor: {end: x}\n  __proto__: {end: x}',
    '  a: { ask: b }',
    '  a: hello',
    '  a: { diagnose: [], none: z, done: z }',
    '  a: { diagnose: [{check: 7, finds: {x: z}}], none: z, done: z }',
    '  a: !foo { end: done }',
    '  ? [a]\n  : b',
    '  a: { sya: x }',
  ])
    console.log(n + '\n' + faults(n).join('\n'))
  console.log(
    loadDialogs([
      { file: 'e.yaml', source: '' },
      { file: 'f.yaml', source: 'a: b' },
      {
        file: '_interrupts.yaml',
        source: '- {do: fly}\n- {intent: a, command: b, do: answer}\n- {intent: a, do: say, say: {zh: " ", en: a}}\n- {do: call}\n- 7',
      },
      { file: '_slots.yaml', source: 'slots:\n  a: {entity: 7}\n' },
    ])
      .diagnostics.map(formatDiagnostic)
      .join('\n'),
  )
  expect(1).toBe(1)
})
