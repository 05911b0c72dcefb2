import { describe, expect, test } from '@jest/globals'
import { summary } from './found.js'

describe('a code is told by the words beside it', () => {
  test.each([
    '验证码482913',
    '验证码：482 913',
    '验证码是４８２９１３',
    '验证码 4 8 2 9 1 3',
    '验证码482-913',
    '验证码四八二九一三',
    '短信验证码是四八二 九一三',
    '动态口令 482913',
    '动态密码是482913',
    '短信密码482913',
    '口令482913',
    '校验码：482913',
    '【某某】验证码482913，5分钟内有效',
    '[Service] 482913 is your verification code',
    '482913 is the code',
    '482913是我的验证码',
    '482913（验证码）',
    'code: 482913',
    'the code is 482913',
    'my code is 482-913',
    'your verification code is: 482913',
    'OTP 482913',
    'passcode=482913',
    'one-time password 482913',
    'code is four eight two nine one three',
    'the six digit code is 482913',
    'I got the code, 482913',
    '收到的验证码为482913',
    '482913',
    '482 913',
    '四八二九一三',
    'four eight two nine one three',
  ])('%j', (text) => expect(summary(text)).toEqual(['code 482913']))
})

describe('while a code is asked for', () => {
  test.each<[string, readonly string[]]>([
    ['482913', ['code 482913']],
    ['是482913', ['code 482913']],
    ['482913。', ['code 482913']],
    ['G-482913', ['code 482913']],
    ['收到了 482913', ['code 482913']],
    ['四八二九一三', ['code 482913']],
    ['482然后913', ['code 482913']],
    ['four eight two nine one three', ['code 482913']],
    ['不是482913，是482931', ['code 482913 ✗', 'code 482931']],
    ['482913输错了，482931', ['code 482913 ✗', 'code 482931']],
    ['48291', ['code 48291 ✗']],
    ['4829134', ['code 4829134 ✗']],
    ['QQ是12345678', ['qq 12345678']],
    ['13800138000', ['phone 13800138000']],
    ['发到尾号5678的手机了', []],
    ['138****5678收到了', []],
    ['收到了，过了5分钟', []],
    ['2024-05-01收到的', []],
  ])('%j', (text, expected) => expect(summary(text, 'code')).toEqual(expected))
})

describe('a ticket number', () => {
  test.each([
    'MB-12345678',
    'mb12345678',
    'ＭＢ－１２３４５６７８',
    'MB 1234 5678',
    'MB：12345678',
    'mb#12345678',
    '工单号：12345678',
    '工单MB-12345678处理得怎么样了',
    'ticket 12345678',
    'ticket number is 12345678',
    'my case number: 12345678',
    'MB一二三四五六七八',
  ])('%j', (text) => expect(summary(text)).toEqual(['ticket MB-12345678']))
})
