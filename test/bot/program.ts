import type { BotBody } from '../../src/conversations/bodies.js'
import type { Program, Text } from '../../src/dialog/program.js'

/** A program with just the texts that the tests speak. */
export const program: Program = {
  format: 1,
  dialogs: {
    pets: {
      id: 'pets',
      file: 'pets.yaml',
      line: 1,
      title: { zh: '宠物', en: 'Pets' },
      startsOn: [],
      staysOn: [],
      slots: {},
      start: 'ask',
      giveUp: 'ask',
      nodes: {
        ask: {
          id: 'ask',
          line: 2,
          say: [{ text: { zh: '账号 {account} 的宠物？', en: 'Which pet has {account}?' }, when: {} }],
          advises: [],
          source: [],
          exit: {
            kind: 'choose',
            slot: 'pet',
            retry: { zh: '请选一个。', en: 'Please choose one.' },
            options: { cat: { label: { zh: '猫', en: 'Cat' }, goto: 'ask', when: {}, confirms: false } },
          },
        },
      },
    },
  },
  interrupts: [{ on: { command: 'abuse' }, then: 'ask_again', notIn: [], line: 1, reaction: { do: 'say', say: { zh: '别急。', en: 'Easy.' } } }],
  slots: {},
  texts: {
    menu: [],
    sentences: {
      greeting: { zh: '您好！', en: 'Hello!' },
      noted: { zh: '「{topic}」我记下了。', en: 'I noted “{topic}”.' },
      findings_one: { zh: '查到 {count} 个问题：', en: 'Found {count} problem:' },
      ok: { zh: '收到', en: 'Got it' },
    },
    checks: { account_status: { title: { zh: '账号状态', en: 'Account status' }, outcomes: { banned: { zh: '账号被封禁', en: 'It is banned' } } } },
    acts: {},
    queues: { general: { zh: '综合', en: 'General' } },
  },
  articles: {},
  signatures: { checks: {}, acts: {} },
}

export const titles: Readonly<Record<string, Text>> = { greeting: { zh: '打招呼', en: 'Greeting' } }

export const said = (over: Partial<BotBody> = {}): BotBody => ({
  type: 'bot_said',
  key: 'sentence:greeting',
  language: 'zh',
  values: {},
  question: null,
  choices: [],
  checks: [],
  program: 'p1',
  replyTo: 0,
  debug: null,
  ...over,
})
