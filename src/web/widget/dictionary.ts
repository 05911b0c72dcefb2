import type { CheckState, LocaleTag } from '../contract.js'

const chinese = {
  title: '小密',
  subtitle: '密保手机智能客服',
  you: '您',
  bot: '小密',
  agent: '人工客服',
  joined: (name: string): string => `人工客服${name === '' ? '' : ` ${name} `}已接入，接下来由同事为您服务`,
  left: (name: string): string => `人工客服${name === '' ? '' : ` ${name} `}已离开，由小密继续为您服务`,
  ask: '这次帮到您了吗？',
  rated: (stars: number): string => `您的评分：${'★'.repeat(stars)}${'☆'.repeat(5 - stars)} 谢谢您`,
  stars: (count: number): string => `${count} 星`,
  comment: '想说点什么？（可不填）',
  rate: '提交评分',
  queue: (place: number): string => `人工排队中，您在第 ${place} 位`,
  present: (count: number): string => (count > 0 ? `现在有 ${count} 位同事在线` : '现在没有同事在线，同事回来后会在这里回复您'),
  hours: (text: string): string => `人工服务时间：${text}`,
  launch: '打开客服对话',
  close: '关闭对话',
  restart: '开始新对话',
  restartQuestion: '开始新对话后，这里的记录会清空。',
  restartYes: '开始新对话',
  restartNo: '取消',
  switchLanguage: 'Switch to English',
  switchLanguageShort: 'English',
  transcript: '对话记录',
  input: '输入您的问题',
  placeholder: '请描述您遇到的问题…',
  send: '发送',
  pending: '发送中…',
  failed: '发送失败',
  retry: '重试',
  takeBack: '我选错了',
  withdrawn: '已撤回上一个选择',
  choices: '请选择',
  chosen: '已选择',
  typing: '小密正在输入',
  connecting: '正在连接…',
  reconnecting: '网络中断，正在重新连接…',
  unreachable: '无法连接，请检查网络后重试',
  tryAgain: '重新连接',
  newMessages: (count: number): string => `${count} 条新消息`,
  toLatest: '回到最新消息',
  diagnosis: '检查结果',
  diagnosing: '正在检查',
  check: { running: '检查中', fine: '正常', found: '发现问题', not_checked: '未检查' } satisfies Record<CheckState, string>,
  privacy: '请勿发送密码、身份证号或银行卡号',
  colon: '：',
}

export type Words = typeof chinese

const english: Words = {
  title: 'Mibao Desk',
  subtitle: 'Security phone support',
  you: 'You',
  bot: 'Mibao bot',
  agent: 'Support agent',
  joined: (name) => `${name === '' ? 'A support agent' : name} has joined and will answer you from here`,
  left: (name) => `${name === '' ? 'The support agent' : name} has left. The bot goes on with you`,
  ask: 'Did this help?',
  rated: (stars) => `Your rating: ${'★'.repeat(stars)}${'☆'.repeat(5 - stars)} Thank you`,
  stars: (count) => (count === 1 ? '1 star' : `${count} stars`),
  comment: 'Anything you want to add? (optional)',
  rate: 'Send rating',
  queue: (place) => `Waiting for a person, you are number ${place}`,
  present: (count) =>
    count > 0 ? (count === 1 ? '1 person is there now' : `${count} people are there now`) : 'Nobody is there right now. Your answer will appear here',
  hours: (text) => `People answer: ${text}`,
  launch: 'Open support chat',
  close: 'Close chat',
  restart: 'Start a new chat',
  restartQuestion: 'Starting a new chat clears the messages here.',
  restartYes: 'Start new chat',
  restartNo: 'Cancel',
  switchLanguage: '切换到中文',
  switchLanguageShort: '中文',
  transcript: 'Conversation',
  input: 'Type your question',
  placeholder: 'Tell us what went wrong…',
  send: 'Send',
  pending: 'Sending…',
  failed: 'Not sent',
  retry: 'Retry',
  takeBack: 'Wrong choice',
  withdrawn: 'Last choice taken back',
  choices: 'Please choose',
  chosen: 'Chosen',
  typing: 'The bot is typing',
  connecting: 'Connecting…',
  reconnecting: 'Connection lost, reconnecting…',
  unreachable: 'Cannot connect. Check your network and try again',
  tryAgain: 'Reconnect',
  newMessages: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
  toLatest: 'Go to the latest message',
  diagnosis: 'What we checked',
  diagnosing: 'Checking',
  check: { running: 'Checking', fine: 'Fine', found: 'Problem found', not_checked: 'Not checked' },
  privacy: 'Never send passwords, ID numbers or bank card numbers',
  colon: ': ',
}

const dictionary = { 'zh-CN': chinese, en: english } satisfies Record<LocaleTag, Words>

export function wordsFor(locale: LocaleTag): Words {
  return dictionary[locale]
}

/** The nearest of our languages: `auto` takes the browser's, anything that is not Chinese reads English. */
export function localeFor(wanted: string | undefined, browser: string): LocaleTag {
  const tag = wanted === undefined || wanted === '' || wanted === 'auto' ? browser : wanted
  return tag.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}
