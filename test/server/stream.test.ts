import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { WebSocket } from 'ws'
import { begin, type Desk, hello, SECRET, SHOP, startDesk } from './desk.js'

type Frame = { readonly activities: readonly { readonly id: string; readonly type: string }[]; readonly watermark: string }

let desk: Desk
const open: WebSocket[] = []
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(async () => {
  for (const socket of open) socket.terminate()
  await desk.stop()
})

/** A client that keeps every frame; `until` waits for what the frames must come to hold. */
function listen(url: string, headers: Readonly<Record<string, string>> = {}) {
  const socket = new WebSocket(url, { headers })
  open.push(socket)
  const frames: Frame[] = []
  let look = (): void => undefined
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)))
    look()
  })
  const seen = (): readonly string[] => frames.flatMap(({ activities }) => activities.map(({ id, type }) => id ?? type))
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      look = () => holds() && resolve()
      look()
    })
  const ended = new Promise<number>((resolve) => socket.on('close', resolve))
  const opened = new Promise<void>((resolve, reject) => socket.on('open', resolve).on('error', reject))
  return { socket, frames, seen, until, ended, opened }
}

/** The status by which an upgrade is refused. */
const refusal = (url: string, headers: Readonly<Record<string, string>> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers })
    socket.on('unexpected-response', (_req, res) => {
      resolve(res.statusCode ?? 0)
      socket.terminate()
    })
    socket.on('open', () => reject(new Error('expected a refusal, the stream opened')))
    socket.on('error', () => undefined)
  })

const ids = (conversation: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${conversation}|${String(from + index).padStart(7, '0')}`)

describe('what comes', () => {
  test('a stream of a new conversation begins with what was said since the start, and goes on live', async () => {
    const { id, token, streamUrl } = await begin(desk)
    desk.turns.say(id, 250)
    const client = listen(streamUrl)
    await client.until(() => client.seen().length === 251)
    await desk.call('POST', `~/conversations/${id}/activities`, { bearer: token, body: hello('live') })
    await client.until(() => client.seen().length === 253)
    expect(client.seen()).toEqual(ids(id, 1, 253))
    expect(client.frames.at(-1)?.watermark).toBe('253')
  })

  test.each([
    ['?watermark=2', 3],
    ['?watermark=', 1],
    ['', 6],
    ['?watermark=99', 6],
  ])('reconnecting with "%s" begins at %i of 5 stored', async (query, first) => {
    const { id, token } = await begin(desk)
    desk.turns.say(id, 4)
    const { body } = await desk.call('GET', `~/conversations/${id}${query}`, { bearer: token })
    desk.turns.say(id)
    const client = listen(body.streamUrl)
    await client.until(() => client.seen().includes(`${id}|0000006`))
    expect(client.seen()).toEqual(ids(id, first, 6))
  })

  test('what is said while a stream opens comes once and in order', async () => {
    const { id, streamUrl } = await begin(desk)
    const client = listen(streamUrl)
    for (let said = 0; said < 200; said++) {
      desk.turns.say(id)
      if (said % 20 === 0) await new Promise(setImmediate)
    }
    await client.until(() => client.seen().length >= 201)
    expect(client.seen()).toEqual(ids(id, 1, 201))
  })

  test('a batch that came out of order is put right from the store', async () => {
    const { id, streamUrl } = await begin(desk)
    const client = listen(streamUrl)
    await client.until(() => client.seen().length === 1)
    const publish = desk.feed.publish
    desk.feed.publish = () => undefined
    desk.turns.say(id, 2)
    desk.feed.publish = publish
    const [late] = desk.turns.say(id)
    expect(late?.seq).toBe(4)
    await client.until(() => client.seen().length === 4)
    if (late) desk.feed.publish(id, [late])
    desk.turns.say(id)
    await client.until(() => client.seen().length === 5)
    expect(client.seen()).toEqual(ids(id, 1, 5))
  })

  test('several sockets get the same', async () => {
    const { id, token, streamUrl } = await begin(desk)
    const { body } = await desk.call('GET', `~/conversations/${id}?watermark=`, { bearer: token })
    const clients = [listen(streamUrl), listen(body.streamUrl)]
    await Promise.all(clients.map((client) => client.until(() => client.seen().length === 1)))
    desk.turns.say(id)
    await Promise.all(clients.map((client) => client.until(() => client.seen().length === 2)))
    expect(clients.map((client) => client.seen())).toEqual([ids(id, 1, 2), ids(id, 1, 2)])
  })

  test('typing and progress pass by and are not stored', async () => {
    const { id, token, streamUrl } = await begin(desk)
    const client = listen(streamUrl)
    await client.until(() => client.seen().length === 1)
    desk.turns.say(id)
    await client.until(() => client.seen().length === 2)
    desk.feed.signal(id, { type: 'typing' })
    const checks = [{ check: 'account_status', outcome: null, state: 'running' }] as const
    desk.feed.signal(id, { type: 'progress', checks, program: 'p1', language: 'zh' })
    await client.until(() => client.frames.length === 4)
    expect(client.frames.slice(2)).toMatchObject([
      { activities: [{ type: 'typing', from: { role: 'bot' } }], watermark: '2' },
      { activities: [{ type: 'event', name: 'diagnosis.progress', value: { checks: [{ state: 'running' }] } }], watermark: '2' },
    ])
    expect((await desk.call('GET', `~/conversations/${id}/activities`, { bearer: token })).body.activities).toHaveLength(2)
  })

  test('empty frames are pings and change nothing', async () => {
    const { id, streamUrl } = await begin(desk)
    const client = listen(streamUrl)
    await client.until(() => client.seen().length === 1)
    client.socket.send('')
    desk.turns.say(id)
    await client.until(() => client.seen().length === 2)
  })
})

describe('who may listen', () => {
  test('a ticket opens one stream', async () => {
    const { streamUrl } = await begin(desk)
    await listen(streamUrl).opened
    expect(await refusal(streamUrl)).toBe(401)
  })

  test('a ticket ends after a minute', async () => {
    const own = await startDesk()
    const { streamUrl } = await begin(own)
    own.pass(61)
    expect(await refusal(streamUrl)).toBe(403)
    await own.stop()
  })

  test('no ticket, a forged one, a token, the ticket of another conversation, another address', async () => {
    const [one, other] = [await begin(desk), await begin(desk)]
    const bare = one.streamUrl.split('?')[0] ?? ''
    expect(await refusal(bare)).toBe(401)
    expect(await refusal(`${one.streamUrl}x`)).toBe(401)
    expect(await refusal(`${bare}?t=${one.token}`)).toBe(401)
    expect(await refusal(`${bare}?t=${SECRET}`)).toBe(401)
    expect(await refusal(other.streamUrl.replace(other.id, one.id))).toBe(404)
    expect(await refusal(one.streamUrl.replace('/stream', '/nothing'))).toBe(404)
  })

  test('pages of allowed origins only, and the ticket of a refused page is still good', async () => {
    const { streamUrl } = await begin(desk)
    expect(await refusal(streamUrl, { origin: 'https://evil.example' })).toBe(401)
    await listen(streamUrl, { origin: SHOP }).opened
  })
})

describe('who listens badly', () => {
  test('a reader that is too slow is closed at the cap', async () => {
    const own = await startDesk({ config: { limits: { socketBuffer: 64 * 1024, upload: 0 } } })
    const { id, streamUrl } = await begin(own)
    const client = listen(streamUrl)
    await client.until(() => client.seen().length === 1)
    client.socket.pause()
    // Far more than the system's own buffers hold.
    for (let batch = 0; batch < 200 && !(await isClosedSlow(own)); batch++) {
      own.turns.say(id, 400)
      await new Promise(setImmediate)
    }
    expect(await isClosedSlow(own)).toBe(true)
    client.socket.resume()
    await client.ended
    await own.stop()
  })

  test('a frame from the client that is more than a ping closes the socket', async () => {
    const { streamUrl } = await begin(desk)
    const client = listen(streamUrl)
    await client.until(() => client.seen().length === 1)
    client.socket.send('x'.repeat(5000))
    expect(await client.ended).toBe(1009)
  })

  test('when the store fails the socket is closed, so that the client comes again', async () => {
    const { streamUrl, id } = await begin(desk)
    const client = listen(streamUrl)
    await client.until(() => client.seen().length === 1)
    desk.turns.breakStore(new Error('gone'))
    const publish = desk.feed.publish
    desk.feed.publish = () => undefined
    desk.turns.say(id)
    desk.feed.publish = publish
    desk.turns.say(id)
    expect(await client.ended).toBe(1011)
    desk.turns.breakStore(null)
  })
})

const isClosedSlow = async (own: Desk): Promise<boolean> =>
  String((await own.call('GET', '/metrics')).body).includes('mibao_streams_closed_total{why="slow"} 1')
