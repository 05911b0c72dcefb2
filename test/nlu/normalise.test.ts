import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { languageOf } from '../../src/nlu/lang.js'
import { createNormaliser } from '../../src/nlu/normalise.js'
import { lexicon } from './taught.js'

const normalise = createNormaliser(lexicon)

test.each([
  ['ＱＱ', 'qq'],
  ['解綁失敗', '解绑失败'],
  ['我要解邦蜜保手机', '我要解绑密保手机'],
  ['登路不上', '登录不上'],
  ['验正码收不倒', '验证码收不到'],
  ['帮定', '绑定'],
  ['jiebang', '解绑'],
  ['wo de mi bao shou ji', '我的密保手机'],
  ['my mibao phone', 'my 密保 phone'],
  ['so  sad\tnow', 'so sad now'],
  ['啊啊啊啊啊啊', '啊啊'],
  ['密\u200b保', '密保'],
  ['a\u0000b', 'a b'],
  ['\ud800密保\udfff', '密保'],
  ['can’t unbind', 'cannot unbind'],
  ['2️⃣', '2'],
])('%j is spelt %j', (text, plain) => expect(normalise(text).plain).toBe(plain))

test.each(['直接绑定新手机', '现在不能收', '收不到号码', '手机好了', 'women change the number'])('%j holds no misspelling', (text) =>
  expect(normalise(text).plain).toBe(text),
)

test.each([
  ['你好，请问怎么解绑？谢谢！', '怎么解绑', ['lead', 'tail']],
  ['hi, please unbind my phone thanks', 'unbind my phone', ['lead', 'tail']],
  ['你好', '你好', []],
  ['谢谢', '谢谢', []],
  ['好的谢谢', '好的谢谢', []],
  ['hits the wall', 'hits the wall', []],
])('%j at its core is %j', (text, core, shells) => expect(normalise(text)).toMatchObject({ core, shells }))

test('any text is normalised to well-formed text that stays as it is', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { plain } = normalise(text)
      expect(plain).not.toMatch(/\p{Cs}|\p{Cc}/u)
      expect(plain).toBe(plain.trim())
    }),
  ))

test.each([
  ['解绑失败', 'zh'],
  ['QQ登不上', 'zh'],
  ['My QQ 密保 phone cannot be unbound today', 'en'],
  ['unbind failed', 'en'],
] as const)('%j is %s', (text, lang) => expect(languageOf(text, lang === 'zh' ? 'en' : 'zh')).toBe(lang))

test('what belongs to no language keeps the language so far', () => {
  expect(['123456', '👍', '', 'ok'].map((text) => languageOf(text, 'en', new Set(['ok'])))).toEqual(['en', 'en', 'en', 'en'])
  expect(languageOf('ok', 'zh', new Set(['ok']))).toBe('zh')
})
