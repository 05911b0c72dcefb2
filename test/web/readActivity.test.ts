import { describe, expect, test } from '@jest/globals'
import { readActivity } from '../../src/web/widget/connection/readActivity.js'
import { sendsOnEnter } from '../../src/web/widget/sendsOnEnter.js'
import { nextInWalk } from '../../src/web/widget/view/nextInWalk.js'

const bot = { id: 'bot', role: 'bot' }
const read = (activity: unknown) => readActivity(activity)

describe('readActivity', () => {
  test('a message of the bot with its choices and card', () => {
    const row = { check: 'binding_info', title: '绑定信息', state: 'found', result: '已过期', meaning: '需要重新绑定' }
    const actions = [{ type: 'messageBack', title: '好', text: '好', value: { question: 'q', option: 'ok' } }]
    const activity = {
      type: 'message',
      id: '1',
      from: bot,
      text: 't',
      suggestedActions: { actions },
      channelData: { card: { kind: 'diagnosis', checks: [row] } },
    }
    expect(read(activity)).toMatchObject({ line: { from: 'bot', text: 't', choices: [{ question: 'q', option: 'ok', title: '好' }], checks: [row] } })
  })
  test('who speaks', () => {
    const from = (over: object) => read({ type: 'message', id: '1', ...over })
    expect(from({ from: { id: 'u', role: 'user' } })).toMatchObject({ line: { from: 'user' } })
    expect(from({ from: { id: 'u' }, channelData: { clientActivityID: 'x' } })).toMatchObject({ clientId: 'x', line: { from: 'user' } })
    expect(from({ from: { ...bot, name: '小林' }, channelData: { speaker: 'agent' } })).toMatchObject({ line: { from: 'agent', name: '小林' } })
    expect(from({ from: { id: 'u', role: 'user' }, channelData: { speaker: 'agent' } })).toMatchObject({ line: { from: 'user' } })
  })
  test('progress, typing, a withdrawal', () => {
    const checks = [{ check: 'a', title: 'A', state: 'running' }]
    expect(read({ type: 'event', name: 'diagnosis.progress', from: bot, value: { checks } })).toEqual({
      type: 'progress',
      checks: [{ ...checks[0], result: '', meaning: '' }],
    })
    expect(read({ type: 'typing', from: bot })).toEqual({ type: 'typing' })
    expect(read({ type: 'event', name: 'withdraw', id: '2', from: { id: 'u', role: 'user' }, value: { question: 'q' } })).toMatchObject({
      line: { withdraws: 'q' },
    })
  })
  test('a person who comes and goes', () => {
    const joined = { type: 'event', id: '3', name: 'handoff.joined', from: bot, value: { agent: '林晓' } }
    expect(read(joined)).toMatchObject({ line: { from: 'agent', name: '林晓', notice: 'joined' } })
    expect(read({ ...joined, name: 'handoff.left', value: null })).toMatchObject({ line: { name: '', notice: 'left' } })
  })
  test.each([
    undefined,
    null,
    7,
    [],
    {},
    { type: 'message' },
    { type: 'event', id: '1', name: 'handoff.initiate', from: bot },
    { type: 'typing', from: { id: 'u', role: 'user' } },
  ])('%j is not shown', (activity) => expect(read(activity)).toBeUndefined())
  test('parts of a wrong shape are left out, the message stays', () => {
    const activity = {
      type: 'message',
      id: '1',
      from: bot,
      text: 't',
      suggestedActions: { actions: [null, { title: 'x' }, { title: 'x', value: 'y' }] },
      channelData: { card: { checks: [{ check: 'a', state: 'constructor' }, 5] } },
    }
    expect(read(activity)).toMatchObject({ line: { text: 't', choices: [], checks: [] } })
  })
})

describe('keys', () => {
  const enter = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 }
  test('Enter sends', () => expect(sendsOnEnter(enter)).toBe(true))
  test.each([{ shiftKey: true }, { isComposing: true }, { keyCode: 229 }, { key: 'a' }])('not with %j', (over) =>
    expect(sendsOnEnter({ ...enter, ...over })).toBe(false),
  )
  test('arrows, Home and End walk the transcript and stop at its ends', () => {
    const walk = (key: string, at: number) => nextInWalk(key, at, 3)
    expect([walk('ArrowUp', -1), walk('ArrowUp', 1), walk('ArrowUp', 0), walk('ArrowDown', 2), walk('Home', 2), walk('End', 0)]).toEqual([
      2, 0, 0, 2, 0, 2,
    ])
    expect([walk('a', 1), nextInWalk('Home', -1, 0)]).toEqual([undefined, undefined])
  })
})
