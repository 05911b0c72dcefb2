import { readLexicon } from '../../src/nlu/knowledge.js'
import type { Lexicon } from '../../src/nlu/lexicon.js'
import { unify } from '../../src/nlu/normalise.js'
import { createSpelling } from '../../src/nlu/spelling.js'
import type { Example } from '../../src/nlu/train.js'

function shipped(): Lexicon {
  const lexicon = readLexicon('knowledge')
  if (!lexicon) throw new Error('knowledge/lexicon: expected to be readable')
  return lexicon
}

/** The lexicon that ships; the lines below are the tests' own. */
export const lexicon = shipped()
const correct = createSpelling(lexicon.spelling)
export const spell = (text: string): string => correct(unify(text))

const lines: Readonly<Record<string, readonly string[]>> = {
  unbind_failed: [
    '解绑失败了',
    '一直提示解绑不成功',
    '点了解绑没反应',
    '解除绑定报错',
    '解绑按钮是灰的',
    '解绑不了怎么回事',
    '解绑老是失败',
    '显示解绑失败',
    'unbinding failed',
    'the unbind button is grey',
    'it says unbinding error',
    'cannot unbind my phone',
  ],
  login_failed_after_unbind: [
    '解绑以后登录不上',
    'QQ登不上去了',
    '登录一直失败',
    '换了手机进不去QQ',
    '解绑完登不了',
    '登录提示错误',
    '登不上怎么办',
    '怎么也进不去',
    'cannot log in',
    'log in fails after unbinding',
    'I am locked out and cannot get in',
    'login keeps failing',
  ],
  verification_code_problem: [
    '验证码收不到',
    '收不到短信验证码',
    '验证码一直不来',
    '验证码输入错误',
    '短信没有发过来',
    '人脸识别不通过',
    '验证码过期了',
    '等了半天没有验证码',
    'the code never arrives',
    'no sms code',
    'code is wrong',
    'face check fails',
  ],
  how_to_unbind: [
    '怎么解绑',
    '在哪里解绑',
    '解绑步骤是什么',
    '请教解绑流程',
    '想解绑要去哪里弄',
    '解绑需要什么条件',
    '教我解绑',
    '解绑入口在哪',
    'how do I unbind',
    'where do I unbind',
    'steps to unbind',
    'what is needed to unbind',
  ],
  affirm: ['好的', '是的', '嗯', '对', '可以', '行', '没问题', '弄好了', 'yes', 'ok', 'sure', 'done'],
  out_of_scope: [
    '今天天气怎么样',
    '讲个笑话',
    '微信怎么加好友',
    '我想订外卖',
    '股票涨了吗',
    '附近有什么好吃的',
    '会员多少钱',
    '播放音乐',
    'tell me a joke',
    'what is the weather',
    'order a pizza',
    'play some music',
  ],
}
export const examples: readonly Example[] = Object.entries(lines).flatMap(([intent, texts]) => texts.map((text) => ({ intent, text })))
