import { describe, expect, test } from '@jest/globals'
import { emptyModel, type Incoming, type Line, type Model, type Msg, update } from '../../src/web/widget/model.js'
import { aLine } from './fakes.js'

const opened: Msg = { type: 'opened' }
const typed: Msg = { type: 'message_written', clientId: 'x', text: 'hi' }
const folded = (...msgs: readonly Msg[]): Model => msgs.reduce(update, emptyModel('zh-CN'))

function activity(id: string, over: Partial<Line> = {}, clientId?: string): Incoming {
  const { key: _key, id: _id, delivery: _delivery, ...line } = aLine({ key: id, text: id, ...over })
  return { type: 'line', id, clientId, line }
}
const received = (...activities: readonly Incoming[]): Msg => ({ type: 'activities_received', activities, live: true })
const loaded = (...activities: readonly Incoming[]): Msg => ({ type: 'activities_received', activities, live: false })
const echo = activity('c|1', { from: 'user' }, 'x')
const failed: Msg = { type: 'delivery_changed', clientId: 'x', delivery: 'failed' }

describe('delivery', () => {
  test('a line is drawn at once and settles when its echo comes back', () => {
    expect(folded(typed).lines.map((line) => line.delivery)).toEqual(['pending'])
    expect(folded(typed, received(echo)).lines.map(({ key, id, delivery }) => [key, id, delivery])).toEqual([['x', 'c|1', 'sent']])
  })
  test('the answer to the post settles it too, and the echo after it adds nothing', () => {
    const sent: Msg = { type: 'delivery_changed', clientId: 'x', delivery: 'sent', id: 'c|1' }
    expect(folded(typed, sent, received(activity('c|1', { from: 'user' }))).lines.map((line) => line.delivery)).toEqual(['sent'])
  })
  test('the masked text of the echo replaces what was typed', () =>
    expect(folded(typed, received(activity('c|1', { from: 'user', text: '138****5678' }, 'x'))).lines[0]?.text).toBe('138****5678'))
  test('an echo that overtook a lost answer is not failed afterwards', () =>
    expect(folded(typed, received(echo), failed).lines[0]?.delivery).toBe('sent'))
  test('a retried line goes last under its own key', () => {
    const model = folded(typed, failed, received(activity('c|9')), { type: 'retried', clientId: 'x' })
    expect(model.lines.map(({ key, delivery }) => [key, delivery])).toEqual([
      ['c|9', 'sent'],
      ['x', 'pending'],
    ])
  })
  test('a line that did not fail is not retried', () => expect(folded(typed, { type: 'retried', clientId: 'x' })).toEqual(folded(typed)))
})

describe('what comes again', () => {
  test('an activity repeated after a reconnect is shown and counted once', () => {
    const model = folded(received(activity('c|1')), received(activity('c|1'), activity('c|2')))
    expect(model.lines.map((line) => line.id)).toEqual(['c|1', 'c|2'])
    expect(model.unread).toBe(2)
  })
  test('history neither counts as unread nor is read out', () => {
    const model = folded(opened, { type: 'scrolled', atEnd: false }, loaded(activity('c|1'), activity('c|2')))
    expect([model.lines.length, model.unread, model.toAnnounce.length]).toEqual([2, 0, 0])
  })
})

describe('progress and typing', () => {
  const row = { check: 'account_status', title: '账号状态', state: 'running', result: '', meaning: '' } as const
  const progress: Incoming = { type: 'progress', checks: [row] }
  test('progress is shown while it goes on and replaced by the stored card', () => {
    expect(folded(received({ type: 'typing' }, progress))).toMatchObject({ progress: [row], typing: false })
    const done = { ...row, state: 'fine' as const, result: '正常' }
    const model = folded(received(progress), received(activity('c|1', { checks: [done] })))
    expect(model.progress).toEqual([])
    expect(model.lines[0]?.checks).toEqual([done])
  })
  test("the echo of the user's own words ends neither", () => expect(folded(received({ type: 'typing' }), typed, received(echo)).typing).toBe(true))
  test('a reply ends typing, and so does a lost connection', () => {
    expect(folded(received({ type: 'typing' }), received(activity('c|1'))).typing).toBe(false)
    expect(folded(received({ type: 'typing' }), { type: 'connection_changed', connection: 'reconnecting' }).typing).toBe(false)
  })
})

describe('unread and announcements', () => {
  test('nothing is unread for who reads the newest line', () => expect(folded(opened, received(activity('c|1'))).unread).toBe(0))
  test('scrolled up, new lines are counted until the end is reached', () => {
    const away = folded(opened, { type: 'scrolled', atEnd: false }, received(activity('c|1'), activity('c|2')))
    expect(away.unread).toBe(2)
    expect(update(away, { type: 'scrolled', atEnd: true }).unread).toBe(0)
  })
  test('writing leads back to the end', () => expect(folded(opened, { type: 'scrolled', atEnd: false }, typed).atEnd).toBe(true))
  test('the lines of one turn are read out together, then the region is empty', () => {
    const ready = folded(opened, received(activity('c|1')), received(activity('c|2')), { type: 'announced' })
    expect(ready.announcing.map((line) => line.id)).toEqual(['c|1', 'c|2'])
    expect(ready.toAnnounce).toEqual([])
    expect(update(ready, { type: 'announcement_ended' }).announcing).toEqual([])
  })
  test("the user's own line is never read out", () => expect(folded(opened, received(echo)).toAnnounce).toEqual([]))
})

test('a new conversation keeps language, openness and connection, and nothing else', () => {
  const model = folded(opened, { type: 'locale_chosen', locale: 'en' }, { type: 'draft_changed', draft: 'abc' }, typed, {
    type: 'conversation_ended',
  })
  expect(model).toEqual({ ...emptyModel('en'), open: true })
})
