import { describe, expect, test } from '@jest/globals'
import type { Option } from '../../src/nlu/answers.js'
import { withoutDecoration } from '../../src/nlu/decoration.js'
import { readHan } from '../../src/nlu/readings.js'
import { createRecognizer } from '../../src/nlu/recognizer.js'
import { createRereader } from '../../src/nlu/reread.js'
import { trainModel } from '../../src/nlu/train.js'
import { sameWords } from '../../src/nlu/words.js'
import { examples, lexicon, spell } from './taught.js'

const reread = createRereader(lexicon, { readings: readHan(), words: ['unbinding', 'something', 'failed'] }, spell)

describe('read anew', () => {
  test.each([
    ['解bangshi败', '解绑失败'],
    ['确renjie绑', '确认解绑'],
    ['酸了', '算了'],
    ['第yi个', '第一个'],
    ['先bubang了', '先不绑了'],
    ['把账号unbind一下', '把账号解绑一下'],
    ['soemthing', 'something'],
  ])('%j is %j', (text, wanted) => expect(reread(text, ['先不绑了', '确认解绑'])).toBe(wanted))
  test.each(['解绑失败', '好的', 'unbinding failed', '12345', '', '😭', `${'我'.repeat(100)}酸了`])('%j makes no difference', (text) =>
    expect(reread(text, ['好的'])).toBeNull(),
  )
  test('what parts the words stays between them', () => expect(reread('哈哈，结帮失败', [])).toBe('哈哈，解绑失败'))
  test('a negation is never read away: 全不 is not 全部', () => expect(reread('全不', ['全部'])).toBeNull())
  test('the label of the question goes before other words that sound so', () => expect(reread('是新号吗', ['是新号码'])).toBe('是新号码'))
})

const { recognize } = createRecognizer(trainModel(examples, lexicon), lexicon)
const sure: readonly Option[] = [
  { option: 'yes', labels: ['对', 'Yes'], means: 'yes' },
  { option: 'no', labels: ['不是这个', 'No'], means: 'no' },
]
const methods: readonly Option[] = [
  { option: 'sms', labels: ['短信验证码', 'Text message code'] },
  { option: 'dynamic', labels: ['动态口令', 'Dynamic code'] },
  { option: 'other', labels: ['换一种方式', 'Use another way'] },
]

describe('an answer', () => {
  test.each([
    ['短xin验证码', 'sms'],
    ['动抬口令', 'dynamic'],
    ['dong tai kou ling', 'dynamic'],
    ['短信证验码', 'sms'],
    ['短信code', 'sms'],
    ['动态口令😭😭', 'dynamic'],
    ['[裂开]动态口令', 'dynamic'],
    ['呃，动态口令呗', 'dynamic'],
    ['use antoher way', 'other'],
    ['人工智能', null],
  ])('%j chooses %j', (text, option) => expect(recognize(text, { options: methods }).choice).toBe(option))
  test.each([
    ['对', 'yes'],
    ['hmm, yes', 'yes'],
    ['不对', 'no'],
    ['步对', 'no'],
    ['部对', 'no'],
  ])('%j means %s', (text, option) => expect(recognize(text, { options: sure }).choice).toBe(option))
})
test.each([
  ['酸了', 'stop'],
  ['chong xin kai shi', 'restart'],
  ['填cuo了', 'correction'],
  ['go bcak', 'correction'],
  ['诶，返回', 'correction'],
  ['收集坏了', null],
])('%j is the command %j', (text, command) => expect(recognize(text).command).toBe(command))

test.each([
  ['好的😭😭', '好的'],
  ['😭好的[流泪]', '好的'],
  ['/捂脸好的', '好的'],
  ['t_t好的^_^', '好的'],
  ['no :(', 'no'],
  ['👍', '👍'],
  ['[流泪]', ''],
  ['见 http://a.b/c', '见 http://a.b/c'],
  ['mb-123', 'mb-123'],
  ['[1]', '[1]'],
])('%j without faces is %j', (text, bare) => expect(withoutDecoration(text)).toBe(bare === '' ? text : bare))

test.each([
  ['Something else', 'ＳＯＭＥＴＨＩＮＧ  else!', true],
  ['都不是', '都 不是~😭', true],
  ['都不是', '都是', false],
])('%j and %j hold the same words: %j', (a, b, same) => expect(sameWords(a, b)).toBe(same))
