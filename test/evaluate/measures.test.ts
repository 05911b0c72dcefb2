import { describe, expect, test } from '@jest/globals'
import { accuracyBy, accuracyOf } from '../../src/evaluate/measures/accuracy.js'
import { reliabilityOf } from '../../src/evaluate/measures/calibration.js'
import type { Judged } from '../../src/evaluate/measures/judged.js'
import { measure } from '../../src/evaluate/measures/measure.js'
import { auroc, outsideOf } from '../../src/evaluate/measures/outside.js'
import { confusionOf, perIntent } from '../../src/evaluate/measures/perIntent.js'
import { spreadOf } from '../../src/evaluate/measures/spread.js'

type Given = Partial<Judged['line']> & { readonly wanted: string; readonly got: readonly string[]; readonly sure?: number; readonly inside?: number }

const judged = ({ wanted, got, sure = 0.5, inside = 0, ...line }: Given): Judged => ({
  line: { text: `${wanted} ${got.join(' ')}`, intent: wanted, ...line },
  ranking: got.map((intent, place) => ({ intent, score: place === 0 ? sure : (1 - sure) / got.length })),
  inside,
  rejected: inside < 0.3,
})

const five = [
  judged({ wanted: 'a', got: ['a', 'b', 'c'], lang: 'zh', author: 'x' }),
  judged({ wanted: 'a', got: ['b', 'a', 'c'], lang: 'zh', author: 'y' }),
  judged({ wanted: 'a', got: ['b', 'c', 'd'], lang: 'en', author: 'x' }),
  judged({ wanted: 'b', got: ['b'], lang: 'en', author: 'y' }),
  judged({ wanted: 'c', got: [], lang: 'en', author: 'y' }),
]

describe('accuracy', () => {
  test('first and among three', () => expect(accuracyOf(five)).toEqual({ lines: 5, first: 0.4, amongThree: 0.6 }))
  test('by group', () =>
    expect(accuracyBy(five, ({ line }) => line.author ?? '')).toEqual([
      { key: 'x', lines: 2, first: 0.5, amongThree: 0.5 },
      { key: 'y', lines: 3, first: 1 / 3, amongThree: 2 / 3 },
    ]))
  test('a further intent counts as right', () =>
    expect(accuracyOf([judged({ wanted: 'a', alt: ['b'], got: ['b'] }), judged({ wanted: 'a', alt: ['b'], got: ['c'] })]).first).toBe(0.5))
  test('of nothing is 0', () => expect(accuracyOf([])).toEqual({ lines: 0, first: 0, amongThree: 0 }))
})

test('the confusion matrix counts pairs; who said nothing stands in it too', () =>
  expect(confusionOf(five)).toEqual([
    { wanted: 'a', got: 'a', count: 1 },
    { wanted: 'a', got: 'b', count: 2 },
    { wanted: 'b', got: 'b', count: 1 },
    { wanted: 'c', got: '(nothing)', count: 1 },
  ]))

test('precision, recall and F1 by hand', () => {
  const scores = new Map(perIntent(confusionOf(five)).map((score) => [score.intent, score]))
  expect(scores.get('a')).toEqual({ intent: 'a', lines: 3, given: 1, precision: 1, recall: 1 / 3, f1: 0.5 })
  expect(scores.get('b')).toMatchObject({ lines: 1, given: 3, precision: 1 / 3, recall: 1, f1: 0.5 })
  expect(scores.get('c')).toMatchObject({ lines: 1, given: 0, precision: 0, recall: 0, f1: 0 })
})

test('macro F1 is the mean of the intents that were wanted', () => expect(measure(five).macroF1).toBeCloseTo((0.5 + 0.5 + 0) / 3, 12))

test('mistakes: the surest first', () =>
  expect(
    measure([judged({ wanted: 'a', got: ['b'], sure: 0.6 }), judged({ wanted: 'a', got: ['c'], sure: 0.9 })]).mistakes.map(({ got }) => got),
  ).toEqual(['c', 'b']))

describe('AUROC', () => {
  test.each([
    ['apart', [0.8, 0.9], [0.1, 0.2], 1],
    ['the wrong way round', [0.1, 0.2], [0.8, 0.9], 0],
    ['all tied', [0.5, 0.5], [0.5, 0.5, 0.5], 0.5],
    // Pairs won: 0.9 beats all three, 0.5 beats 0.1 and ties twice with 0.5: (3 + 1 + 2 · ½) / 6.
    ['some tied', [0.9, 0.5], [0.5, 0.5, 0.1], 5 / 6],
    ['nothing to compare', [], [0.5], 0.5],
  ])('%s', (_, higher, lower, expected) => expect(auroc(higher, lower)).toBeCloseTo(expected, 12))
})

describe('out of scope', () => {
  const outside = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.99].map((inside) => judged({ wanted: 'none', got: ['a'], inside }))
  const inside = [
    judged({ wanted: 'a', got: ['a'], inside: 0.9 }),
    judged({ wanted: 'a', got: ['b'], inside: 0.9 }),
    judged({ wanted: 'a', got: ['a'], inside: 0.65 }),
    judged({ wanted: 'a', got: ['a'], inside: 0.2 }),
  ]
  test('nine of ten are turned away at 0.65; of four in scope one is above it and right', () =>
    expect(outsideOf(inside, outside).insideAtRecall).toBe(0.25))
  test('at the threshold as shipped', () => expect(outsideOf(inside, outside).turnedAway).toEqual({ outside: 0.3, inside: 0.25 }))
  test('a method that turns nothing away has no such figure', () =>
    expect(
      outsideOf(
        inside,
        outside.map((one) => ({ ...one, rejected: null })),
      ).turnedAway,
    ).toBeNull())
})

test('calibration error by hand: |0.95 − ½| of two lines, |0.25 − 0| of one, and 1 belongs to the last bin', () => {
  const { error, bins } = reliabilityOf([
    judged({ wanted: 'a', got: ['a'], sure: 1 }),
    judged({ wanted: 'a', got: ['b'], sure: 0.9 }),
    judged({ wanted: 'a', got: ['b'], sure: 0.25 }),
  ])
  expect(error).toBeCloseTo((2 * 0.45 + 0.25) / 3, 12)
  expect(bins.map(({ lines }) => lines)).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 2])
  expect(bins[9]).toMatchObject({ from: 0.9, accuracy: 0.5 })
})

test('the spread of draws', () => expect(spreadOf([0.5, 0.7, 0.6])).toEqual({ mean: expect.closeTo(0.6, 12), least: 0.5, most: 0.7, draws: 3 }))
