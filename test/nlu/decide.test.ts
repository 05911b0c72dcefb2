import { expect, test } from '@jest/globals'
import { decide, type Policy, type Score } from '../../src/nlu/decide.js'

const policy: Policy = {
  out_of_scope: 'out_of_scope',
  never_offered: ['affirm', 'out_of_scope'],
  threshold: 0.5,
  margin: 0.15,
  floor: 0.1,
  together: 0.45,
}
const ranking = (...shares: readonly [string, number][]): readonly Score[] => shares.map(([intent, confidence]) => ({ intent, confidence }))

test('sure and clearly ahead is understood', () =>
  expect(decide(ranking(['a', 0.7], ['b', 0.2]), policy)).toEqual({ type: 'understood', intent: 'a' }))
test('two that are close are asked about', () =>
  expect(decide(ranking(['a', 0.52], ['b', 0.41], ['c', 0.05]), policy)).toEqual({ type: 'ambiguous', between: ['a', 'b'] }))
test('never more than three are asked about', () =>
  expect(decide(ranking(['a', 0.3], ['b', 0.25], ['c', 0.2], ['d', 0.15]), policy)).toEqual({ type: 'ambiguous', between: ['a', 'b', 'c'] }))
test('social intents are not asked about', () =>
  expect(decide(ranking(['affirm', 0.45], ['a', 0.3], ['b', 0.1]), policy)).toEqual({ type: 'not_understood' }))
test('a close social intent does not shake a sure one', () =>
  expect(decide(ranking(['a', 0.52], ['affirm', 0.45]), policy)).toEqual({ type: 'understood', intent: 'a' }))
test('out of scope on top is not understood', () =>
  expect(decide(ranking(['out_of_scope', 0.6], ['a', 0.3]), policy)).toEqual({ type: 'not_understood' }))
test('a weak out of scope leaves room for a question', () =>
  expect(decide(ranking(['out_of_scope', 0.4], ['a', 0.32], ['b', 0.2]), policy)).toEqual({ type: 'ambiguous', between: ['a', 'b'] }))
test('many weak ones are not understood', () =>
  expect(decide(ranking(['a', 0.12], ['b', 0.11], ['c', 0.1]), policy)).toEqual({ type: 'not_understood' }))
test('an empty ranking is not understood', () => expect(decide([], policy)).toEqual({ type: 'not_understood' }))
