import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createEntityFinder, type EntityKind, FORBIDDEN_KINDS } from '../../src/nlu/entities.js'
import { lexicon } from './taught.js'

const find = createEntityFinder(lexicon.entities)
const summary = (text: string, expecting?: EntityKind) =>
  find(text, expecting).map(({ kind, value, valid }) => `${kind} ${value}${valid ? '' : ' ✗'}`.trim())

describe('a mobile number is found however it is written', () => {
  test.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+8613800138000',
    '+86 138-0013-8000',
    '008613800138000',
    '(+86)13800138000',
    '１３８００１３８０００',
    '1 3 8 0 0 1 3 8 0 0 0',
    '一三八零零一三八零零零',
    '幺三八 零零幺三 八零零零',
    '壹叁捌零零壹叁捌零零零',
    '138零零138零零零',
    '𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎',
    '138\u200b0013\u200b8000',
    '138.0013.8000',
    '我的手机号是13800138000，谢谢',
    'my phone is 138 0013 8000.',
    '一三八，零零一三，八零零零',
  ])('%s', (text) => expect(summary(text)).toEqual(['phone 13800138000']))
})

describe('numbers are told apart by shape and by the words beside them', () => {
  test.each<[string, readonly string[]]>([
    ['我的QQ号是12345678，手机13800138000', ['qq 12345678', 'phone 13800138000']],
    ['qq 123456', ['qq 123456']],
    ['扣扣：10001000', ['qq 10001000']],
    ['12345678@qq.com', ['qq 12345678']],
    ['foo12345678@gmail.com', []],
    ['手机号没用了 12345678', ['qq 12345678']],
    ['12345678 手机号没用了', ['qq 12345678']],
    ['my account 123456789 is banned', ['qq 123456789']],
    ['it was cancelled 12345678', ['qq 12345678']],
    ['0123456', ['qq 0123456 ✗']],
    ['验证码123456', ['code 123456']],
    ['验证码是 1234', ['code 1234']],
    ['动态密码 123456', ['code 123456']],
    ['the code is 4821', ['code 4821']],
    ['123456', ['code 123456']],
    ['123 456', ['code 123456']],
    ['123456是验证码', ['code 123456']],
    ['手机验证码收到了，123456', ['code 123456']],
    ['我的手机号是1381234567', ['phone 1381234567 ✗']],
    ['12345678 123456', ['qq 12345678', 'qq 123456']],
    ['MB-12345678', ['ticket MB-12345678']],
    ['mb12345678进度', ['ticket MB-12345678']],
    ['ＭＢ－１２３４５６７８', ['ticket MB-12345678']],
    ['mb 1234 5678', ['ticket MB-12345678']],
    ['MB-12345678 13800138000', ['ticket MB-12345678', 'phone 13800138000']],
    ['MB-1234567', ['ticket MB-1234567 ✗']],
    ['工单号12345678', ['ticket MB-12345678']],
    ['版本8.9.50', ['version 8.9.50']],
    ['v9.0', ['version 9.0']],
    ['我用的9.0.15版', ['version 9.0.15']],
    ['尾号5678', []],
    ['尾号是56789', []],
    ['number ending in 56789', []],
    ['错误码 10001', []],
    ['充了50000元', []],
    ['2024-05-01解绑的', []],
    ['10086发的短信', []],
    ['涨了3.5', []],
    ['三心二意', []],
  ])('%s', (text, expected) => expect(summary(text)).toEqual(expected))
})

describe('the open question tilts what could be either', () => {
  test.each<[string, EntityKind, string]>([
    ['123456', 'code', 'code 123456'],
    ['123456', 'qq', 'qq 123456'],
    ['12345', 'qq', 'qq 12345'],
    ['13800138000', 'qq', 'phone 13800138000'],
    ['手机 13800138000', 'qq', 'phone 13800138000'],
    ['138 0013 8000', 'qq', 'phone 13800138000'],
    ['13800138000', 'code', 'phone 13800138000'],
    ['1234567', 'code', 'code 1234567 ✗'],
    ['我QQ是12345678', 'code', 'qq 12345678'],
    ['一二三四五六', 'code', 'code 123456'],
    ['1380013', 'phone', 'phone 1380013 ✗'],
    ['12345678', 'ticket', 'ticket MB-12345678'],
  ])('%s while %s is expected', (text, expecting, expected) => expect(summary(text, expecting)).toEqual([expected]))
})

describe('what must not be typed is found and its value thrown away', () => {
  test.each<[string, readonly string[]]>([
    ['身份证11010519491231002X', ['id_card']],
    ['110105 19491231 002x', ['id_card']],
    ['110105194912310021', ['id_card ✗']],
    ['银行卡4111111111111111', ['bank_card']],
    ['4111 1111 1111 1111', ['bank_card']],
    ['卡号6222021234567890123', ['bank_card ✗']],
    ['我的密码是abc123', ['password']],
    ['密码：abcdef', ['password']],
    ['password: hunter22', ['password']],
    ['my password is hunter22', ['password']],
    ['ｐａｓｓｗｏｒｄ：ｈｕｎｔｅｒ２２', ['password']],
    ['密码 12345678', ['password']],
    ['密码是多少', []],
    ['my password is wrong', []],
    ['忘记密码了', []],
    ['忘记密码13800138000', ['phone 13800138000']],
  ])('%s', (text, expected) => expect(summary(text).map((line) => line.replace('  ', ' '))).toEqual(expected))
  test('and only those', () => expect(FORBIDDEN_KINDS).toEqual(['id_card', 'bank_card', 'password']))
})

test.each([
  ['提示「操作失败，请稍后再试」', '操作失败，请稍后再试'],
  ['它显示“Version Too Low”', 'Version Too Low'],
  ['it says "unbind failed" again', 'unbind failed'],
])('%s quotes an error', (text, value) =>
  expect(
    find(text)
      .filter(({ kind }) => kind === 'error_text')
      .map((one) => one.value),
  ).toEqual([value]),
)

test('a quotation that nothing announces is no error text', () => expect(summary('我网名叫「小白」')).toEqual([]))

test('places are those of the original text', () => {
  const text = '😀我的手机是１３８ 00138000，工单ＭＢ－１２３４５６７８'
  expect(find(text).map(({ start, end }) => text.slice(start, end))).toEqual(['１３８ 00138000', 'ＭＢ－１２３４５６７８'])
})

test('any text gives ordered places inside it, and only an error text overlaps another', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('密码', '13800138000', '1', ' ', '-', '"', '提示', 'mb', '8.9.1', '一', '\ud800', 'x'),
        ),
        { maxLength: 40 },
      ),
      (parts) => {
        const text = parts.join('')
        let free = 0
        for (const { kind, start, end } of find(text)) {
          expect(start).toBeLessThan(end)
          expect(end).toBeLessThanOrEqual(text.length)
          if (kind === 'error_text') continue
          expect(start).toBeGreaterThanOrEqual(free)
          free = end
        }
      },
    ),
  ))

test.each([
  '我',
  '密码',
  '1 ',
  '"',
  '"a',
  'mb1',
  '8.9.50 ',
  'qq12345 ',
  '13800138000 ',
  '提示「',
  'one ',
  '1然后',
  '不是12345678',
  '12345----a',
  '138o',
  'http://1',
])('10,000 characters of %j are answered', (piece) => expect(find(piece.repeat(Math.ceil(10_000 / piece.length))).length).toBeLessThan(2_000))
