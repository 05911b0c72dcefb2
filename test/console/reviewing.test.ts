import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadPersonas } from '../../src/accounts/personas.js'
import { foldersFor } from '../../src/cli/folders.js'
import { auditListSchema } from '../../src/contract/privacy.js'
import { suggestionListSchema, viewListSchema } from '../../src/contract/review.js'
import { play } from '../../src/replay/play.js'
import { parseScript } from '../../src/replay/script.js'
import { loadLibrary } from '../../src/turn/loadLibrary.js'
import { type DeskProcess, SECRET, startDeskProcess } from '../browser/deskProcess.js'
import { type Caller, signedIn } from './caller.js'

jest.setTimeout(60_000)

let desk: DeskProcess
let wang: Caller
let sara: Caller
let lin: Caller
let zhao: Caller
beforeAll(async () => {
  desk = await startDeskProcess()
  await desk.halt()
  await desk.run('seed', '--conversations', '40')
  await desk.start()
  ;[wang, sara, lin, zhao] = await Promise.all([
    signedIn(desk.origin, 'wang'),
    signedIn(desk.origin, 'sara'),
    signedIn(desk.origin, 'lin'),
    signedIn(desk.origin, 'zhao'),
  ])
}, 120_000)
afterAll(() => desk.stop())

const listed = z.object({ items: z.array(z.object({ id: z.string() })), total: z.number() })
const list = async (query = '') => listed.parse((await lin.call('GET', `/conversations?limit=100${query}`)).body)
const messages = z.object({ messages: z.array(z.object({ inputId: z.string(), from: z.string(), text: z.string() })) })

/** A conversation of the wire, through Direct Line as clients have it. */
async function talk(...texts: readonly string[]): Promise<string> {
  const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' }
  const base = `${desk.origin}/v3/directline/conversations`
  const begun: unknown = await (await fetch(base, { method: 'POST', headers, body: '{}' })).json()
  const { conversationId: id } = z.object({ conversationId: z.string() }).parse(begun)
  for (const text of texts) {
    const activity = { type: 'message', text, from: { id: 'u' } }
    await fetch(`${base}/${id}/activities`, { method: 'POST', headers, body: JSON.stringify(activity) })
  }
  return id
}

describe('corrections', () => {
  const correct = async (who: Caller, id: string, intent: string) => {
    const { messages: all } = messages.parse((await who.call('GET', `/conversations/${id}`)).body)
    const inputId = all.find(({ from }) => from === 'user')?.inputId
    return who.call('POST', `/conversations/${id}/corrections`, { inputId, intent })
  }
  test('are kept with who said so, and shown with who says otherwise', async () => {
    const [one, other] = await Promise.all([talk('密保那个玩意儿老弹窗咋整呀呀'), talk('密保那个玩意儿，老弹窗咋整呀呀！')])
    expect((await correct(wang, one, 'unbind_failed')).status).toBe(201)
    expect((await correct(sara, other, 'security_advice')).status).toBe(201)
    const { items } = suggestionListSchema.parse((await wang.call('GET', '/suggestions')).body)
    expect(items).toHaveLength(2)
    expect(items.find(({ conversation }) => conversation === one)).toMatchObject({
      intent: 'unbind_failed',
      by: { display: '王宇' },
      conflicts: [{ where: 'suggestion', intent: 'security_advice' }],
    })
    // Who corrects again replaces what was said before, and then nobody disagrees.
    await correct(sara, other, 'unbind_failed')
    const agreed = suggestionListSchema.parse((await wang.call('GET', '/suggestions')).body).items
    expect(agreed.flatMap(({ conflicts }) => conflicts)).toEqual([])
  })
  test('of a sentence that the knowledge has are marked', async () => {
    const id = await talk('进得去，但是消息发不出去')
    const known = suggestionListSchema.parse((await correct(wang, id, 'greeting')).body).items[0]
    expect(known?.conflicts).toContainEqual({ where: 'knowledge', intent: 'account_abnormal_after_unbind' })
  })
  test('without conflicts become lines of the knowledge, each once', async () => {
    const { body } = await lin.call('GET', '/suggestions.yaml')
    const written = z.object({ intent: z.string(), examples: z.object({ zh: z.record(z.string(), z.array(z.string())) }) }).parse(parse(String(body)))
    expect(written).toMatchObject({ intent: 'unbind_failed', examples: { zh: { desk: [expect.stringContaining('老弹窗')] } } })
  })
  test.each([
    ['an intent that is none', { inputId: 'x', intent: 'nothing' }, 404],
    ['a message that is none', { inputId: 'x', intent: 'greeting' }, 404],
    ['no intent', { inputId: 'x' }, 422],
  ])('%s is refused', async (_, body, status) => {
    const id = await talk('你好')
    expect((await wang.call('POST', `/conversations/${id}/corrections`, body)).status).toBe(status)
  })
  test('are taken away by a lead', async () => {
    const [first] = suggestionListSchema.parse((await wang.call('GET', '/suggestions')).body).items
    expect((await wang.call('DELETE', `/suggestions/${first?.id}`)).status).toBe(403)
    expect((await lin.call('DELETE', `/suggestions/${first?.id}`)).status).toBe(204)
    expect((await lin.call('DELETE', `/suggestions/${first?.id}`)).status).toBe(404)
  })
})

describe('saved views', () => {
  const views = async (who: Caller) => viewListSchema.parse((await who.call('GET', '/views')).body).items
  test("one's own are one's own, shared ones everybody's", async () => {
    const view = { page: 'conversations', filters: { outcome: 'escalated' } }
    await wang.call('POST', '/views', { ...view, name: '我的', isShared: false })
    await wang.call('POST', '/views', { ...view, name: '大家的', isShared: true })
    expect((await views(wang)).map(({ name }) => name).sort()).toEqual(['大家的', '我的'])
    const [seen, ...more] = await views(sara)
    expect([seen, more]).toMatchObject([{ name: '大家的', filters: { outcome: 'escalated' }, isOwn: false }, []])
    expect((await sara.call('DELETE', `/views/${seen?.id}`)).status).toBe(404)
    expect((await lin.call('DELETE', `/views/${seen?.id}`)).status).toBe(204)
    expect(await views(sara)).toEqual([])
  })
  test('with too much in them are refused', async () => {
    const filters = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${n}`, 'x']))
    expect((await wang.call('POST', '/views', { page: 'tickets', name: 'x', filters, isShared: false })).status).toBe(422)
  })
})

describe('changes to all that match', () => {
  test('are made to as many as were shown, and to none if that has changed', async () => {
    const { total } = await list('&outcome=escalated')
    expect(total).toBeGreaterThan(0)
    const asked = { filters: { outcome: 'escalated' }, addTag: '回头看', reviewed: true }
    expect(await lin.call('POST', '/conversations/bulk', { ...asked, expected: total + 1 })).toMatchObject({ status: 409, body: { now: { total } } })
    expect((await list('&tag=回头看')).total).toBe(0)
    expect(await lin.call('POST', '/conversations/bulk', { ...asked, expected: total })).toMatchObject({ status: 200, body: { changed: total } })
    expect((await list('&tag=回头看&reviewed=true')).total).toBe(total)
    const { items } = auditListSchema.parse((await lin.call('GET', '/audit?action=conversations_marked')).body)
    expect(items).toHaveLength(1)
  })
  test('without anything to do are refused', async () => {
    expect((await lin.call('POST', '/conversations/bulk', { filters: {}, expected: 0 })).status).toBe(422)
  })
})

describe('files', () => {
  const file = async (id: string, format: string) => String((await fileOf(id, format)) ?? '')
  const fileOf = async (id: string, format: string): Promise<unknown> => {
    const { body } = await lin.call('GET', `/conversations/${id}/export?format=${format}`)
    return typeof body === 'string' ? body : JSON.stringify(body)
  }
  test('a transcript of the Bot Framework has the activities, masked', async () => {
    const id = await talk('我的QQ是 2839405716，解绑失败')
    const activities = z.array(z.object({ type: z.string(), text: z.string().optional() })).parse(JSON.parse(await file(id, 'transcript')))
    expect(activities.some(({ text }) => text?.includes('28****16'))).toBe(true)
    expect(await file(id, 'text')).toContain('28****16')
    for (const format of ['transcript', 'json', 'text', 'replay']) expect(await file(id, format)).not.toContain('2839405716')
  })
  test('conversations come back as replays that hold', async () => {
    const folders = foldersFor({})
    const { library } = await loadLibrary(folders, { tell: () => undefined })
    if (!library) throw new Error('expected the library')
    const personas = await loadPersonas(join(folders.knowledge, 'accounts'))
    const { items } = await list()
    const seeded = items.filter(({ id }) => id.startsWith('seed-')).slice(0, 12)
    const results = await Promise.all(
      seeded.map(async ({ id }) => {
        const source = await file(id, 'replay')
        const { passed } = await play(parseScript(`${id}.yaml`, source), library, personas)
        return { passed, isMarked: source.includes('comes out differently') }
      }),
    )
    expect(results.filter(({ passed, isMarked }) => passed === isMarked)).toEqual([])
    expect(results.filter(({ passed }) => passed).length).toBeGreaterThan(seeded.length / 2)
  })
  test('a list is a row a conversation, and no cell is a formula', async () => {
    await talk('=HYPERLINK("https://evil.example","点我")', '+1+1', '@SUM(1)')
    const { total } = await list()
    const csv = String((await lin.call('GET', '/conversations.csv')).body)
    expect(csv.startsWith('id,started')).toBe(true)
    expect(csv.trimEnd().split('\r\n')).toHaveLength(total + 1)
    expect(csv).not.toMatch(/(^|,)"?[=+@-]/m)
  })
  test('of nothing are a head and nothing more', async () => {
    expect(
      String((await lin.call('GET', '/conversations.csv?q=没有这样的话')).body)
        .trimEnd()
        .split('\r\n'),
    ).toHaveLength(1)
    expect((await lin.call('GET', '/conversations/nowhere/export?format=text')).status).toBe(404)
  })
})

describe('full values', () => {
  const reveals = async () => auditListSchema.parse((await lin.call('GET', '/audit?action=revealed&limit=200')).body).items
  test("are shown for one's own ticket and a reason, and each time it is on record", async () => {
    const id = await talk('解绑失败', '2839405717', '转人工')
    const tickets = z.object({ items: z.array(z.object({ number: z.string(), version: z.number(), conversation: z.string() })) })
    const ticket = tickets.parse((await wang.call('GET', '/tickets?status=open')).body).items.find(({ conversation }) => conversation === id)
    const ask = (who: Caller, reason = '要给用户核对号码') => who.call('POST', `/tickets/${ticket?.number}/reveal`, { field: 'account_id', reason })
    expect((await ask(wang)).status).toBe(403)
    await wang.call('POST', `/tickets/${ticket?.number}/changes`, { do: 'claim', version: ticket?.version })
    expect((await ask(sara)).status).toBe(403)
    expect((await ask(zhao)).status).toBe(403)
    expect((await ask(wang, '看看')).status).toBe(422)
    expect(await reveals()).toHaveLength(0)
    expect(await ask(wang)).toMatchObject({ status: 200, body: { value: '2839405717', count: 1 } })
    expect(await ask(wang)).toMatchObject({ status: 200, body: { count: 2 } })
    expect(await reveals()).toMatchObject([{ subject: ticket?.number, by: { display: '王宇' } }, { detail: { field: 'account_id' } }])
    expect(await wang.call('POST', `/tickets/${ticket?.number}/reveal`, { field: 'new_phone', reason: '要给用户核对号码' })).toMatchObject({
      status: 404,
    })
  })
  test('are nowhere else', async () => {
    for (const path of ['/tickets?status=assigned', '/conversations?limit=100', '/audit?limit=200', '/suggestions'])
      expect(JSON.stringify((await zhao.call('GET', path)).body)).not.toMatch(/283940571[67]/)
  })
})

test('what would be masked is told, and why; nothing of it is kept', async () => {
  expect(await wang.call('POST', '/mask', { text: 'QQ 123456789 手机 13800138000' })).toMatchObject({
    body: { masked: 'QQ 12****89 手机 138****8000', parts: [{ kind: 'qq' }, { kind: 'phone', start: 16, end: 27 }] },
  })
})

test('what a user wrote can be deleted, and nothing of it is left in any file', async () => {
  const id = await talk('解绑失败，暗号是 unicornkeyword 独角兽翩翩')
  expect((await list('&q=unicornkeyword')).total).toBe(1)
  expect((await zhao.call('POST', `/conversations/${id}/erase`, { reason: '用户来信要求删除' })).body).toEqual({ conversations: 1 })
  expect((await lin.call('GET', `/conversations/${id}`)).status).toBe(404)
  expect((await list('&q=unicornkeyword')).total).toBe(0)
  const { items } = auditListSchema.parse((await lin.call('GET', '/audit?action=erased')).body)
  expect(JSON.stringify(items)).not.toContain(id)
  expect(items).toMatchObject([{ detail: { reason: '用户来信要求删除' } }])
  await desk.halt()
  const left = readdirSync(desk.data).filter((name) => {
    const bytes = readFileSync(join(desk.data, name))
    return ['unicornkeyword', '独角兽翩翩', id].some((secret) => bytes.includes(secret))
  })
  expect(left).toEqual([])
  await desk.start()
})
