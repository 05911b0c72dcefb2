import { describe, expect, test } from '@jest/globals'
import { createDelivery } from '../../src/bot/delivery.js'
import { render } from '../../src/bot/render.js'
import type { Body } from '../../src/conversations/bodies.js'
import type { StoredActivity } from '../../src/storage/records.js'
import { program, said, titles } from './program.js'

const options = { titles, user: 'u1', debug: true }
const stored = (body: Body, over: Partial<StoredActivity> = {}): StoredActivity => ({
  conversation: 'c1',
  seq: 7,
  clientId: null,
  inputId: 'i1',
  role: 'bot',
  kind: 'message',
  body,
  at: 0,
  ...over,
})
const rendered = (body: Body, over: Partial<StoredActivity> = {}) => render(stored(body, over), program, options)

describe('what the bot said', () => {
  test('has id, place, speaker and time of its own', () => {
    expect(rendered(said({ replyTo: 6 }))).toMatchObject({
      id: 'c1|0000007',
      channelId: 'directline',
      conversation: { id: 'c1' },
      timestamp: new Date(0),
      from: { id: 'mibao', role: 'bot' },
      replyToId: 'c1|0000006',
      type: 'message',
      text: '您好！',
      textFormat: 'markdown',
      locale: 'zh-CN',
      inputHint: 'acceptingInput',
    })
  })

  test('is the same each time', () => expect(rendered(said())).toEqual(rendered(said())))

  test('answers nobody when nobody asked', () => expect(rendered(said())).not.toHaveProperty('replyToId'))

  test('offers choices as taps that carry question and option', () => {
    const choices = [{ option: 'cat', label: 'pets/ask.options.cat' }]
    const activity = rendered(said({ key: 'pets/ask.say.0', question: 'q1', choices, language: 'en', values: { account: 'qq:9f3c:12****89' } }))
    expect(activity).toMatchObject({ text: 'Which pet has 12****89?', locale: 'en', inputHint: 'expectingInput' })
    expect(activity.suggestedActions?.actions).toEqual([
      { type: 'messageBack', title: 'Cat', text: 'Cat', displayText: 'Cat', value: { question: 'q1', option: 'cat' } },
    ])
  })

  test.each([
    ['title:pets', {}, '宠物'],
    ['intent:greeting', {}, '打招呼'],
    ['queue:general', {}, '综合'],
    ['interrupt:0', {}, '别急。'],
    ['pets/ask.retry', {}, '请选一个。'],
    ['sentence:noted', { topic: '@title:pets' }, '「宠物」我记下了。'],
    ['sentence:noted', { topic: '12:30' }, '「12:30」我记下了。'],
    ['sentence:noted', {}, '「{topic}」我记下了。'],
  ])('%s with %o reads %s', (key, values, text) => expect(rendered(said({ key, values })).text).toBe(text))

  test.each(['sentence:constructor', 'nobody/ask.say.0', 'pets/ask.say.9', 'horoscope:x', ''])(
    'a key without a text is a fault that names it: "%s"',
    (key) => {
      expect(() => rendered(said({ key }))).toThrow(`"${key}"`)
    },
  )

  test('a diagnosis is a list in the text and a card beside it', () => {
    const checks = [{ check: 'account_status', outcome: 'banned', state: 'found' }] as const
    const activity = rendered(said({ key: 'sentence:findings_one', values: { count: '1' }, checks }))
    expect(activity.text).toBe('查到 1 个问题：\n\n- **账号状态**：发现问题。账号被封禁')
    expect(activity.channelData.card).toEqual({
      kind: 'diagnosis',
      checks: [{ check: 'account_status', title: '账号状态', state: 'found', result: '发现问题', meaning: '账号被封禁' }],
    })
  })

  test('what the turn did goes along only when asked for, without what is not there', () => {
    const debug = { nodes: ['pets/ask'], intent: null, slots: {}, checks: [], acts: [], outcome: null, ticket: 'MB-00000001' }
    const { outcome: _none, ...shown } = debug
    expect(rendered(said({ debug })).channelData).toEqual({ debug: shown })
    expect(render(stored(said({ debug })), program, { ...options, debug: false })).not.toHaveProperty('channelData')
  })
})

test('the user gets the own message back with what the client sent along', () => {
  const echo = { clientActivityID: 'a1', extra: 'x' }
  const activity = rendered({ type: 'user_said', text: '你好', value: null, name: null, echo }, { role: 'user' })
  expect(activity).toMatchObject({ type: 'message', text: '你好', from: { id: 'u1', role: 'user' }, channelData: echo })
})

test('taking an answer back is echoed as the event that it was', () => {
  const body = { type: 'user_said', text: '', value: { question: 'q1' }, name: 'withdraw', echo: null } as const
  expect(rendered(body, { role: 'user', kind: 'event' })).toMatchObject({
    type: 'event',
    name: 'withdraw',
    value: { question: 'q1' },
    from: { role: 'user' },
  })
})

test('an agent speaks under the own name', () => {
  const activity = rendered({ type: 'agent_said', text: '我来帮您', agent: '小李' }, { role: 'agent' })
  expect(activity).toMatchObject({ text: '我来帮您', textFormat: 'plain', from: { name: '小李', role: 'bot' }, channelData: { speaker: 'agent' } })
})

test('a handoff is an event; its transcript is an attachment', () => {
  const value = { ticket: 'MB-00000001', queue: 'general', transcript: { activities: [] } }
  expect(rendered({ type: 'event', name: 'handoff.initiate', value, replyTo: 6 }, { kind: 'event' })).toMatchObject({
    type: 'event',
    name: 'handoff.initiate',
    replyToId: 'c1|0000006',
    value: { ticket: 'MB-00000001', queue: 'general' },
    attachments: [{ contentType: 'application/json', name: 'Transcript', content: { activities: [] } }],
  })
})

describe('delivery', () => {
  const failures: unknown[] = []
  const delivery = createDelivery({
    program: async (hash) => (hash === 'p1' ? program : null),
    titles: () => titles,
    debug: false,
    failed: (error) => void failures.push(error),
  })

  test('a message that cannot be put into words is apologised for, told of, and holds up no other', async () => {
    const activities = await delivery.stored([stored(said({ key: 'sentence:lost' })), stored(said({ program: 'gone' })), stored(said())], 'u1')
    expect(activities.map(({ text }) => text)).toEqual([expect.stringContaining('抱歉'), expect.stringContaining('抱歉'), '您好！'])
    expect(activities[0]).toMatchObject({ id: 'c1|0000007', from: { role: 'bot' } })
    expect(failures).toHaveLength(2)
  })

  test('progress shows the check that is running', async () => {
    const checks = [{ check: 'account_status', outcome: null, state: 'running' }] as const
    expect(await delivery.passing('c1', { type: 'progress', checks, program: 'p1', language: 'en' })).toMatchObject({
      type: 'event',
      name: 'diagnosis.progress',
      value: { checks: [{ check: 'account_status', title: 'Account status', state: 'running', result: 'Checking', meaning: '' }] },
    })
  })

  test('progress of a program that is gone is left out', async () => {
    expect(await delivery.passing('c1', { type: 'progress', checks: [], program: 'gone', language: 'en' })).toBeNull()
  })
})
