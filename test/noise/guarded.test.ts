import { describe, expect, test } from '@jest/globals'
import { dataIn, guard, holdsWords } from '../../src/noise/guarded.js'
import { createNoise, type Noise, noises } from '../../src/noise/noise.js'

const addNoise = createNoise(3)
const noisy = (kind: Noise, text: string): string => {
  const { words, whole } = guard(text)
  return whole(addNoise(kind, words, 'here'))
}
const chinese = '麻烦看一下 $other_account_id 这个QQ账号，手机尾号8000，解绑失败了'
const english = 'the code $code_first is wrong, I cannot log in with QQ 13800138000 on my phone'
const HOW: Readonly<Record<'zh' | 'en', readonly Noise[]>> = {
  zh: noises.filter((kind) => kind !== 'short_forms'),
  en: noises.filter((kind) => !['homophone', 'pinyin_word', 'pinyin_whole', 'traditional', 'lookalike', 'mixed'].includes(kind)),
}

describe.each([
  ['zh', chinese],
  ['en', english],
] as const)('%s', (lang, text) => {
  test.each(HOW[lang])('%s changes words', (kind) => expect(noisy(kind, text)).not.toBe(text))
  test.each(HOW[lang])('%s leaves placeholders and digits as they are', (kind) => {
    const dataOf = (one: string): readonly string[] => one.match(/\$[a-z_]+|[0-9]+/g) ?? []
    expect(dataOf(noisy(kind, text))).toEqual(dataOf(text))
  })
  test.each(noises)('%s does the same again', (kind) => expect(createNoise(3)(kind, text, 'here')).toBe(addNoise(kind, text, 'here')))
  test('other kinds do nothing', () => {
    for (const kind of noises.filter((one) => !HOW[lang].includes(one))) expect(noisy(kind, text)).toBe(text)
  })
})
test('in another place the same words are varied otherwise', () => {
  const places = ['a', 'b', 'c', 'd', 'e']
  expect(new Set(places.map((place) => addNoise('typo', chinese, place))).size).toBeGreaterThan(1)
})

test.each([
  ['$account_id', false],
  ['12345', false],
  ['１３８００１３８０００', false],
  ['一三八零零', false],
  ['one three eight double zero', false],
  ['+86 139-0013-9000', false],
  ['abc12345', false],
  ['第二个', true],
  ['the third one', true],
  ['验证码是 $code', true],
  ['👍', true],
])('%j holds words: %j', (text, holds) => expect(holdsWords(text)).toBe(holds))
test('separate data are counted', () => expect(['我不记得', '尾号8000的', '138然后是0013再8000'].map(dataIn)).toEqual([0, 1, 3]))
test('a text with private characters of its own is refused, every time', () => {
  for (const _ of [1, 2]) expect(() => guard('a\ue000b')).toThrow(/private characters/)
})

describe('what each kind does', () => {
  test.each([
    ['mixed', '解绑', 'unbind'],
    ['short_forms', 'do not', "don't|dont"],
    ['full_width', 'Log in', 'Ｌｏｇ ｉｎ'],
    ['pinyin_whole', '没收到', 'mei shou dao'],
    ['lookalike', '申诉', '[甲由]诉|申拆'],
  ] as const)('%s: %j becomes %s', (kind, text, wanted) => expect(addNoise(kind, text)).toMatch(new RegExp(`^(?:${wanted})$`)))
  test('a homophone of 了 is read le', () => {
    const others = ['a', 'b', 'c', 'd', 'e', 'f'].map((place) => addNoise('homophone', '了', place))
    expect(others.every((char) => '乐勒肋'.includes(char))).toBe(true)
  })
  test('an emoji leaves every word whole', () => {
    for (const place of ['a', 'b', 'c', 'd', 'e', 'f']) {
      for (const word of ['log', 'in', 'phone']) expect(addNoise('emoji', 'cannot log in, my phone', place)).toContain(word)
    }
  })
  test('marks ask no question', () => {
    for (const place of ['a', 'b', 'c', 'd', 'e', 'f']) expect(addNoise('marks', '好的', place)).not.toMatch(/[?？]/)
  })
})
