import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { loadModel, saveModel } from '../../src/nlu/artefact.js'
import { knowledgeHash } from '../../src/nlu/model.js'
import { createRecognizer } from '../../src/nlu/recognizer.js'
import { trainModel } from '../../src/nlu/train.js'
import { examples, lexicon } from './taught.js'

const model = trainModel(examples, lexicon)
const bytes = saveModel(model)
const { recognize } = createRecognizer(loadModel(bytes, model.hash), lexicon)

test.each([
  ['我这边解绑失败', 'unbind_failed'],
  ['蜜保手机解邦失败', 'unbind_failed'],
  ['收不到验正码', 'verification_code_problem'],
  ['你好，请问怎么解绑呀，谢谢', 'how_to_unbind'],
  ['I cannot log in', 'login_failed_after_unbind'],
  ['讲个好笑的笑话', 'out_of_scope'],
])('%j is %s', (text, intent) => expect(recognize(text).intent).toBe(intent))

test('every intent is ranked, best first, and the confidences add up to 1', () =>
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(...examples.map(({ text }) => text))), (text) => {
      const { ranking, intent, confidence } = recognize(text)
      expect(new Set(ranking.map((score) => score.intent)).size).toBe(6)
      expect(ranking.reduce((sum, score) => sum + score.confidence, 0)).toBeCloseTo(1, 9)
      expect(ranking.every((score, i) => score.confidence <= (ranking[i - 1]?.confidence ?? 1))).toBe(true)
      expect([intent, confidence]).toEqual([ranking[0]?.intent, ranking[0]?.confidence])
    }),
  ))

test('the same text is always understood alike', () => expect(recognize('解绑老是不成功')).toEqual(recognize('解绑老是不成功')))

test('the order of the examples leaves no trace in the model', () => {
  const shuffled = [...examples].sort((a, b) => (a.text.length % 7) - (b.text.length % 7) || (a.text > b.text ? -1 : 1))
  expect(Buffer.from(saveModel(trainModel(shuffled, lexicon))).equals(Buffer.from(bytes))).toBe(true)
})

test('hostile names as words and as labels stay words', () => {
  const hostile = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '123', '7']
  const strange = createRecognizer(
    trainModel([...examples, ...hostile.map((name) => ({ intent: name, text: `${name} ${name} 测试` }))], lexicon),
    lexicon,
  )
  expect(strange.recognize('__proto__').ranking.map(({ intent }) => intent)).toEqual(expect.arrayContaining(hostile))
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('测试')
  expect(Object.keys({})).toEqual([])
})

test.each([
  '',
  ' ',
  '。。。',
  '\u0000\u0007',
  '\ud800',
  '😀',
  '我'.repeat(10_000),
  'a'.repeat(10_000),
  '1'.repeat(10_000),
  '__proto__',
  'constructor',
  'ﷺ'.repeat(3_000),
])('an answer to odd text (%#)', (text) => expect(['understood', 'ambiguous', 'not_understood']).toContain(recognize(text).decision.type))

test.each(['', '。。。', 'qwrtzp', 'constructor'])('%j is not understood', (text) => expect(recognize(text).decision.type).toBe('not_understood'))

test.each(['解绑失败了，而且收不到短信验证码', '解绑失败了而且收不到短信验证码'])('%j names two problems', (text) => {
  const { intent, also } = recognize(text)
  expect(new Set([intent, ...also])).toEqual(new Set(['unbind_failed', 'verification_code_problem']))
})

test('background is no second problem', () => expect(recognize('昨天试了三次，解绑老是失败').also).toEqual([]))

test('who only gives data has said no problem', () => {
  expect(recognize('我的QQ号是12345678').decision).toEqual({ type: 'not_understood' })
  expect(recognize('验证码收不到，我QQ是12345678').decision.type).not.toBe('not_understood')
})

test('context: the open question, its options, the language so far', () => {
  expect(recognize('123456', { expecting: 'qq', lang: 'en' })).toMatchObject({ lang: 'en', entities: [{ kind: 'qq' }] })
  expect(recognize('第一个', { options: [{ option: 'yes', labels: ['好'] }] }).choice).toBe('yes')
  expect(recognize('重新开始').command).toBe('restart')
})

test('an artefact of other knowledge is refused', () => {
  const other = knowledgeHash([...examples, { intent: 'affirm', text: '中' }], lexicon)
  expect(() => loadModel(bytes, other)).toThrow(/stale/)
  expect(knowledgeHash([...examples].reverse(), lexicon)).toBe(model.hash)
  expect(knowledgeHash(examples, { ...lexicon, policy: { ...lexicon.policy, threshold: 0.9 } })).not.toBe(model.hash)
})

test.each([
  ['nothing', new Uint8Array(0)],
  ['noise', Uint8Array.from({ length: 64 }, (_, i) => i)],
  ['a cut artefact', bytes.slice(0, bytes.length - 4)],
])('%s is refused with a sentence', (_, broken) => expect(() => loadModel(broken, model.hash)).toThrow(/model artefact: expected/))

test('without a taught out-of-scope class, what is unlike anything taught is not understood', () => {
  const { calibration, ...rest } = trainModel(
    examples.filter(({ intent }) => intent !== 'out_of_scope'),
    lexicon,
  )
  const picky = createRecognizer({ ...rest, calibration: { ...calibration, familiar: 1 } }, lexicon)
  expect(picky.recognize('股票今天涨停').decision.type).toBe('not_understood')
  expect(picky.recognize('解绑失败了').decision).toEqual({ type: 'understood', intent: 'unbind_failed' })
})
