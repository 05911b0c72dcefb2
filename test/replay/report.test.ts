import { expect, test } from '@jest/globals'
import { compare, type Seen } from '../../src/replay/compare.js'
import { failureOf } from '../../src/replay/report/failure.js'
import { failureText } from '../../src/replay/report/failureText.js'
import { jsonReport, junitReport } from '../../src/replay/report/report.js'
import { type ReplayResult, runOf } from '../../src/replay/runReplays.js'
import type { ScriptTurn } from '../../src/replay/script.js'
import { program } from '../bot/program.js'

const seen: Seen = {
  nodes: ['a/one', 'a/two', 'a/three'],
  intent: 'unbind_failed',
  slots: { account_id: '12****89' },
  checks: [{ account_status: 'normal' }],
  acts: [],
  outcome: null,
  ticket: null,
  text: 'Hello',
}
const understood = [
  {
    kind: 'text',
    intent: 'unbind_failed',
    ranking: [
      { intent: 'unbind_failed', confidence: 0.931 },
      { intent: 'change_phone', confidence: 0.04 },
    ],
    decision: 'accepted',
    choice: null,
    entities: ['qq'],
    command: null,
  },
]
/** Two turns, of which the second asserts this. */
function resultOf(turn: ScriptTurn, strict = true): ReplayResult {
  const holds = { said: 'hi', replies: ['Hello'], choices: ['Yes'], seen, understood, mismatches: [] }
  const mismatches = compare(turn, seen, { strict, must_not: undefined })
  const turnsAt = [2, 5, 9].map((line, n) => ({ place: ['turns', n], line }))
  const turns = [holds, { ...holds, said: turn.user ?? '', mismatches }]
  return {
    file: 'x.yaml',
    name: 'x.yaml › b',
    turnsAt,
    played: { turns, events: [], passed: mismatches.length === 0 },
    error: null,
    skipped: null,
    turns: 2,
    ms: 1,
  }
}
const textOf = (turn: ScriptTurn, strict = true): string => {
  const failure = failureOf(resultOf(turn, strict))
  return failure ? failureText(failure).join('\n') : ''
}

test('a conversation that holds is no failure', () => expect(textOf({ user: 'x', nodes: ['a/one', 'a/two', 'a/three'] })).toBe(''))

test('a failure shows the conversation, the first item that differs and the why', () =>
  expect(textOf({ user: '<解绑>', nodes: ['a/one', 'b/two', 'a/three'], intent: 'other' })).toBe(`FAIL x.yaml › b   (turn 2, x.yaml:5)
  1. user: hi
     bot: Hello
          [Yes]
  2. user: <解绑>
     bot: Hello
          [Yes]
  ✗ nodes: item 2 differs
        a/one
      - b/two
      + a/two
        a/three
  ✗ intent
      expected "other"
      got      "unbind_failed"
    why
      understood text → unbind_failed (accepted) · unbind_failed 0.93, change_phone 0.04 · entities qq
      nodes      a/one → a/two → a/three
      checks     account_status: normal
      slots      account_id=12****89
    … 1 more turn`))

test.each([
  ['one too many', ['a/one', 'a/two'], { index: 2, wanted: null, got: 'a/three' }],
  ['one too few', ['a/one', 'a/two', 'a/three', 'a/four'], { index: 3, wanted: 'a/four', got: null }],
  ['another order', ['a/two', 'a/one', 'a/three'], { index: 0, wanted: 'a/two', got: 'a/one' }],
])('the first item of whole lists: %s', (_what, nodes, first) =>
  expect(compare({ user: 'x', nodes }, seen, { strict: true, must_not: undefined })[0]?.first).toEqual(first),
)

test('of an excerpt, the first item that is not found', () => {
  const turn = { user: 'x', nodes: ['a/two', 'a/one'] }
  expect(compare(turn, seen, { strict: false, must_not: undefined })[0]?.first).toEqual({ index: 1, wanted: 'a/one', got: null })
  expect(textOf(turn, false)).toContain('nodes: a/one is not found after what stands before it')
})

test('a slot called as what every object has is looked for among the slots', () =>
  expect(compare({ user: 'x', slots: { constructor: 'y' } }, seen, { strict: true, must_not: undefined })).toEqual([
    { key: 'slots.constructor', wanted: 'y', got: null },
  ]))

test('JUnit and JSON tell the same, and machines get the parts', () => {
  const run = runOf([resultOf({ user: '<解绑>', nodes: [] })], { program })
  expect(junitReport(run)).toContain('name="x.yaml › b" file="x.yaml"')
  expect(junitReport(run)).toContain('user: &#60;解绑&#62;')
  expect(junitReport(run)).toContain('unbind_failed 0.93')
  expect(JSON.parse(jsonReport(run))).toMatchObject({
    passed: 0,
    failed: 1,
    failures: [
      {
        name: 'x.yaml › b',
        turn: 2,
        line: 5,
        conversation: [{ said: 'hi' }, { said: '<解绑>' }],
        mismatches: [{ key: 'nodes', first: { index: 0, wanted: null, got: 'a/one' } }],
        why: { intent: 'unbind_failed', understood, checks: seen.checks, slots: seen.slots },
        more: 1,
      },
    ],
  })
})
