import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { begin, type Desk, hello, SECRET, SHOP, SITE_KEY, startDesk } from './desk.js'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.stop())

describe('tokens', () => {
  test('generate makes a token for a conversation that has not begun', async () => {
    const { status, body } = await desk.call('POST', '~/tokens/generate', { bearer: SECRET, body: { User: { Id: 'u9', Name: 'N' } } })
    expect(status).toBe(200)
    expect(body).toEqual({ conversationId: expect.any(String), token: expect.any(String), expires_in: 1800 })
    expect((await desk.tokens.verify(body.token)).user).toBe('u9')
    const { status: before } = await desk.call('GET', `~/conversations/${body.conversationId}/activities`, { bearer: body.token })
    expect(before).toBe(404)
  })

  test('generate needs no body', async () => {
    const { body } = await desk.call('POST', '~/tokens/generate', { bearer: SECRET })
    expect((await desk.tokens.verify(body.token)).user).toMatch(/^dl_/)
  })

  test('the site key works on pages of allowed origins and of our own host only', async () => {
    const generate = (page?: string) => desk.call('POST', '~/tokens/generate', { bearer: SITE_KEY, ...(page !== undefined && { origin: page }) })
    expect((await generate(SHOP)).status).toBe(200)
    expect((await generate(desk.origin)).status).toBe(200)
    for (const page of ['https://shop.example.evil.example', 'null', undefined]) {
      expect(await generate(page)).toMatchObject({ status: 401, body: { error: { code: 'Unauthorized' } } })
    }
  })

  test('a token for certain origins is refused to pages elsewhere', async () => {
    const { body } = await desk.call('POST', '~/tokens/generate', { bearer: SECRET, body: { trustedOrigins: [SHOP] } })
    expect((await desk.call('POST', '~/conversations', { bearer: body.token, origin: 'https://other.example' })).status).toBe(401)
    expect((await desk.call('POST', '~/conversations', { bearer: body.token, origin: SHOP })).status).toBe(201)
  })

  test.each([
    [{ user: { id: 'a b' } }, 'user.id'],
    [{ user: 'me' }, 'user'],
    [{ trustedOrigins: ['shop.example'] }, 'trustedOrigins.0'],
    [{ resume: 5 }, 'resume'],
  ])('%j: 400 naming %s', async (body, field) => {
    const answer = await desk.call('POST', '~/tokens/generate', { bearer: SECRET, body })
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BadArgument', message: expect.stringContaining(field) } } })
  })

  test('refresh gives half an hour more for the same conversation, until the token has expired', async () => {
    const own = await startDesk()
    const { id, token } = await begin(own)
    own.pass(1500)
    const refreshed = await own.call('POST', '~/tokens/refresh', { bearer: token })
    expect(refreshed).toMatchObject({ status: 200, body: { conversationId: id, expires_in: 1800 } })
    own.pass(400)
    expect(await own.call('POST', '~/tokens/refresh', { bearer: token })).toMatchObject({ status: 403, body: { error: { code: 'TokenExpired' } } })
    expect((await own.call('GET', `~/conversations/${id}`, { bearer: refreshed.body.token })).status).toBe(200)
    await own.stop()
  })
})

describe('beginning', () => {
  test('a token begins its conversation once, with a greeting', async () => {
    const { body: made } = await desk.call('POST', '~/tokens/generate', { bearer: SECRET, body: { user: { id: 'u1' } } })
    const both = await Promise.all([1, 2].map(() => desk.call('POST', '~/conversations', { bearer: made.token, body: { locale: 'en' } })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201])
    expect((await desk.call('POST', '~/conversations', { bearer: made.token })).status).toBe(200)
    for (const { body } of both) {
      expect(body).toMatchObject({ conversationId: made.conversationId, expires_in: 1800, resume: expect.any(String) })
      expect(body.streamUrl).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\/.+\/stream\?t=/)
    }
    const starts = desk.turns.arrivals.filter(({ conversation }) => conversation === made.conversationId)
    expect(starts).toMatchObject([{ user: 'u1', site: 'direct', clientId: null, content: { type: 'start' }, channelData: { locale: 'en' } }])
  })

  test('the secret begins a new one each time', async () => {
    const one = await desk.call('POST', '~/conversations', { bearer: SECRET })
    const other = await desk.call('POST', '~/conversations', { bearer: SECRET })
    expect([one.status, other.status]).toEqual([201, 201])
    expect(one.body.conversationId).not.toBe(other.body.conversationId)
  })
})

describe('activities', () => {
  test('a message is answered with its id, and comes back with the reply', async () => {
    const { id, token } = await begin(desk)
    const posted = await desk.call('POST', `~/conversations/${id}/activities`, { bearer: token, body: hello('a1') })
    expect(posted).toMatchObject({ status: 200, body: { id: `${id}|0000002` } })
    const { body } = await desk.call('GET', `~/conversations/${id}/activities`, { bearer: token })
    expect(body.activities.map((activity: { id: string }) => activity.id)).toEqual([1, 2, 3].map((seq) => `${id}|000000${seq}`))
    expect(body.activities[1]).toMatchObject({
      type: 'message',
      text: '你好',
      channelId: 'directline',
      conversation: { id },
      from: { id: 'u1', role: 'user' },
      channelData: { clientActivityID: 'a1' },
      timestamp: '2030-01-01T00:00:00.000Z',
    })
  })

  test('a repeated client id makes one turn and gets the same id', async () => {
    const { id, token } = await begin(desk)
    const post = () => desk.call('POST', `~/conversations/${id}/activities`, { bearer: token, body: hello('twice') })
    const [one, other] = [await post(), await post()]
    expect(one.body).toEqual(other.body)
    expect(desk.turns.arrivals.filter(({ clientId }) => clientId === 'twice')).toHaveLength(1)
  })

  test('the watermark goes on where the last answer ended', async () => {
    const { id, token } = await begin(desk)
    const get = async (watermark: string) =>
      (await desk.call('GET', `~/conversations/${id}/activities?watermark=${watermark}`, { bearer: token })).body
    const first = await get('')
    expect(first.activities).toHaveLength(1)
    expect(await get('')).toEqual(first)
    expect(await get(first.watermark)).toEqual({ activities: [], watermark: first.watermark })
    desk.turns.say(id, 1200)
    const next = await get(first.watermark)
    expect(next.activities).toHaveLength(1200)
    expect(await get('999999999')).toEqual({ activities: [], watermark: next.watermark })
  })

  test('what causes nothing is accepted with an id of its own', async () => {
    const { id, token } = await begin(desk)
    const post = (body: unknown) => desk.call('POST', `~/conversations/${id}/activities`, { bearer: token, body })
    const [join, typing] = [await post({ type: 'event', name: 'webchat/join' }), await post({ type: 'typing' })]
    expect([join.status, typing.status]).toEqual([200, 200])
    expect(join.body.id).not.toBe(typing.body.id)
    expect((await desk.call('GET', `~/conversations/${id}/activities`, { bearer: token })).body.activities).toHaveLength(1)
  })

  test('polling is answered with 200 while the store fails, and goes on from the same place', async () => {
    const { id, token } = await begin(desk)
    desk.turns.breakStore(new Error('disk full'))
    const polled = await desk.call('GET', `~/conversations/${id}/activities?watermark=1`, { bearer: token })
    const fresh = await desk.call('GET', `~/conversations/${id}/activities`, { bearer: token })
    desk.turns.breakStore(null)
    expect(polled).toMatchObject({ status: 200, body: { activities: [], watermark: '1' } })
    expect(fresh).toMatchObject({ status: 200, body: { activities: [], watermark: '' } })
    expect(desk.failures.map(({ where }) => where)).toContain('get_activities')
  })

  test('a turn that fails is told as such, and never acknowledged', async () => {
    const { id, token } = await begin(desk)
    desk.turns.breakTurns(new Error('the disk is on fire'))
    const answer = await desk.call('POST', `~/conversations/${id}/activities`, { bearer: token, body: hello() })
    desk.turns.breakTurns(null)
    expect(answer).toMatchObject({ status: 502, body: { error: { code: 'BotRejectedActivity' } } })
    expect(JSON.stringify(answer.body)).not.toContain('fire')
  })
})

describe('upload', () => {
  const activity = (text: string) => new Blob([JSON.stringify({ type: 'message', text })], { type: 'application/vnd.microsoft.activity' })
  async function post(form: FormData | string, headers: Readonly<Record<string, string>> = {}) {
    const { id, token } = await begin(desk)
    return desk.call('POST', `~/conversations/${id}/upload?userId=u1`, { bearer: token, raw: form, headers })
  }

  test('the words count, files are dropped and counted', async () => {
    const form = new FormData()
    form.append('activity', activity('看图'))
    form.append('file', new Blob(['x'.repeat(100_000)]), 'shot.png')
    expect(await post(form)).toMatchObject({ status: 200, body: { id: expect.stringMatching(/\|0000002$/) } })
    expect(desk.turns.arrivals.at(-1)).toMatchObject({ content: { type: 'text', text: '看图' }, channelData: { filesNotTaken: 1 } })
  })

  test('without the part "activity" there is nothing to take', async () => {
    const form = new FormData()
    form.append('file', new Blob(['x']), 'shot.png')
    expect(await post(form)).toMatchObject({ status: 400, body: { error: { code: 'MalformedData' } } })
  })

  test('what is no multipart body is malformed', async () => {
    expect(await post('{}', { 'content-type': 'application/json' })).toMatchObject({ status: 400, body: { error: { code: 'MalformedData' } } })
  })

  test('a body cut short is malformed', async () => {
    const raw = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nxxx'
    expect(await post(raw, { 'content-type': 'multipart/form-data; boundary=b' })).toMatchObject({
      status: 400,
      body: { error: { code: 'MalformedData' } },
    })
  })

  test('an activity that is too big is refused', async () => {
    const form = new FormData()
    form.append('activity', activity('x'.repeat(70_000)))
    expect(await post(form)).toMatchObject({ status: 413, body: { error: { code: 'MessageSizeTooBig' } } })
  })
})

describe('coming back', () => {
  const resume = (secret: string, page?: string) =>
    desk.call('POST', '~/tokens/generate', {
      bearer: page === undefined ? SECRET : SITE_KEY,
      body: { resume: secret },
      ...(page !== undefined && { origin: page }),
    })

  test('the secret brings back conversation and user, and gives a new one', async () => {
    const { id, resume: secret } = await begin(desk)
    const { status, body } = await resume(secret)
    expect(status).toBe(200)
    expect(body).toMatchObject({ conversationId: id, expires_in: 1800, resume: expect.any(String) })
    expect(body.resume).not.toBe(secret)
    expect(await desk.tokens.verify(body.token)).toMatchObject({ conversation: id, user: 'u1' })
  })

  test('anything else is rejected in one way', async () => {
    const { id, token, resume: secret } = await begin(desk)
    const rejected = { status: 403, body: { error: { code: 'ResumeRejected' } } }
    expect(await resume('nonsense')).toMatchObject(rejected)
    expect(await resume(secret, SHOP)).toMatchObject(rejected)
    expect((await desk.call('DELETE', `~/conversations/${id}/resume`, { bearer: token })).status).toBe(200)
    expect(await resume(secret)).toMatchObject(rejected)
  })
})

test('while stopping nothing new begins, and polling goes on', async () => {
  const own = await startDesk()
  const { id, token } = await begin(own)
  own.app.stopAccepting()
  const answer = await own.call('POST', `~/conversations/${id}/activities`, { bearer: token, body: hello() })
  expect(answer).toMatchObject({ status: 503, body: { error: { code: 'ServiceUnavailable' } } })
  expect(answer.headers.get('retry-after')).toBe('5')
  expect((await own.call('GET', `~/conversations/${id}/activities`, { bearer: token })).status).toBe(200)
  expect(await own.call('GET', '/readyz')).toMatchObject({ status: 503, body: { ready: false, reason: 'stopping' } })
  await own.stop()
})
