import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readChat } from '../../../src/replay/formats/chat.js'
import { scriptYaml, turnsOf } from '../../../src/replay/formats/toScript.js'
import { readTranscript, speakerOf, writeTranscript } from '../../../src/replay/formats/transcript.js'
import { parseScript } from '../../../src/replay/script.js'

/** As the Emulator saves a conversation: with trace activities, entities and roles. */
const EMULATOR = JSON.stringify(
  [
    {
      type: 'conversationUpdate',
      membersAdded: [{ id: 'bot', name: 'Bot' }],
      channelId: 'emulator',
      conversation: { id: 'c|livechat' },
      id: '1',
      localTimestamp: '2026-01-05T09:00:00+08:00',
      recipient: { id: 'bot', name: 'Bot', role: 'bot' },
      timestamp: '2026-01-05T01:00:00.000Z',
      from: { id: 'u1', name: 'User', role: 'user' },
      locale: 'zh-CN',
    },
    {
      type: 'message',
      id: '2',
      from: { id: 'bot', name: 'Bot', role: 'bot' },
      text: '您好',
      inputHint: 'acceptingInput',
      timestamp: '2026-01-05T01:00:01.000Z',
    },
    {
      type: 'trace',
      id: '3',
      name: 'BotState',
      valueType: 'https://www.botframework.com/schemas/botState',
      value: { state: 1 },
      from: { id: 'bot', role: 'bot' },
    },
    {
      type: 'message',
      id: '4',
      from: { id: 'u1', role: 'user' },
      text: '解绑失败',
      textFormat: 'plain',
      entities: [{ type: 'ClientCapabilities' }],
      timestamp: '2026-01-05T01:00:09.000Z',
    },
    {
      type: 'message',
      id: '5',
      from: { id: 'u1', role: 'user' },
      text: '转人工',
      value: { question: 'q1', option: 'agent' },
      timestamp: '2026-01-05T01:05:09.000Z',
    },
  ],
  null,
  2,
)

describe('a transcript of the Emulator', () => {
  const read = readTranscript('a.transcript', EMULATOR)
  test('is read, with kinds that are not known here', () =>
    expect(read.map(({ type }) => type)).toEqual(['conversationUpdate', 'message', 'trace', 'message', 'message']))
  test('comes out as it went in', () => expect(JSON.parse(writeTranscript(read))).toEqual(JSON.parse(EMULATOR)))
  test('is what the user did, with long pauses', () => expect(turnsOf(read)).toEqual([{ user: '解绑失败' }, { wait: 300 }, { tap: 'agent' }]))
  test('becomes a replay', () => {
    expect(parseScript('a.yaml', scriptYaml(turnsOf(read), 'a.transcript')).turns).toHaveLength(3)
  })
})

test('whatever list of activities comes in goes out again', () => {
  const anyActivity = fc.record({
    type: fc.string({ minLength: 1 }),
    from: fc.record({ id: fc.string() }),
    value: fc.jsonValue(),
    extra: fc.jsonValue(),
  })
  fc.assert(
    fc.property(fc.array(anyActivity), (activities) => {
      const source = JSON.stringify(activities)
      expect(JSON.parse(writeTranscript(readTranscript('a.transcript', source)))).toEqual(JSON.parse(source))
    }),
  )
})

test.each([
  ['cut off', EMULATOR.slice(0, 900), /^a\.transcript:\d+: the file ends in the middle/],
  ['no list', '{"activities":[]}', /^a\.transcript:1: expected a list of activities, got an object/],
  ['no JSON', '[\n  {"type": "message"},\n  oops\n]', /^a\.transcript:3: not JSON/],
  ['an activity without a kind', '[\n  {"type": "message"},\n  {"text": "x"}\n]', /^a\.transcript:3: activity 2, type: /],
  ['an activity that is none', '[\n  3\n]', /^a\.transcript:2: activity 1: /],
])('one that is %s is refused, with line and reason', (_, source, reason) => {
  expect(() => readTranscript('a.transcript', source)).toThrow(reason)
})

test.each([
  [{ type: 'message', from: { role: 'user' } }, 'user'],
  [{ type: 'message', from: { id: 'x' }, recipient: { role: 'bot' } }, 'user'],
  [{ type: 'message', from: { name: 'User 1' } }, 'user'],
  [{ type: 'message', from: { id: 'x' } }, 'bot'],
] as const)('%j is of the %s', (activity, speaker) => expect(speakerOf({ value: undefined, ...activity })).toBe(speaker))

describe('a .chat file', () => {
  const CHAT = `> how it might go
user=小王
bot=小密

小王: 解绑失败
bot: [Typing][Delay=3000]
请告诉我您的 QQ 号。
只要号码就好。
user: 123456789
小密: [EndOfConversation]
`
  const read = readChat('a.chat', CHAT)
  test('names who speaks, and may go over several lines', () => {
    expect(read.filter(({ type }) => type === 'message').map((one) => [speakerOf(one), one.text])).toEqual([
      ['user', '解绑失败'],
      ['bot', '请告诉我您的 QQ 号。\n只要号码就好。'],
      ['user', '123456789'],
    ])
  })
  test('says more in brackets', () =>
    expect(read.map(({ type }) => type)).toEqual(['message', 'typing', 'delay', 'message', 'message', 'EndOfConversation']))
  test('becomes a replay', () => expect(turnsOf(read)).toEqual([{ user: '解绑失败' }, { user: '123456789' }]))
  test('that begins with neither head nor speaker is refused, with line and reason', () => {
    expect(() => readChat('a.chat', 'user=a\nwhat is this')).toThrow(/^a\.chat:2: expected /)
  })
})
