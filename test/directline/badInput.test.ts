import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { SignJWT } from 'jose'
import { type DeskProcess, SECRET, startDeskProcess } from '../browser/deskProcess.js'
import { type Talk, talk, verifiedTalk } from './conversation.js'
import { type Call, callTo } from './http.js'
import { postTogether } from './postTogether.js'

let desk: DeskProcess
let call: Call
let own: Talk
beforeAll(async () => {
  desk = await startDeskProcess()
  call = callTo(desk.origin)
  own = await talk(call)
})
afterEach(async () => {
  // Whatever was sent, the server goes on and found nothing wrong with itself.
  const next = await talk(call)
  await next.say('怎么解绑密保手机？', 'how_to_unbind/opening')
  expect(desk.complaints()).toBe('')
})
afterAll(() => desk.stop())

const json = { 'content-type': 'application/json' }
const refusal = (status: number, code: string) => ({ status, body: { error: { code, message: expect.any(String) } } })

describe('refused by name', () => {
  test.each([
    ['no JSON', '{"type":"message",', 400, 'MalformedData'],
    ['a list', '[{"type":"message"}]', 400, 'MalformedData'],
    ['nothing', '', 400, 'BadArgument'],
    ['a number for a text', '{"type":"message","text":5}', 400, 'BadArgument'],
    ['a list for a type', '{"type":["message"],"text":"你好"}', 400, 'BadArgument'],
    ['a text for channelData', '{"type":"message","text":"你好","channelData":"x"}', 400, 'BadArgument'],
    ['a client id with a line break', '{"type":"message","text":"你好","channelData":{"clientActivityID":"a\\nb"}}', 400, 'BadArgument'],
    ['an unknown type', '{"type":"dance"}', 400, 'BadArgument'],
    ['an invoke', '{"type":"invoke","name":"x"}', 400, 'BadArgument'],
    ['a withdrawal of nothing', '{"type":"event","name":"withdraw","value":5}', 400, 'BadArgument'],
    ['70 kB', JSON.stringify({ type: 'message', text: 'x'.repeat(70_000) }), 413, 'MessageSizeTooBig'],
    ['channelData of 3 kB', JSON.stringify({ type: 'message', text: '你好', channelData: { a: 'x'.repeat(3000) } }), 400, 'BadArgument'],
  ])('%s', async (_what, raw, status, code) => {
    const before = (await own.history()).length
    expect(await call('POST', `~/conversations/${own.id}/activities`, { bearer: own.token, raw, headers: json })).toMatchObject(refusal(status, code))
    expect(await own.history()).toHaveLength(before)
  })

  test('a conversation that is unknown, and one that is somebody else’s', async () => {
    const other = await talk(call)
    for (const id of ['nothing', other.id, '%2e%2e', "' or 1=1 --"]) {
      expect(await call('GET', `~/conversations/${encodeURIComponent(id)}/activities`, { bearer: own.token })).toMatchObject(
        refusal(404, 'ConversationNotFound'),
      )
    }
    expect(await call('GET', '~/conversations/nothing/activities', { bearer: SECRET })).toMatchObject(refusal(404, 'ConversationNotFound'))
  })

  test('a token that somebody else signed', async () => {
    const claims = { type: 'token', conversation: own.id, user: 'u1', site: 'direct', origins: [] }
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setAudience('mibao-directline')
      .setIssuedAt()
      .setExpirationTime('30m')
      .setJti('j')
      .sign(new Uint8Array(32).fill(9))
    expect(await call('GET', `~/conversations/${own.id}/activities`, { bearer: forged })).toMatchObject(refusal(401, 'Unauthorized'))
  })

  test('a field of an account that cannot be', async () => {
    expect(await call('POST', '/simulator/accounts', { body: { persona: 'healthy', patch: { status: 'purple' } } })).toMatchObject({
      status: 422,
      body: { error: { code: 'BadField', message: expect.stringContaining('status') } },
    })
  })
})

describe('answered in words', () => {
  test.each([
    ['an empty text', ''],
    ['blanks', ' \t\n　'],
    ['10,000 characters', '解绑失败了怎么办'.repeat(1250)],
    ['10,000 letters of nothing', 'x'.repeat(10_000)],
    ['control characters', '\u0000\u0007\u001b[31m\u202e\ufeff\u2028'],
    ['half a surrogate', '解绑\ud83d'],
    ['emoji alone', '😀🔥👨‍👩‍👧‍👦'],
    ['the name of a property', '__proto__ constructor toString'],
    ['a number beyond all numbers', '9'.repeat(400)],
  ])('%s', async (_what, text) => {
    const fresh = await talk(call)
    const { status, body } = await fresh.post({ type: 'message', text })
    expect(status).toBe(200)
    const answers = await fresh.answersTo(body.id)
    expect(answers.map(({ type }) => type)).toContain('message')
    for (const answer of answers) expect(answer.text.length).toBeGreaterThan(5)
  })

  test('a text left out counts as an empty one', async () => {
    const fresh = await talk(call)
    const { status, body } = await fresh.post({ type: 'message' })
    expect(status).toBe(200)
    expect(await fresh.answersTo(body.id)).not.toHaveLength(0)
  })
})

test('a watermark from the future gives nothing and the present one', async () => {
  const { body } = await call('GET', `~/conversations/${own.id}/activities`, { bearer: own.token })
  const future = await call('GET', `~/conversations/${own.id}/activities?watermark=99999`, { bearer: own.token })
  expect(future).toMatchObject({ status: 200, body: { activities: [], watermark: body.watermark } })
})

test('one client id is one turn, also when both come at once', async () => {
  const fresh = await talk(call)
  const message = { type: 'message', text: '怎么解绑密保手机？', channelData: { clientActivityID: 'one' } }
  const posted = await Promise.all([fresh.post(message), fresh.post(message), fresh.post(message)])
  expect(new Set(posted.map(({ body }) => body.id)).size).toBe(1)
  await fresh.answersTo(posted[0]?.body.id ?? '')
  expect((await fresh.history()).filter(({ from }) => from.role === 'user')).toHaveLength(1)
})

describe('taps', () => {
  test('a double tap acts once', async () => {
    const fresh = await verifiedTalk(call, 'version_restricted', 'unbind_failed/update_client')
    await call('POST', `/simulator/accounts/${fresh.account}/user-actions`, { body: { action: 'update_client' } })
    await fresh.tap('done', 'unbind_failed/cleared')
    await fresh.tap('unbind_now', 'do_unbind/warn')
    const tap = await fresh.choice('unbind')
    const taps = await postTogether(
      desk.origin,
      fresh,
      ['a', 'b'].map((clientActivityID) => ({ ...tap, channelData: { clientActivityID } })),
    )
    expect(taps).toHaveLength(2)
    for (const id of taps) await fresh.answersTo(id)
    const acts = (await fresh.history()).flatMap(({ channelData }) => channelData?.debug?.acts ?? [])
    expect(acts.filter(({ name }) => name === 'unbind_phone')).toHaveLength(1)
  })

  test('a tap on an old question changes nothing and puts the present one again', async () => {
    const fresh = await verifiedTalk(call, 'version_restricted', 'unbind_failed/update_client')
    const old = await fresh.choice('done')
    await call('POST', `/simulator/accounts/${fresh.account}/user-actions`, { body: { action: 'update_client' } })
    await fresh.tap('done', 'unbind_failed/cleared')
    const { status, body } = await fresh.post(old)
    expect(status).toBe(200)
    const answers = await fresh.answersTo(body.id)
    expect(answers.at(-1)?.suggestedActions?.actions.map(({ value }) => value.option)).toContain('unbind_now')
  })

  test.each([
    ['a question of another conversation', { question: 'forged', option: 'unbind' }],
    ['an option that is none', { question: 'forged', option: '__proto__' }],
  ])('%s: the words are answered, nothing is done', async (_what, value) => {
    const fresh = await verifiedTalk(call, 'version_restricted', 'unbind_failed/update_client')
    const { body } = await fresh.post({ type: 'message', text: '确认解绑', value })
    await fresh.answersTo(body.id)
    const { body: account } = await call('GET', `/simulator/accounts/${fresh.account}`)
    expect(account.bound_phone).toEqual(expect.stringMatching(/^\d{11}$/))
  })

  test('"好" that was sent before the confirmation could be read confirms nothing', async () => {
    const fresh = await verifiedTalk(call, 'version_restricted', 'unbind_failed/update_client')
    await call('POST', `/simulator/accounts/${fresh.account}/user-actions`, { body: { action: 'update_client' } })
    await fresh.tap('done', 'unbind_failed/cleared')
    const [, early = ''] = await postTogether(desk.origin, fresh, [await fresh.choice('unbind_now'), { type: 'message', text: '好' }])
    await fresh.answersTo(early)
    const { body: before } = await call('GET', `/simulator/accounts/${fresh.account}`)
    expect(before.bound_phone).toEqual(expect.stringMatching(/^\d{11}$/))
    await fresh.tap('unbind', 'unbind_failed/offer_binding')
    const { body: after } = await call('GET', `/simulator/accounts/${fresh.account}`)
    expect(after.bound_phone).toBeNull()
  })
})
