import { expect, test } from '@jest/globals'
import { createRecognizer } from '../../src/nlu/recognizer.js'
import { trainModel } from '../../src/nlu/train.js'
import { lexicon, examples as taught } from './taught.js'

const courtesies = {
  greeting: ['你好', '早上好呀', '大家吃了吗', '好久不见各位', 'good evening folks', 'hello everyone'],
  thanks_goodbye: ['谢谢', '祝你们发大财', '回头见', '改天请你喝茶', 'many blessings to you', 'bye now'],
  deny: ['不用', '不要了', '算了', 'no', 'not that', 'never mind'],
}
const examples = [...taught, ...Object.entries(courtesies).flatMap(([intent, texts]) => texts.map((text) => ({ intent, text })))]
const noPhrases = { lead: { zh: [], en: [] }, tail: { zh: [], en: [] } }
const bare = { ...lexicon, shells: { ...lexicon.shells, stripped: noPhrases, taught: noPhrases } }
const model = trainModel(examples, bare)
const { recognize } = createRecognizer(model, bare)
const withoutRule = createRecognizer(model, { ...bare, shells: { ...bare.shells, courtesies: [] } })

test.each([
  ['好久不见各位，大家吃了吗，验证码收不到', 'verification_code_problem'],
  ['解绑失败，祝你们发大财，改天请你喝茶', 'unbind_failed'],
])('%j: the matter counts, though the politeness is louder', (text, intent) => {
  expect(['greeting', 'thanks_goodbye']).toContain(withoutRule.recognize(text).intent)
  expect(recognize(text).intent).toBe(intent)
})

test.each([
  ['好久不见各位，大家吃了吗', 'greeting'],
  ['祝你们发大财，回头见', 'thanks_goodbye'],
  ['不用，祝你们发大财，改天请你喝茶', 'thanks_goodbye'],
])('%j: nothing but politeness stays what it is', (text, intent) => expect(recognize(text).intent).toBe(intent))
