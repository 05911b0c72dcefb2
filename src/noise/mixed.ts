import { changesFor } from './edits.js'
import { pick, type Random, shuffled } from './random.js'

/** What people who live between two languages put into a Chinese sentence. The longest term that fits is meant. */
const ENGLISH: Readonly<Record<string, readonly string[]>> = {
  密保手机: ['密保phone', 'security phone'],
  手机号: ['phone number', 'number'],
  手机: ['phone', 'mobile'],
  重新绑定: ['rebind', '重新bind'],
  解绑: ['unbind'],
  绑定: ['bind'],
  换绑: ['换bind', 'change绑定'],
  账号: ['account', 'acc'],
  登录: ['login', 'log in'],
  登不上: ['login不上', 'log in不了'],
  短信验证码: ['SMS code', '短信code'],
  验证码: ['code', 'verification code'],
  验证: ['verify'],
  密码: ['password'],
  短信: ['SMS'],
  消息: ['message', 'msg'],
  通知: ['notification'],
  失败: ['fail', 'failed'],
  成功: ['success', 'ok'],
  工单: ['ticket'],
  人工: ['真人service', 'human'],
  客服: ['customer service', 'support'],
  投诉: ['complain'],
  申诉: ['appeal'],
  封了: ['ban了', 'block了'],
  被盗: ['被hack'],
  冻结: ['freeze', 'frozen'],
  可疑: ['suspicious'],
  陌生: ['strange'],
  按钮: ['button'],
  弹窗: ['popup', 'pop-up'],
  步骤: ['steps', 'step'],
  更新: ['update', 'upgrade'],
  检查: ['check'],
  处理中: ['processing', 'pending'],
  确认: ['confirm'],
  完成: ['done', 'finish'],
  撤销: ['undo', 'cancel'],
  下一步: ['next step', 'next'],
  重新: ['re', 'again重新'],
  人脸识别: ['face ID', 'face check'],
  动态口令: ['dynamic code', 'token'],
  准备好: ['ready'],
  解决: ['solve', 'fix'],
  提示: ['error提示', 'show'],
  收到: ['receive', 'get'],
  注销: ['cancel', '注销cancel'],
  丢了: ['lost了', 'lose了'],
  怎么: ['how'],
  为什么: ['why'],
  谢谢: ['thanks', 'thank you'],
  你好: ['hello', 'hi'],
  好的: ['ok', 'OK的'],
  现在: ['now'],
  直接: ['directly'],
}
const terms = Object.keys(ENGLISH).sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
const anyTerm = new RegExp(terms.join('|'), 'g')

/** One term for about eight characters, one at least; as it was where there is none. */
export function withEnglish(text: string, random: Random): string {
  const found = [...text.matchAll(anyTerm)].map(({ index }) => index)
  const chosen = new Set(shuffled(found, random).slice(0, changesFor([...text].length)))
  return text.replace(anyTerm, (term, at: number) => {
    const word = chosen.has(at) ? pick(ENGLISH[term] ?? [], random) : undefined
    return word === undefined ? term : apart(word, text[at - 1], text[at + term.length])
  })
}

/** Two Latin words do not run together. */
function apart(word: string, before: string | undefined, after: string | undefined): string {
  const isLatin = (char: string | undefined): boolean => char !== undefined && /[\p{Script=Latin}\p{Co}]/u.test(char)
  return `${isLatin(before) && isLatin(word[0]) ? ' ' : ''}${word}${isLatin(after) && isLatin(word.at(-1)) ? ' ' : ''}`
}
