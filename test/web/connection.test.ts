import { describe, expect, test } from '@jest/globals'
import { backoff } from '../../src/web/widget/connection/backoff.js'
import { connect } from '../../src/web/widget/connection/connect.js'
import { type ConnectionEvent, type ConnectionState, notConnected, shownConnection } from '../../src/web/widget/connection/events.js'
import { step } from '../../src/web/widget/connection/machine.js'
import type { ConnectionShown, Incoming } from '../../src/web/widget/model.js'
import { answered, failedWith, fakeServer, manualClock, settled } from './fakes.js'

const hello = { type: 'message', from: { id: 'bot', role: 'bot' }, text: '您好' }
const down = answered(503, { error: { code: 'ServiceUnavailable' } })

function widgetOn(server = fakeServer(), resume?: string) {
  const clock = manualClock()
  const shown: ConnectionShown[] = []
  const received: { readonly id: string; readonly live: boolean }[] = []
  let secret = resume
  let ended = 0
  const idOf = (activity: Incoming): string => (activity.type === 'line' ? activity.id : activity.type)
  const connection = connect({
    call: server.call,
    openSocket: server.openSocket,
    after: clock.after,
    random: () => 1,
    siteKey: 'site-key',
    locale: () => 'zh-CN',
    resume: {
      read: () => secret,
      write: (next) => {
        secret = next
      },
    },
    shown: (connectionShown) => {
      if (shown.at(-1) !== connectionShown) shown.push(connectionShown)
    },
    received: (frame, live) => received.push(...frame.activities.map((activity) => ({ id: idOf(activity), live }))),
    conversationEnded: () => {
      ended += 1
    },
  })
  const start = async () => {
    connection.start()
    await settled()
  }
  return { server, clock, connection, shown, received, start, secret: () => secret, ended: () => ended }
}

describe('a first conversation', () => {
  test('token by site key, conversation by token, then the socket that brings the greeting', async () => {
    const widget = widgetOn()
    widget.server.push(hello)
    await widget.start()
    expect(widget.server.paths().slice(0, 2)).toEqual(['POST tokens/generate', 'POST conversations'])
    expect(widget.server.bearers().slice(0, 2)).toEqual(['site-key', 'token-new'])
    expect(widget.shown).toEqual(['connecting', 'online'])
    expect(widget.received).toContainEqual({ id: 'c1|1', live: true })
    expect(widget.secret()).toBe('resume-1')
  })
  test('a creation that failed is asked again, not taken for a conversation', async () => {
    const widget = widgetOn()
    widget.server.fail(/^POST conversations$/, down)
    await widget.start()
    await widget.clock.pass(1000)
    expect(widget.server.paths().slice(0, 3)).toEqual(['POST tokens/generate', 'POST conversations', 'POST conversations'])
    expect(widget.shown.at(-1)).toBe('online')
  })
  test('a site key that is not taken is told and not asked for again', async () => {
    const widget = widgetOn()
    widget.server.fail(/tokens/, failedWith(403, 'Forbidden'), 99)
    await widget.start()
    await widget.clock.pass(600_000)
    expect(widget.shown).toEqual(['connecting', 'unreachable'])
    expect(widget.server.paths()).toHaveLength(1)
  })
})

describe('coming back', () => {
  test('the history is read without being news, then the socket goes on from its watermark', async () => {
    const server = fakeServer()
    server.resumes.add('mine')
    server.push(hello)
    server.push(hello)
    const widget = widgetOn(server, 'mine')
    await widget.start()
    expect(server.bodies('tokens/generate')).toEqual([{ resume: 'mine' }])
    expect(widget.received).toEqual([
      { id: 'c1|1', live: false },
      { id: 'c1|2', live: false },
    ])
    expect(server.paths().slice(1)).toEqual(['GET conversations/c1/activities', 'GET conversations/c1?watermark=2'])
    expect(widget.secret()).toBe('resume-1')
  })
  test('a secret that is rejected is forgotten and a conversation begins anew', async () => {
    const widget = widgetOn(fakeServer(), 'stale')
    await widget.start()
    expect(widget.server.paths().slice(0, 3)).toEqual(['POST tokens/generate', 'POST tokens/generate', 'POST conversations'])
    expect(widget.secret()).toBe('resume-1')
    expect(widget.ended()).toBe(1)
  })
  test('a conversation that is gone begins anew, and a server that says so every time is not asked in a ring', async () => {
    const server = fakeServer()
    server.resumes.add('mine')
    server.fail(/activities|conversations/, failedWith(404, 'ConversationNotFound'), 99)
    const widget = widgetOn(server, 'mine')
    await widget.start()
    expect(server.paths().length).toBeLessThan(6)
    server.heal()
    await widget.clock.pass(30_000)
    expect(widget.shown.at(-1)).toBe('online')
  })
})

describe('a lost connection', () => {
  test('resumes from the watermark and misses nothing', async () => {
    const widget = widgetOn()
    widget.server.push(hello)
    await widget.start()
    widget.server.dropSockets()
    widget.server.push(hello)
    expect(widget.shown.at(-1)).toBe('reconnecting')
    await widget.clock.pass(1000)
    expect(widget.server.paths().at(-1)).toBe('GET conversations/c1?watermark=1')
    expect(widget.received.at(-1)).toEqual({ id: 'c1|2', live: true })
    expect(widget.shown.at(-1)).toBe('online')
  })
  test('backs off, says so, and finds back by itself', async () => {
    const widget = widgetOn()
    await widget.start()
    widget.server.fail(/./, { type: 'unreachable' }, 99)
    widget.server.dropSockets()
    const before = widget.server.paths().length
    await widget.clock.pass(15_000)
    // 1 + 2 + 4 + 8 seconds
    expect(widget.server.paths().length - before).toBe(4)
    expect(widget.shown.at(-1)).toBe('unreachable')
    widget.server.heal()
    await widget.clock.pass(16_000)
    expect(widget.shown.at(-1)).toBe('online')
  })
  test('coming online tries at once', async () => {
    const widget = widgetOn()
    widget.server.push(hello)
    await widget.start()
    widget.server.fail(/./, { type: 'unreachable' }, 3)
    widget.server.dropSockets()
    await widget.clock.pass(7000)
    widget.connection.wake()
    await settled()
    expect(widget.shown.at(-1)).toBe('online')
  })
  test('Retry-After is waited for', async () => {
    const widget = widgetOn()
    widget.server.fail(/tokens/, answered(429, {}, 20_000))
    await widget.start()
    await widget.clock.pass(19_000)
    expect(widget.server.paths()).toHaveLength(1)
    await widget.clock.pass(1000)
    expect(widget.shown.at(-1)).toBe('online')
  })
  test('coming back to the tab fetches what a dead socket kept back', async () => {
    const widget = widgetOn()
    widget.server.push(hello)
    await widget.start()
    for (const socket of widget.server.sockets) socket.isClosed = true
    widget.server.push(hello)
    widget.connection.wake()
    await settled()
    expect(widget.received.at(-1)).toEqual({ id: 'c1|2', live: true })
  })
})

describe('without sockets', () => {
  test('it polls after two sockets that never opened, and takes a socket again when there is one', async () => {
    const widget = widgetOn()
    widget.server.refuseSockets(true)
    await widget.start()
    await widget.clock.pass(1000)
    expect(widget.shown.at(-1)).toBe('online')
    widget.server.push(hello)
    await widget.clock.pass(1500)
    expect(widget.received.map(({ id }) => id)).toContain('c1|1')
    widget.server.refuseSockets(false)
    await widget.clock.pass(60_000)
    const calls = widget.server.paths().length
    await widget.clock.pass(10_000)
    expect(widget.server.paths()).toHaveLength(calls)
  })
})

describe('tokens', () => {
  test('are refreshed at half their life, and used from then on', async () => {
    const widget = widgetOn()
    widget.server.push(hello)
    await widget.start()
    await widget.clock.pass(899_000)
    expect(widget.server.paths()).not.toContain('POST tokens/refresh')
    await widget.clock.pass(1000)
    expect(widget.server.paths().at(-1)).toBe('POST tokens/refresh')
    widget.connection.wake()
    await settled()
    expect(widget.server.bearers().at(-1)).toBe('token-refreshed')
  })
  test('that ended are replaced through the secret, without losing the place', async () => {
    const widget = widgetOn()
    widget.server.push(hello)
    await widget.start()
    widget.server.fail(/refresh/, failedWith(403, 'TokenExpired'))
    await widget.clock.pass(900_000)
    expect(widget.server.paths().slice(-2)).toEqual(['POST tokens/generate', 'GET conversations/c1?watermark=1'])
    expect(widget.ended()).toBe(0)
    expect(widget.shown.at(-1)).toBe('online')
  })
  test('a refresh that found no network is tried again', async () => {
    const widget = widgetOn()
    await widget.start()
    widget.server.fail(/refresh/, down)
    await widget.clock.pass(930_000)
    expect(widget.server.paths().filter((path) => path === 'POST tokens/refresh')).toHaveLength(2)
  })
})

describe('reset', () => {
  test('ends the secret and starts a conversation', async () => {
    const widget = widgetOn()
    await widget.start()
    widget.connection.reset()
    await settled()
    expect(widget.server.paths().slice(-4, -1)).toEqual(['DELETE conversations/c1/resume', 'POST tokens/generate', 'POST conversations'])
    expect(widget.ended()).toBe(1)
  })
  test('an answer that was under way for the old conversation is nobody’s', async () => {
    const widget = widgetOn()
    widget.connection.start()
    widget.connection.reset()
    await settled()
    expect(widget.server.paths().filter((path) => path === 'POST conversations')).toHaveLength(1)
  })
})

describe('the machine alone', () => {
  const events: readonly ConnectionEvent[] = [
    { type: 'started' },
    { type: 'resume_rejected' },
    { type: 'socket_opened' },
    { type: 'socket_closed' },
    { type: 'refresh_failed' },
    { type: 'woke' },
    { type: 'reset' },
    { type: 'stream_given', streamUrl: undefined },
    { type: 'activities_given', frame: { activities: [], watermark: '3' } },
    { type: 'call_failed', failure: 'unreachable' },
    { type: 'call_failed', failure: 'expired' },
    { type: 'call_failed', failure: 'lost' },
    { type: 'time_passed', timer: 'retry' },
    { type: 'time_passed', timer: 'poll' },
  ]
  test('from wherever events lead there is a way on: a call, a socket, a timer or a person', () => {
    const asks = new Set(['generate_token', 'create_conversation', 'get_conversation', 'get_activities', 'open_socket', 'back_off'])
    const stuck: string[] = []
    const seen = new Set<string>()
    const walk = (state: ConnectionState, depth: number): void => {
      if (depth === 0) return
      for (const event of events) {
        const [next, effects] = step(state, event)
        const moved = next.phase !== state.phase
        const rests = next.phase === 'live' || next.phase === 'refused' || next.phase === 'idle'
        if (moved && !rests && !effects.some((effect) => asks.has(effect.type))) stuck.push(`${state.phase} ${event.type} ${next.phase}`)
        const key = JSON.stringify([next, depth])
        if (seen.has(key)) continue
        seen.add(key)
        walk(next, depth - 1)
      }
    }
    walk(notConnected, 5)
    expect(stuck).toEqual([])
  })
  test('what the person is told', () => {
    const told = (over: Partial<ConnectionState>) => shownConnection({ ...notConnected, ...over })
    expect(told({})).toBe('idle')
    expect(told({ phase: 'waiting', failures: 1 })).toBe('connecting')
    expect(told({ phase: 'waiting', failures: 1, wasOnline: true })).toBe('reconnecting')
    expect(told({ phase: 'waiting', failures: 4, wasOnline: true })).toBe('unreachable')
    expect(told({ phase: 'polling' })).toBe('online')
  })
  test('back-off doubles, spreads and ends at half a minute', () => {
    expect([1, 2, 3, 6, 60].map((failures) => backoff(failures, 1))).toEqual([1000, 2000, 4000, 30_000, 30_000])
    expect(backoff(1, 0)).toBe(500)
  })
})
