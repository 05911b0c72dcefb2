import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { type Call, callTo, nodesOf } from '../directline/http.js'
import { type DeskProcess, SITE_KEY, startDeskProcess } from './deskProcess.js'
import { startShop } from './shopPage.js'
import { openBrowser } from './visitor.js'

jest.setTimeout(120_000)

let shop: Awaited<ReturnType<typeof startShop>>
let desk: DeskProcess
let browser: Browser
let call: Call
beforeAll(async () => {
  shop = await startShop()
  ;[desk, browser] = await Promise.all([startDeskProcess({ ALLOWED_ORIGINS: shop.origin }), openBrowser()])
  call = callTo(desk.origin)
})
afterAll(async () => {
  await browser.close()
  await Promise.all([desk.stop(), shop.stop()])
  expect(desk.complaints()).toBe('')
})

async function newToken() {
  const { status, body } = await call('POST', '~/tokens/generate', { bearer: SITE_KEY, headers: { origin: shop.origin } })
  expect(status).toBe(200)
  return body
}

async function openPage(options: Readonly<Record<string, unknown>>): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 420, height: 800 } })
  page.setDefaultTimeout(30_000)
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(shop.address({ domain: `${desk.origin}/v3/directline`, ...options }))
  return { page, errors }
}

const button = (page: Page, name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true })
const bubble = (page: Page, text: string) => page.locator('.webchat__bubble').getByText(text)

test('Web Chat on another site shows the conversation, its choices answer, and nothing is said to have failed', async () => {
  const { token, conversationId } = await newToken()
  const { page, errors } = await openPage({ token })
  await button(page, '怎么解绑密保手机').click()
  await button(page, '开始').waitFor()
  await button(page, '开始').click()
  await bubble(page, '个人中心').first().waitFor()
  await page.getByRole('textbox').fill('<img src=x onerror=alert(1)>')
  await page.keyboard.press('Enter')
  await bubble(page, '<img src=x onerror=alert(1)>').waitFor()
  const { body } = await call('GET', `~/conversations/${conversationId}/activities`, { bearer: token })
  expect(nodesOf(body.activities)).toEqual(['how_to_unbind/opening', 'how_to_unbind/step_1'])
  expect(await page.getByText(/Send failed|发送失败|无法发送/).count()).toBe(0)
  expect(await page.locator('img[src=x]').count()).toBe(0)
  expect(errors).toEqual([])
  await page.close()
})

test('a page that stood still has old buttons: pressing one does no harm', async () => {
  const { token, conversationId } = await newToken()
  const { page } = await openPage({ token })
  await button(page, '解绑失败').waitFor()
  // Asks once, then hardly ever again.
  const { page: still } = await openPage({ token, conversationId, webSocket: false, pollingInterval: 600_000 })
  await button(still, '怎么解绑密保手机').waitFor()
  await button(page, '解绑失败').click()
  await bubble(page, 'QQ 号').first().waitFor()
  const posted = still.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/activities'))
  await button(still, '怎么解绑密保手机').click()
  expect((await posted).status()).toBe(200)
  await bubble(page, '怎么解绑密保手机').waitFor()
  const { body } = await call('POST', '/simulator/accounts', { body: { persona: 'banned' } })
  await page.getByRole('textbox').fill(body.account_id)
  await page.keyboard.press('Enter')
  await button(page, '短信验证码').waitFor()
  const { body: after } = await call('GET', `~/conversations/${conversationId}/activities`, { bearer: token })
  expect(nodesOf(after.activities).at(-1)).toBe('verify_owner/how')
  expect(nodesOf(after.activities).filter((node) => node.startsWith('how_to_unbind/'))).toEqual([])
  await Promise.all([page.close(), still.close()])
})
