import { describe, expect, test } from '@jest/globals'
import { maskText } from '../../src/shared/mask.js'
import { find, summary } from './found.js'

describe('an ID number is recognised to be refused', () => {
  test.each([
    '11010519491231002X',
    '11010519491231002x',
    '１１０１０５１９４９１２３１００２Ｘ',
    '110105 19491231 002X',
    '110105 1949 1231 002 X',
    '110105-19491231-002X',
    '110105-19491231-002-x',
    '110105\u300019491231\u3000002Ｘ',
    '1101 0519 4912 3100 2X',
    '身份证：11010519491231002X',
    '我的身份证号码是110105 19491231 002X，姓名张三',
    '身份证一一零一零五一九四九一二三一零零二X',
    'my id number is 11010519491231002X',
    'ID card 110105 19491231 002X',
    '身份证440524198001010014',
  ])('%j', (text) => expect(summary(text).map((line) => line.split(' ')[0])).toEqual(['id_card']))
  test.each<[string, readonly string[]]>([
    ['110105194912310021', ['id_card ✗']],
    ['身份证 1101051949123100', ['id_card ✗']],
    ['身份证 110105491231002', ['id_card']],
    ['身份证号是123456', ['id_card ✗']],
    ['身份证后四位1234', []],
    ['身份证尾号 002X', []],
    ['身份证没带，QQ是12345678', ['qq 12345678']],
  ])('%j', (text, expected) => expect(summary(text)).toEqual(expected))
})

describe('a bank card number is recognised to be refused', () => {
  test.each([
    '4111111111111111',
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '４１１１　１１１１　１１１１　１１１１',
    '6222021234567890128',
    '6222 0212 3456 7890 128',
    '6222 0212 3456 7890 123',
    '6222021234567890123',
    '622202 1234567890123',
    '银行卡号是 6222021234567890123',
    '卡号：6222-0212-3456-7890-123',
    'my card number is 4111 1111 1111 1112',
    'credit card 378282246310005',
    '银行卡六二二二零二一二三四五六七八九零一二三',
    '信用卡 5555 5555 5555 4444 被盗刷',
  ])('%j', (text) => expect(summary(text).map((line) => line.split(' ')[0])).toEqual(['bank_card']))
  test.each<[string, readonly string[]]>([
    ['银行卡尾号1234', []],
    ['银行卡尾号是12345', []],
    ['卡号后四位是1234', []],
    ['订单号 2024050112345678', []],
    ['没绑银行卡，手机13800138000', ['phone 13800138000']],
  ])('%j', (text, expected) => expect(summary(text)).toEqual(expected))
})

describe('a password is recognised to be refused', () => {
  test.each([
    '密码qwerty',
    'pass word: hunter22',
    '密码是hunter22',
    '密码：hunter22',
    '密码:hunter22',
    '密码 hunter22',
    '密码hunter22',
    '我的密码就是hunter22',
    '密码为hunter22',
    '密码设的是hunter22',
    '密码改成了hunter22',
    '密码改成hunter22还是登不上',
    '密码一直是hunter22',
    '密码用的是hunter22',
    '密码【hunter22】',
    '密码（hunter22）',
    '密码是：\nhunter22',
    '密碼：hunter22',
    '新密码Hunter@22',
    '登录密码 hunter22 对吗',
    'ＱＱ密码：ｈｕｎｔｅｒ２２',
    'mima: hunter22',
    'mima hunter22',
    '密码=hunter22',
    '密码->hunter22',
    '密码123456',
    '旧密码是 123456',
    '支付密码：888888',
    'hunter22是我的密码',
    'hunter22就是密码',
    'password: hunter22',
    'password is hunter22',
    'my password is "hunter22"',
    "my password's hunter22",
    'password = hunter22',
    'password - hunter22',
    'password changed to hunter22',
    'I set the password to hunter22',
    'my pass is hunter22',
    'pwd:hunter22',
    'pw: hunter22',
    'psw hunter22',
    'hunter22 is my password',
    'passphrase: correct-horse',
    'here is my login password hunter22 please check',
  ])('%j', (text) => {
    expect(summary(text)).toEqual(['password'])
    expect(maskText(text, find(text)).normalize('NFKC')).not.toMatch(/hunter|123456|888|@22|horse/i)
  })
  test.each<[string, readonly string[]]>([
    ['账号12345678密码hunter22', ['qq 12345678', 'password']],
    ['QQ 12345678 密码 87654321', ['qq 12345678', 'password']],
    ['12345678----hunter22', ['qq 12345678', 'password']],
    ['qq:12345678 pwd:hunter22', ['qq 12345678', 'password']],
    ['my qq is 12345678 and my password is hunter22', ['qq 12345678', 'password']],
  ])('%j', (text, expected) => expect(summary(text)).toEqual(expected))
  test.each<[string, readonly string[]]>([
    ['密码是什么', []],
    ['密码输错三次', []],
    ['密码错误10003', []],
    ['密码不对 12345678', ['qq 12345678']],
    ['忘记密码 12345678', ['qq 12345678']],
    ['忘了密码，QQ12345678', ['qq 12345678']],
    ['forgot my password 12345678', ['qq 12345678']],
    ['forgot password, phone 13800138000', ['phone 13800138000']],
    ['找回密码 13800138000', ['phone 13800138000']],
    ['动态密码482913', ['code 482913']],
    ['one-time password is 482913', ['code 482913']],
    ['password reset code 482913', ['code 482913']],
    ['my password is wrong', []],
    ['the password is correct', []],
    ['my password is not working', []],
    ['password has been changed', []],
    ['密码没有改过', []],
    ['密码保护 MB-12345678', ['ticket MB-12345678']],
    ['how do I change my password?', []],
  ])('%j', (text, expected) => expect(summary(text)).toEqual(expected))
})
