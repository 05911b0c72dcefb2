import { request } from 'node:http'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createLog } from '../../src/server/log.js'
import { QUOTAS } from '../../src/server/quotas.js'
import { type Begun, begin, type Desk, hello, SECRET, SHOP, SITE_KEY, startDesk } from './desk.js'

let desk: Desk
let own: Begun
beforeAll(async () => {
  desk = await startDesk()
  own = await begin(desk)
})
afterAll(() => desk.stop())

const activities = () => `~/conversations/${own.id}/activities`
const json = { 'content-type': 'application/json' }
const post = (raw: string, headers: Readonly<Record<string, string>> = json) => desk.call('POST', activities(), { bearer: own.token, raw, headers })

describe('errors', () => {
  test.each([
    ['no JSON', '{"type":', json, 400, 'MalformedData'],
    ['an empty body', '', json, 400, 'BadArgument'],
    ['another content type', 'type=message', { 'content-type': 'text/plain' }, 400, 'MalformedData'],
    ['a bare value', '5', json, 400, 'MalformedData'],
    ['a list', '[]', json, 400, 'MalformedData'],
    ['an unknown charset', '{}', { 'content-type': 'application/json; charset=x-none' }, 400, 'MalformedData'],
    ['an unknown encoding', '{}', { ...json, 'content-encoding': 'x-none' }, 400, 'MalformedData'],
    ['broken compression', '{}', { ...json, 'content-encoding': 'gzip' }, 400, 'MalformedData'],
    ['a wrong type', '{"type":"dance"}', json, 400, 'BadArgument'],
    ['a wrong field', '{"type":"message","text":5}', json, 400, 'BadArgument'],
    ['too much', JSON.stringify({ type: 'message', text: 'x'.repeat(66_000) }), json, 413, 'MessageSizeTooBig'],
  ])('%s', async (_what, raw, headers, status, code) => {
    expect(await post(raw, headers)).toMatchObject({ status, body: { error: { code } } })
  })

  test('the wrong field is named', async () => {
    expect(await post('{"type":"message","text":5}')).toMatchObject({ body: { error: { message: expect.stringContaining('text') } } })
  })

  test.each(['-1', 'x', '1.5', '1&watermark=2', '99999999999999999'])('the watermark "%s" is none of ours', async (watermark) => {
    const answer = await desk.call('GET', `${activities()}?watermark=${watermark}`, { bearer: own.token })
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BadArgument', message: expect.stringContaining('watermark') } } })
  })

  test('a path that is badly encoded is the caller’s fault', async () => {
    expect(await desk.call('GET', '~/conversations/%E0%A4%A', { bearer: own.token })).toMatchObject({
      status: 400,
      body: { error: { code: 'BadArgument' } },
    })
  })

  test('a fault of ours is told as 500, logged once, and says nothing of the inside', async () => {
    const before = desk.failures.length
    desk.turns.breakStore(new Error('disk on fire'))
    const answer = await desk.call('GET', `~/conversations/${own.id}`, { bearer: own.token })
    desk.turns.breakStore(null)
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'ServiceError' } } })
    expect(JSON.stringify(answer.body)).not.toContain('fire')
    expect(desk.failures.slice(before)).toMatchObject([{ where: 'request', error: { message: 'disk on fire' } }])
  })

  test.each([[''], ['x'.repeat(10_000)], ['\u0000\u001b[31m'], ['😀'.repeat(100)]])('text of any kind is taken (%#)', async (text) => {
    expect((await post(JSON.stringify({ type: 'message', text }))).status).toBe(200)
  })
})

describe('quotas', () => {
  const small = { points: 3, seconds: 60 }

  test.each([
    ['perUser', 3],
    ['perSite', 1],
    ['perIp', 1],
  ] as const)('%s: beyond it 429 with the time to wait, and polling goes on', async (kind, allowed) => {
    const tight = await startDesk({ config: { quotas: { ...QUOTAS, [kind]: small } } })
    const { id, token } = await begin(tight)
    const send = () => tight.call('POST', `~/conversations/${id}/activities`, { bearer: token, body: hello() })
    for (let sent = 0; sent < allowed; sent++) expect((await send()).status).toBe(200)
    const refused = await send()
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    for (let polled = 0; polled < 10; polled++) {
      expect((await tight.call('GET', `~/conversations/${id}/activities`, { bearer: token })).status).toBe(200)
    }
    await tight.stop()
  })
})

describe('pages elsewhere', () => {
  const preflight = (origin: string) =>
    desk.call('OPTIONS', '~/conversations', {
      origin,
      headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    })

  test('those allowed may call with the headers that clients send', async () => {
    const { status, headers } = await preflight(SHOP)
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe(SHOP)
    expect(headers.get('access-control-max-age')).toBe('7200')
    for (const name of ['authorization', 'content-type', 'x-ms-bot-agent', 'x-requested-with', 'accept']) {
      expect(headers.get('access-control-allow-headers')).toContain(name)
    }
    const called = await desk.call('GET', activities(), { bearer: own.token, origin: SHOP })
    expect(called.headers.get('access-control-allow-origin')).toBe(SHOP)
    expect(called.headers.get('access-control-expose-headers')).toContain('retry-after')
    expect(called.headers.get('vary')).toContain('Origin')
  })

  test('errors can be read there too', async () => {
    expect((await desk.call('GET', activities(), { origin: SHOP })).headers.get('access-control-allow-origin')).toBe(SHOP)
  })

  test.each(['https://evil.example', 'null', 'https://shop.example:8443', 'http://shop.example'])('%s may not', async (origin) => {
    const { status, headers } = await preflight(origin)
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('our own pages', () => {
  test('run nothing inline and nothing from elsewhere', async () => {
    const { status, headers } = await desk.call('GET', '/')
    expect(status).toBe(200)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("style-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain("frame-ancestors 'self'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
  })

  test('the widget may be embedded anywhere', async () => {
    const { status, headers } = await desk.call('GET', '/widget.js')
    expect(status).toBe(200)
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(headers.get('content-type')).toContain('javascript')
  })

  test('assets keep, the demo learns the site key', async () => {
    expect((await desk.call('GET', '/assets/a-1.js')).headers.get('cache-control')).toContain('immutable')
    expect((await desk.call('GET', '/demo/config.json')).body).toEqual({ siteKey: SITE_KEY })
  })
})

test('a server that is not ready says why', async () => {
  const bad = await startDesk({ deps: { ready: async () => 'storage' } })
  expect(await bad.call('GET', '/readyz')).toMatchObject({ status: 503, body: { ready: false, reason: 'storage' } })
  expect((await bad.call('GET', '/healthz')).status).toBe(200)
  await bad.stop()
})

test('the log knows patterns and no values', async () => {
  const lines: string[] = []
  const sink = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) })
  const logged = await startDesk({ deps: { log: createLog('info', sink) } })
  const { id, token, resume } = await begin(logged)
  await logged.call('POST', `~/conversations/${id}/activities?phone=13812345678`, {
    bearer: token,
    body: { type: 'message', text: '我的号是13812345678\n{"level":60}' },
  })
  logged.turns.breakTurns(new Error(`failed for 13812345678 at /stream?t=${token} with Bearer ${SECRET}`))
  await logged.call('POST', `~/conversations/${id}/activities`, { bearer: token, body: hello() })
  await logged.call('GET', '/13812345678')
  await logged.stop()
  const all = lines.join('')
  for (const secret of ['13812345678', token, resume, SECRET, id]) expect(all).not.toContain(secret)
  expect(lines.every((line) => line.trim() !== '' && !line.trimEnd().includes('\n'))).toBe(true)
  const [line] = lines.filter((each) => each.includes('"status":502'))
  expect(JSON.parse(line ?? '{}')).toMatchObject({
    route: '/v3/directline/conversations/:id/activities',
    method: 'POST',
    status: 502,
    msg: 'request',
  })
})

/** Sends bytes as they are, also such as `fetch` would put right. */
const sendRaw = (path: string, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${own.token}`, 'content-type': 'application/json' }
    const sent = request(desk.origin + path, { method: 'POST', headers }, (res) => res.resume().on('end', () => resolve(res.statusCode ?? 0)))
    sent.on('error', reject).end(body)
  })

describe('whatever is sent', () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 6 }),
    fc.constantFrom('{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}').map((text) => JSON.parse(text)),
  )
  const activity = fc.record(
    {
      type: fc.oneof(fc.constantFrom('message', 'event', 'typing', 'conversationUpdate', 'endOfConversation', 'invoke', '__proto__'), value),
      text: fc.oneof(fc.string({ unit: 'binary' }), value),
      name: fc.oneof(fc.constantFrom('withdraw', 'tokens/response', 'constructor'), value),
      value,
      channelData: value,
      membersAdded: value,
      from: value,
      conversation: value,
      recipient: value,
      locale: value,
      attachments: value,
    },
    { requiredKeys: [] },
  )
  const keys = Reflect.ownKeys(Object.prototype)

  test('an activity is taken or refused, and no fault of ours', async () => {
    const before = desk.failures.length
    await fc.assert(
      fc.asyncProperty(fc.oneof(activity, value), async (body) => {
        expect([200, 400]).toContain(await sendRaw(`/v3/directline/conversations/${own.id}/activities`, JSON.stringify(body)))
      }),
      { numRuns: 400 },
    )
    expect(desk.failures.slice(before)).toEqual([])
  })

  test('bytes that are no activity are refused, and no fault of ours', async () => {
    const paths = fc.constantFrom(
      `conversations/${own.id}/activities`,
      `conversations/${own.id}/upload`,
      'conversations',
      'tokens/generate',
      'tokens/refresh',
    )
    const before = desk.failures.length
    await fc.assert(
      fc.asyncProperty(paths, fc.oneof(fc.string({ unit: 'binary' }), fc.constant('['.repeat(30_000))), async (path, body) => {
        expect(await sendRaw(`/v3/directline/${path}`, body)).toBeLessThan(500)
      }),
      { numRuns: 200 },
    )
    expect(desk.failures.slice(before)).toEqual([])
  })

  test('nothing of it sticks to other objects', () => {
    expect(Reflect.ownKeys(Object.prototype)).toEqual(keys)
    expect({}).not.toHaveProperty('polluted')
  })
})

test.each(['%00', 'c%2F1', '..%2Fx', 'x'.repeat(65), '解绑'])(
  'an id that we never gave is nobody’s conversation, even with the secret: %s',
  async (id) => {
    expect(await desk.call('GET', `~/conversations/${id}`, { bearer: SECRET })).toMatchObject({
      status: 404,
      body: { error: { code: 'ConversationNotFound' } },
    })
  },
)
