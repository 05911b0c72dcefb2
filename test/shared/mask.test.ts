import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { maskDeep, maskText, maskValue } from '../../src/shared/mask.js'

describe('what is masked in a text', () => {
  test.each([
    ['我的手机是 13812345678', '我的手机是 138****5678'],
    ['手机１３８１２３４５６７８', '手机138****5678'],
    ['138 1234 5678', '138****5678'],
    ['138  1234 · 5678', '138****5678'],
    ['+86-138.1234.5678', '+8****8'],
    ['一三八一二三四五六七八', '138****5678'],
    ['壹叁捌壹贰叁肆伍陆柒捌', '138****5678'],
    ['①③⑧①②③④⑤⑥⑦⑧', '138****5678'],
    ['138🙂1234🙂5678', '138****5678'],
    ['𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖', '138****5678'],
    ['١٣٨١٢٣٤٥٦٧٨', '138****5678'],
    ['壹參捌壹貳參肆伍陸柒捌', '138****5678'],
    ['1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣', '138****5678️⃣'],
    ['one three eight one two three four five six seven eight', '138****5678'],
    ['One-three-eight, double one, 23456', '1****6'],
    ['号 98765', '号 9****5'],
    ['错误码 10003', '错误码 1****3'],
  ])('%s', (text, masked) => expect(maskText(text)).toBe(masked))
})

describe('what stays', () => {
  test.each([
    '工单 MB-12345678',
    'MB-12345678，2024',
    '版本 8.9.80',
    'v9.1.25',
    '9.0.8.1234',
    '第 1234 条',
    '3 天前',
    '10:30',
    '一二三',
    '两千零二十四',
    'one of the two phones, on day three',
    'someone phoned at nine, oh well',
  ])('%s', (text) => expect(maskText(text)).toBe(text))
})

describe('spans that were recognised', () => {
  test('are masked by their kind', () => {
    expect(maskText('密码 hunter2 谢谢', [{ kind: 'password', start: 3, end: 10 }])).toBe('密码 ****** 谢谢')
    expect(maskText('号码 123456789', [{ kind: 'qq', start: 3, end: 12 }])).toBe('号码 12****89')
  })
  test('that lie in one another are masked once', () =>
    expect(
      maskText('码 481516', [
        { kind: 'error_text', start: 0, end: 8 },
        { kind: 'code', start: 2, end: 8 },
      ]),
    ).toBe('码 ******'))
  test('that hold nothing personal are kept, but not the numbers in them', () =>
    expect(maskText('提示 13812345678', [{ kind: 'error_text', start: 0, end: 14 }])).toBe('提示 138****5678'))
  test('in whatever order they come', () =>
    expect(
      maskText('ab cd', [
        { kind: 'password', start: 3, end: 5 },
        { kind: 'password', start: 0, end: 2 },
      ]),
    ).toBe('****** ******'))
})

test.each([
  ['phone', '13812345678', '138****5678'],
  ['phone', '12345', '****'],
  ['qq', '123456789', '12****89'],
  ['qq', '12345', '1****5'],
  ['id_card', '11010519491231002X', '1****X'],
  ['code', '481516', '******'],
  ['password', 'hunter2', '******'],
])('of a %s like %s only %s is shown', (kind, value, shown) => expect(maskValue(kind, value)).toBe(shown))

describe('data of a client', () => {
  test('is masked in its strings, its keys and its numbers', () =>
    expect(maskDeep({ a: ['13812345678'], '13812345678': 13812345678, ok: true, n: 7, nothing: null })).toEqual({
      a: ['138****5678'],
      '138****5678': '138****5678',
      ok: true,
      n: 7,
      nothing: null,
    }))
  test('is cut where it is nested too deeply', () => {
    const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ inner }), 'x')
    expect(JSON.stringify(maskDeep(deep)).length).toBeLessThan(100)
  })
  test('cannot reach the prototype of anything', () => {
    const masked = maskDeep(JSON.parse('{"__proto__":{"polluted":true},"constructor":1}'))
    expect(masked).toEqual(JSON.parse('{"__proto__":{"polluted":true},"constructor":1}'))
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

const digits = [...'0123456789０１２３４５６７８９零一二三四五六七八九']
const signs = [' ', '-', '.', '·', '，', '\u200b', '/', '\n']
test('no number of five digits or more survives, however it is written and split by signs', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...digits), fc.constantFrom('', ...signs)), { minLength: 5, maxLength: 20 }), (parts) => {
      const written = parts.map(([digit, sign]) => digit + sign).join('')
      fc.pre(!/^\d{1,2}\.\d/.test(written))
      const masked = maskText(`号码：${written}。`)
      expect(masked).toContain('****')
      expect(masked.replace(/\*+/g, '').length).toBeLessThan('号码：。'.length + 8 + 4)
    }),
    { seed: 7 },
  ))

test('the work grows with the length, not with its square', () => {
  const text = `${'1 '.repeat(50_000)}x`
  expect(maskText(text)).toBe('1****1 x')
  expect(maskText(`${'1 - '.repeat(50_000)}`).length).toBeLessThan(20)
})
