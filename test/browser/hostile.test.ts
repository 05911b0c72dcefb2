import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { z } from 'zod'
import { signedIn } from '../console/caller.js'
import { signIn } from './agentPage.js'
import { type DeskProcess, SECRET, startDeskProcess } from './deskProcess.js'
import { openBrowser } from './visitor.js'

jest.setTimeout(180_000)

/** What a page that trusts a text would run, call home with, or break on. `__ran` tells if it did. */
const PAYLOADS = [
  '<script>window.__ran = 1</script>',
  '<img src=x onerror="window.__ran = 1">',
  '"><svg onload="window.__ran = 1">',
  "'><iframe srcdoc='<script>parent.__ran = 1</script>'></iframe>",
  'javascript:window.__ran=1//',
  '[click](javascript:window.__ran=1)',
  '![x](https://evil.example/pixel.png)',
  '{{constructor.constructor("window.__ran=1")()}}',
  '<style>@import "https://evil.example/x.css"</style>',
  '<a href="javascript:window.__ran=1" autofocus onfocus="window.__ran=1">x</a>',
  '</textarea><script>window.__ran = 1</script>',
  '=HYPERLINK("https://evil.example","x")',
  '\u202Eexe.gpj <b>x</b>',
  '__proto__',
]

let desk: DeskProcess
let browser: Browser
beforeAll(async () => {
  ;[desk, browser] = await Promise.all([startDeskProcess(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await desk.stop()
})

/** A conversation that says each payload as a client of Direct Line could, in every field that is free. */
async function attack(): Promise<string> {
  const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' }
  const base = `${desk.origin}/v3/directline`
  const begun: unknown = await (
    await fetch(`${base}/conversations`, { method: 'POST', headers, body: JSON.stringify({ user: { id: 'u', name: PAYLOADS[1] } }) })
  ).json()
  const { conversationId: id } = z.object({ conversationId: z.string() }).parse(begun)
  const send = (activity: object) => fetch(`${base}/conversations/${id}/activities`, { method: 'POST', headers, body: JSON.stringify(activity) })
  for (const [n, text] of PAYLOADS.entries()) {
    const answer = await send({
      type: 'message',
      text,
      locale: text.slice(0, 20),
      from: { id: text, name: text, role: text },
      channelData: { clientActivityID: `p${n}`, extra: { [text]: text } },
    })
    expect(answer.status).toBe(200)
  }
  await send({ type: 'event', name: 'rating', value: { stars: 1, comment: PAYLOADS[1] }, from: { id: 'u' } })
  await send({ type: 'message', text: '转人工', from: { id: 'u' } })
  return id
}

test('whatever a user, a colleague or an address says is shown as text: nothing runs, and the policy has nothing to refuse', async () => {
  const id = await attack()
  const lead = await signedIn(desk.origin, 'lin')
  const hostile = PAYLOADS[1] ?? ''
  await lead.call('POST', `/conversations/${id}/takeover`)
  for (const [n, text] of PAYLOADS.entries()) {
    expect((await lead.call('POST', `/conversations/${id}/messages`, { clientId: `a${n}`, text })).status).toBe(201)
    expect((await lead.call('POST', `/conversations/${id}/notes`, { text })).status).toBe(201)
  }
  const tags = PAYLOADS.map((text) => text.slice(0, 40).trim()).filter((tag) => tag !== '')
  expect((await lead.call('POST', `/conversations/${id}/review`, { version: 0, tags: tags.slice(0, 20) })).status).toBe(200)
  expect(
    (
      await lead.call('POST', '/views', {
        page: 'conversations',
        name: hostile.slice(0, 60),
        filters: { q: hostile, __proto__: 'x' },
        isShared: true,
      })
    ).status,
  ).toBe(201)
  const admin = await signedIn(desk.origin, 'zhao')
  expect(
    (await admin.call('POST', '/agents', { name: 'mallory', display: hostile.slice(0, 40), role: 'agent', password: 'a long password 1' })).status,
  ).toBe(201)
  const transcript = await lead.call('GET', `/conversations/${id}`)
  const text = JSON.stringify(transcript.body)
  const inputId = /"inputId":"(p2)"/.exec(text)?.[1] ?? ''
  await lead.call('POST', `/conversations/${id}/corrections`, { inputId, intent: 'unbind_failed' })

  const agent = await signIn(browser, desk.origin, 'zhao')
  const { page } = agent
  const number = /MB-\d{8}/.exec(text)?.[0] ?? ''
  const query = encodeURIComponent(hostile)
  const places = [
    [`/conversations/${id}`, '.transcript'],
    [`/tickets/${number}`, '.transcript'],
    ['/conversations', '.rows'],
    [`/conversations?q=${query}&tag=${query}&dialog=${query}&intent=${query}&node=${query}`, '.page'],
    [`/tickets?queue=${query}&problem=${query}&assignee=${query}`, '.page'],
    ['/suggestions', '.page'],
    ['/insights/fallbacks', '.page'],
    [`/insights?dialog=${query}`, '.page'],
    [`/audit?subject=${query}`, '.page'],
    ['/team', '.table'],
    [`/conversations/${query}`, '.ant-result'],
  ] as const
  for (const [place, sign] of places) {
    await agent.go(place)
    await page.locator(sign).first().waitFor()
    for (const button of await page.locator('.why-button').all()) await button.click()
  }
  await agent.go('/conversations')
  await page.getByRole('button', { name: '视图' }).click()
  await page.getByText(hostile.slice(0, 20)).first().waitFor()
  expect(await page.evaluate('window.__ran')).toBeUndefined()
  expect(await page.evaluate('({}).x')).toBeUndefined()
  // What is not there, and what is no filter, is answered as such; the browser logs the status.
  expect(agent.troubles.filter((trouble) => !/status of (400|404)/.test(trouble))).toEqual([])
  expect(desk.complaints()).toBe('')
  await agent.leave()
})
