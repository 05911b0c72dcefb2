import { expect, test } from '@jest/globals'
import { createCommandMatcher } from '../../src/nlu/commands.js'
import { createNormaliser } from '../../src/nlu/normalise.js'
import { lexicon, spell } from './taught.js'

const normalise = createNormaliser(lexicon)
const match = createCommandMatcher(lexicon.commands, lexicon.shells.particles, spell)
const commandOf = (text: string) => match(normalise(text))

test.each([
  ['重新开始', 'restart'],
  ['从头来吧', 'restart'],
  ['Start over!', 'restart'],
  ['請重新開始', 'restart'],
  ['说英文', 'language_en'],
  ['Speak English please', 'language_en'],
  ["I don't speak Chinese", 'language_en'],
  ['说中文', 'language_zh'],
  ['chinese please', 'language_zh'],
  ['我选错了', 'correction'],
  ['返回上一步', 'correction'],
  ['go back', 'correction'],
  ['I picked the wrong one', 'correction'],
  ['sorry, I picked the wrong option', 'correction'],
  ['再说一遍', 'repeat'],
  ['麻烦再说一遍，谢谢', 'repeat'],
  ['can you repeat that?', 'repeat'],
  ['傻逼', 'abuse'],
  ['你个傻逼机器人', 'abuse'],
  ['you idiot', 'abuse'],
  ['都不是', 'none_of_these'],
  ['none of these', 'none_of_these'],
])('%j is %s', (text, command) => expect(commandOf(text)).toBe(command))

test.each([
  '解绑失败了',
  '点了返回上一步之后解绑按钮就变灰了，一直解绑不成功',
  '什么垃圾系统，解绑三次都失败了',
  '智障机器人 换人',
  'constructor',
  '__proto__',
  '',
  '重新开始绑定手机之后怎么还是登录不上去呢',
])('%j is no command', (text) => expect(commandOf(text)).toBeNull())
