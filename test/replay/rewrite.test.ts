import { expect, test } from '@jest/globals'
import type { Seen } from '../../src/replay/compare.js'
import { rewrite as rewritePlaces } from '../../src/replay/rewrite.js'

const SOURCE = `account: { persona: banned }
strict: true
turns:
  # What brought the user here.
  - user: 解绑失败
    intent: unbind_failed
    nodes: [ unbind_failed/look ]
    checks: [ { account_status: normal } ]
    acts: []
    text: 查完了 # said in every case
  - tap: 转人工
    nodes: [ unbind_failed/to_agent ]
    outcome: explained
    ticket: { queue: general }
`
const seen: Seen = {
  nodes: ['unbind_failed/heard', 'unbind_failed/look'],
  intent: 'unbind_failed',
  slots: {},
  checks: [{ account_status: 'banned' }],
  acts: [{ check_face: 'verified' }],
  outcome: null,
  ticket: { queue: 'appeals', existing: false },
  text: '请稍等',
}
const differing = (...keys: readonly string[]) => ({ seen, mismatches: keys.map((key) => ({ key, wanted: '', got: '' })) })
const holding = differing()
/** Turn by turn, as in a file without branches. */
const rewrite = (source: string, turns: readonly ReturnType<typeof differing>[]): string =>
  rewritePlaces(
    source,
    turns.map((turn, index) => ({ ...turn, place: ['turns', index] })),
  )

test('a replay that holds stays as it was written', () => expect(rewrite(SOURCE, [holding, holding])).toBe(SOURCE))

test('lists that do not hold are written anew; comments, layout and what holds stay', () =>
  expect(rewrite(SOURCE, [differing('nodes', 'checks'), holding])).toBe(
    SOURCE.replace('[ unbind_failed/look ]', '[ unbind_failed/heard, unbind_failed/look ]').replace(
      'account_status: normal',
      'account_status: banned',
    ),
  ))

test('another queue is written down, and an outcome that did not come is no longer asserted', () =>
  expect(rewrite(SOURCE, [holding, differing('ticket', 'outcome')])).toBe(
    SOURCE.replace('queue: general', 'queue: appeals').replace('    outcome: explained\n', ''),
  ))

test('that a ticket was there already is written down', () => {
  const existing = { ...seen, ticket: { queue: 'general', existing: true } }
  expect(rewrite(SOURCE, [holding, { ...differing('ticket'), seen: existing }])).toBe(
    SOURCE.replace('{ queue: general }', '{ queue: general, existing: true }'),
  )
})

test.each(['text', 'must_not', 'slots.account_id', 'standing rule', 'fault'])('%s is left to a person', (key) =>
  expect(rewrite(SOURCE, [differing(key), differing(key)])).toBe(SOURCE),
)

test('a turn within a branch is written where it stands, one above the fork once', () => {
  const source =
    'turns:\n  - user: a\n    nodes: [ x/a ]\n  - branches:\n      one:\n        - user: b\n          nodes: [ x/b ]\n      two: [ { user: c } ]\n'
  const above = { ...differing('nodes'), place: ['turns', 0] }
  const within = { ...differing('nodes'), place: ['turns', 1, 'branches', 'one', 0] }
  expect(rewritePlaces(source, [above, within, above])).toBe(
    source
      .replace('[ x/a ]', '[ unbind_failed/heard, unbind_failed/look ]')
      .replace('[ x/b ]', '[ unbind_failed/heard, unbind_failed/look ]')
      .replace('two: [ { user: c } ]', 'two: [ { user: c } ]'),
  )
})
