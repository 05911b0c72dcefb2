import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createConceptFinder } from '../../src/nlu/concepts.js'
import { createNormaliser } from '../../src/nlu/normalise.js'
import { createEar } from '../../src/nlu/phonetics.js'
import { readHan } from '../../src/nlu/readings.js'
import { commonWords, createSlipMender } from '../../src/nlu/slips.js'
import { createTokenizer } from '../../src/nlu/tokens.js'
import { buildVocabulary, hashOf, placeOf, toVector } from '../../src/nlu/vocabulary.js'
import { lexicon, spell } from './taught.js'

const readings = readHan()
const hear = createEar(readings)
const soundsOf = (text: string): readonly string[] => hear(text).row.map(({ sound }) => sound)

test.each([
  ['姐帮', '解绑'],
  ['jiebang', '解绑'],
  ['jie bang shibai', '解绑失败'],
  ['zengshi', '真是'],
])('%j sounds like %j', (slip, right) => expect(soundsOf(slip)).toEqual(soundsOf(right)))

test.each([
  ['unbind my phone', false],
  ['wo de mima', true],
  ['密码', true],
  ['', false],
])('%j is spoken Chinese: %j', (text, isSpoken) => expect(hear(text).isSpoken).toBe(isSpoken))

const find = createConceptFinder(
  { stuck: { zh: ['解不掉'], en: ['cannot unbind'] }, unbind: { zh: ['解', '解除绑定'], en: ['unbind'] }, phone: { zh: ['手机'], en: ['phone'] } },
  spell,
  hear,
)
const conceptsOf = (text: string) => find(hear(spell(text)).row)

test.each([
  ['手机解不掉', [['phone'], ['stuck']]],
  ['cannot unbind phones', [['stuck'], ['phone']]],
  ['接除帮定手机', [['unbind'], ['phone']]],
  ['constructor __proto__', []],
])('%j names its concepts, the longest phrase at each place', (text, named) => expect(conceptsOf(text)).toEqual(named))

const mend = createSlipMender(commonWords(['please unbind phone', 'unbind the phone', 'unbind my phone']))

test.each([
  ['unbimd', 'unbind'],
  ['ubnind', 'unbind'],
  ['unbnd', 'unbind'],
  ['unbiind', 'unbind'],
  ['phine', 'phone'],
  ['unbind', 'unbind'],
  ['binding', 'binding'],
  ['the', 'the'],
])('the slip %j is %j', (slip, right) => expect(mend(slip)).toBe(right))

test('every feature is found where it was put, and no other', () =>
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 60 }), fc.string(), (features, other) => {
      const vocabulary = buildVocabulary([features])
      const places = features.map((feature) => placeOf(vocabulary, feature))
      expect([...places].sort((a, b) => a - b)).toEqual(features.map((_, place) => place))
      if (!features.includes(other)) expect(placeOf(vocabulary, other)).toBe(-1)
    }),
  ))

test('a vector has length 1 and rising places, however often a feature stands in the text', () => {
  const vocabulary = buildVocabulary([
    ['a', 'b'],
    ['b', 'c'],
  ])
  const { indices, values } = toVector(['c', 'b', 'c', 'unknown', 'a'], vocabulary)
  expect([...indices]).toEqual([0, 1, 2])
  expect(Math.hypot(...values)).toBeCloseTo(1, 12)
  expect(toVector(['unknown'], vocabulary).indices).toHaveLength(0)
})

test('hashes spread over all their range', () => {
  const hashes = Array.from({ length: 1000 }, (_, i) => hashOf(`w:${i}`))
  expect(new Set(hashes).size).toBe(1000)
  expect(hashes.filter((hash) => hash < 2 ** 52).length).toBeGreaterThan(400)
  expect(hashes.filter((hash) => hash < 2 ** 52).length).toBeLessThan(600)
})

/** Counted, not timed: twice the text gives at most twice the features and a little. */
test.each(['解绑失败', 'jiebang', 'unbind ', '我不想 cannot ', '1'])('the work for %j grows with the length alone', (piece) => {
  const tokensOf = createTokenizer(lexicon, { readings, words: [] })
  const normalise = createNormaliser(lexicon)
  const sizeOf = (times: number): number => tokensOf(normalise(piece.repeat(times))).length
  expect(sizeOf(200)).toBeLessThanOrEqual(2 * sizeOf(100) + 200)
})
