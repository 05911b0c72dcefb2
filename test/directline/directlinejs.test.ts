import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { type DeskProcess, SECRET, startDeskProcess } from '../browser/deskProcess.js'
import { talk, verifiedTalk } from './conversation.js'
import { type Call, callTo } from './http.js'
import { connectRealClient, numbersOf, type RealClient, textsOf } from './realClient.js'

jest.setTimeout(60_000)

const ONLINE = 2
const EXPIRED = 3
let desk: DeskProcess
let call: Call
const clients: RealClient[] = []
beforeAll(async () => {
  desk = await startDeskProcess()
  call = callTo(desk.origin)
})
afterAll(async () => {
  for (const { client } of clients) client.end()
  await desk.stop()
})

function connect(options: Parameters<typeof connectRealClient>[1]): RealClient {
  const connected = connectRealClient(desk.origin, options)
  clients.push(connected)
  return connected
}
const newToken = async () => (await call('POST', '~/tokens/generate', { bearer: SECRET, body: { user: { id: 'u1' } } })).body
const actionOf = ({ seen }: RealClient, option: string) =>
  seen
    .flatMap((activity) => (activity.type === 'message' ? (activity.suggestedActions?.actions ?? []) : []))
    .findLast((action) => action.type === 'messageBack' && action.value.option === option)

describe.each([
  ['over a socket', true],
  ['by polling', false],
])('%s', (_how, webSocket) => {
  test('a conversation from the greeting to a new node, by words and by a choice', async () => {
    const { token, conversationId } = await newToken()
    const real = connect({ token, webSocket })
    await real.until((seen) => seen.length >= 1, 'the greeting')
    const action = actionOf(real, 'how_to_unbind')
    expect(action).toMatchObject({
      type: 'messageBack',
      title: expect.any(String),
      text: expect.any(String),
      value: { question: expect.any(String) },
    })
    const asked = await real.post({ text: action?.title, value: action?.value })
    expect(asked).toBe(`${conversationId}|0000002`)
    await real.until((seen) => seen.some(({ channelData }) => channelData?.debug?.nodes.includes('how_to_unbind/opening')), 'the opening')
    const begun = await real.post({ text: '开始' })
    await real.until((seen) => seen.some(({ channelData }) => channelData?.debug?.nodes.includes('how_to_unbind/step_1')), 'the first step')
    const messages = real.seen.filter(({ type }) => type === 'message')
    expect(messages[1]).toMatchObject({ id: asked, from: { id: 'u1', role: 'user' } })
    expect(messages.at(-1)).toMatchObject({ replyToId: begun, from: { role: 'bot' } })
    const numbers = numbersOf(real.seen)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })

  test('a second start of the same token comes to the same conversation', async () => {
    const { token, conversationId } = await newToken()
    expect((await call('POST', '~/conversations', { bearer: token })).status).toBe(201)
    expect(await call('POST', '~/conversations', { bearer: token })).toMatchObject({ status: 200, body: { conversationId } })
    const real = connect({ token, webSocket })
    await real.until((seen) => seen.length >= 1, 'the greeting')
    expect(numbersOf(real.seen)).toEqual([1])
  })

  test('coming back with a watermark gives what came after it', async () => {
    const own = await talk(call)
    await own.say('怎么解绑密保手机？', 'how_to_unbind/opening')
    const { body } = await call('GET', `~/conversations/${own.id}/activities`, { bearer: own.token })
    await own.say('开始', 'how_to_unbind/step_1')
    const all = (await own.history()).length
    const real = connect({ token: own.token, conversationId: own.id, watermark: body.watermark, webSocket })
    await real.until((seen) => seen.length >= all - body.activities.length, 'what was missed')
    expect(numbersOf(real.seen)[0]).toBe(body.activities.length + 1)
    expect(textsOf(real.seen)[0]).toBe('开始')
  })

  test('what is sent twice under one id is one turn', async () => {
    const { token } = await newToken()
    const real = connect({ token, webSocket })
    await real.until((seen) => seen.length >= 1, 'the greeting')
    const twice = { text: '怎么解绑密保手机？', channelData: { clientActivityID: 'one-id' } }
    const [one, other] = await Promise.all([real.post(twice), real.post(twice)])
    expect(one).toBe(other)
    await real.post({ text: '谢谢' })
    await real.until((seen) => textsOf(seen).includes('谢谢'), 'the thanks')
    expect(textsOf(real.seen).filter((text) => text === twice.text)).toHaveLength(1)
    expect(real.seen.find(({ id }) => id === one)?.channelData).toMatchObject({ clientActivityID: 'one-id' })
  })

  test('who sends is who the token was made for', async () => {
    const { token } = await newToken()
    const real = connect({ token, webSocket })
    await real.until((seen) => seen.length >= 1, 'the greeting')
    await real.post({ text: '在吗', from: { id: 'mibao', role: 'bot', name: '客服' } })
    await real.until((seen) => textsOf(seen).includes('在吗'), 'the echo')
    expect(real.seen.find((activity) => activity.type === 'message' && activity.text === '在吗')?.from).toEqual({ id: 'u1', name: '', role: 'user' })
  })

  test('an image sent along is not taken, its words are', async () => {
    const own = await talk(call)
    const form = new FormData()
    form.append(
      'activity',
      new Blob([JSON.stringify({ type: 'message', text: '怎么解绑密保手机？' })], { type: 'application/vnd.microsoft.activity' }),
    )
    form.append('file', new Blob(['x'.repeat(20_000)], { type: 'image/png' }), 'screen.png')
    const { status, body } = await call('POST', `~/conversations/${own.id}/upload?userId=u1`, { bearer: own.token, raw: form })
    expect(status).toBe(200)
    const real = connect({ token: own.token, conversationId: own.id, watermark: '', webSocket })
    await real.until((seen) => seen.some(({ channelData }) => channelData?.debug?.nodes.includes('how_to_unbind/opening')), 'the opening')
    expect(real.seen.find(({ id }) => id === body.id)).toMatchObject({ channelData: { filesNotTaken: 1 } })
  })

  test('after the server was started anew the conversation goes on', async () => {
    const { token, conversationId } = await newToken()
    const before = connect({ token, webSocket })
    await before.until((seen) => seen.length >= 1, 'the greeting')
    await before.post({ text: '怎么解绑密保手机？' })
    await before.until((seen) => seen.some(({ channelData }) => channelData?.debug?.nodes.includes('how_to_unbind/opening')), 'the opening')
    const last = numbersOf(before.seen).at(-1) ?? 0
    await desk.restart()
    // A socket comes back by itself; a poller that met the gap stops for good, and its page begins another.
    const after = webSocket ? before : connect({ token, conversationId, watermark: String(last), webSocket })
    await after.untilStatus(ONLINE)
    await after.post({ text: '开始' })
    await after.until((seen) => seen.some(({ channelData }) => channelData?.debug?.nodes.includes('how_to_unbind/step_1')), 'the first step')
    const numbers = [...new Set([...numbersOf(before.seen), ...numbersOf(after.seen)])]
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect(numbersOf(after.seen)).toHaveLength(new Set(numbersOf(after.seen)).size)
  })
})

describe('refusals', () => {
  test('a token opens no other conversation', async () => {
    const [own, other] = [await talk(call), await talk(call)]
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/activities'],
      ['POST', '/activities'],
      ['DELETE', '/resume'],
    ] as const) {
      const sent = { bearer: own.token, ...(method === 'POST' && { body: { type: 'message', text: '你好' } }) }
      expect(await call(method, `~/conversations/${other.id}${path}`, sent)).toMatchObject({
        status: 404,
        body: { error: { code: 'ConversationNotFound' } },
      })
    }
    expect(await other.history()).toHaveLength(1)
  })

  test('what a verified person did is closed to others with the same account', async () => {
    const own = await verifiedTalk(call, 'binding_expired', 'unbind_failed/renew_binding')
    const other = await talk(call)
    await other.say('解绑失败', 'verify_owner/which_account')
    await other.say(own.account, 'verify_owner/how')
  })

  test('a token that has expired: 403, and the real client says so', async () => {
    const { token } = await newToken()
    const real = connect({ token, webSocket: false })
    await real.until((seen) => seen.length >= 1, 'the greeting')
    await call('POST', '/simulator/clock', { body: { advance_s: 1801 } })
    await real.untilStatus(EXPIRED)
    const { conversationId } = await newToken()
    expect(await call('GET', `~/conversations/${conversationId}/activities`, { bearer: token })).toMatchObject({
      status: 403,
      body: { error: { code: 'TokenExpired' } },
    })
    expect(await call('POST', '~/tokens/refresh', { bearer: token })).toMatchObject({ status: 403, body: { error: { code: 'TokenExpired' } } })
  })
})
