import { describe, expect, test } from '@jest/globals'
import { createAnswerMatcher, type Option } from '../../src/nlu/answers.js'
import { lexicon, spell } from './taught.js'

const match = createAnswerMatcher(lexicon.answers, spell)
const methods: readonly Option[] = [
  { option: 'sms', labels: ['短信验证码', 'SMS code'] },
  { option: 'dynamic', labels: ['动态口令', 'Dynamic code'] },
  { option: 'face', labels: ['人脸识别', 'Face recognition'] },
]
const solved: readonly Option[] = [
  { option: 'solved', labels: ['解决了', 'It works'], means: 'yes' },
  { option: 'unsolved', labels: ['还没解决', 'Not yet'], means: 'no' },
]
const answer = (text: string, options: readonly Option[]) => match(spell(text), options)

describe('one of three', () => {
  test.each([
    ['1', 'sms'],
    ['２', 'dynamic'],
    ['③', 'face'],
    ['2️⃣', 'dynamic'],
    ['选2', 'dynamic'],
    ['第二个', 'dynamic'],
    ['第三个吧谢谢', 'face'],
    ['最后一个', 'face'],
    ['the second one', 'dynamic'],
    ['the last one', 'face'],
    ['option 1', 'sms'],
    ['短信验证码', 'sms'],
    ['短信', 'sms'],
    ['我选人脸识别', 'face'],
    ['人脸吧', 'face'],
    ['face please', 'face'],
    ['就那个动态口令', 'dynamic'],
    ['動態口令', 'dynamic'],
    ['dinamic code', 'dynamic'],
  ])('%j chooses %s', (text, option) => expect(answer(text, methods)).toBe(option))

  test.each([
    '',
    '0',
    '4',
    '12345',
    '123456',
    '13800138000',
    '不是第一个',
    '不要短信',
    'not the first one',
    '都不是',
    '好的',
    '我用动态口令登录的时候它老是说我错了怎么回事啊',
    'the face recognition page keeps crashing whenever I open it on my phone',
    '__proto__',
    'constructor',
  ])('%j chooses nothing', (text) => expect(answer(text, methods)).toBeNull())
})

describe('yes or no', () => {
  test.each([
    ['对', 'solved'],
    ['嗯好的', 'solved'],
    ['yes please', 'solved'],
    ['弄好了', 'solved'],
    ['解决了', 'solved'],
    ['👍', 'solved'],
    ['不是', 'unsolved'],
    ['还是不行', 'unsolved'],
    ['没解决', 'unsolved'],
    ['没有解决啊', 'unsolved'],
    ["doesn't work", 'unsolved'],
    ['no thanks', 'unsolved'],
    ['2', 'unsolved'],
  ])('%j means %s', (text, option) => expect(answer(text, solved)).toBe(option))

  test.each(['不知道', '是不是要先换手机再说', 'yes but the code never arrives on my new phone'])('%j means neither', (text) =>
    expect(answer(text, solved)).toBeNull(),
  )
})

test('labels that fit equally choose nothing', () =>
  expect(
    answer('手机', [
      { option: 'a', labels: ['新手机'] },
      { option: 'b', labels: ['旧手机'] },
    ]),
  ).toBeNull())

test('the longest label that fits wins', () =>
  expect(
    answer('旧手机号', [
      { option: 'phone', labels: ['旧手机'] },
      { option: 'number', labels: ['旧手机号'] },
    ]),
  ).toBe('number'))
