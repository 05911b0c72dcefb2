import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { type AgentOptions, signIn } from './agentPage.js'
import { type DeskProcess, startDeskProcess } from './deskProcess.js'
import { openBrowser } from './visitor.js'

jest.setTimeout(240_000)
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let desk: DeskProcess
let browser: Browser
beforeAll(async () => {
  ;[desk, browser] = await Promise.all([startDeskProcess(), openBrowser()])
  await desk.halt()
  await desk.run('seed', '--conversations', '60')
  await desk.start()
})
afterAll(async () => {
  await browser.close()
  await desk.stop()
})

const violation = z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })
/** What axe finds wrong on a page, each with the first place. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE)
  const found = await page.evaluate('axe.run({ resultTypes: ["violations"] })')
  const { violations: all } = z.object({ violations: z.array(violation) }).parse(found)
  return all.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
}

const PAGES = [
  ['/tickets?status=resolved', '.table, .cards'],
  ['/tickets?queue=nothing', '.ant-empty'],
  ['/conversations', '.rows'],
  ['/conversations?q=没有这样的话', '.ant-empty'],
  ['/conversations/seed-1-30', '.transcript'],
  ['/suggestions', '.ant-empty'],
  ['/insights', '.figures'],
  ['/insights/flows/unbind_failed', 'canvas'],
  ['/insights/fallbacks', '.rows, .ant-empty'],
  ['/team', '.table'],
  ['/audit', '.table'],
  ['/mask', 'textarea'],
] as const

const LOOKS: readonly (readonly [string, AgentOptions])[] = [
  ['Chinese, light, on a desk', { lang: 'zh', theme: 'light' }],
  ['English, dark, on a phone', { lang: 'en', theme: 'dark', viewport: { width: 390, height: 844 } }],
]
test.each(LOOKS)('every page can be used by everybody: %s', async (_, look) => {
  const agent = await signIn(browser, desk.origin, 'zhao', look)
  const found: string[] = []
  for (const [path, sign] of PAGES) {
    await agent.go(path)
    await agent.page.locator(sign).first().waitFor()
    // Colours change over a moment, and halfway nothing has its contrast.
    await agent.page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))')
    const wide = await agent.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    if (Number(wide) > 0) found.push(`${path} is ${wide} px wider than the screen`)
    found.push(...(await violations(agent.page)).map((one) => `${path} ${one}`))
  }
  expect(found).toEqual([])
  expect(agent.troubles).toEqual([])
  await agent.leave()
})

test('the sign-in page can be used by everybody, and tells of the demo team', async () => {
  const context = await browser.newContext({ locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(`${desk.origin}/console/`)
  await page.getByText('演示团队').waitFor()
  expect(await violations(page)).toEqual([])
  await context.close()
})

test('keys walk the list, open what one stands on, and are silent while somebody types', async () => {
  const agent = await signIn(browser, desk.origin, 'lin')
  const { page } = agent
  await agent.go('/conversations')
  await page.locator('.rows').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const second = await page.locator('[data-row-key]').nth(1).getAttribute('data-row-key')
  expect(await page.locator('.current').getAttribute('data-row-key')).toBe(second)
  await page.keyboard.press('/')
  await page.keyboard.type('jjj')
  expect(await page.locator('.current').getAttribute('data-row-key')).toBe(second)
  await page.locator('.ant-input-search input').fill('')
  await page.locator('h1').click()
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/conversations/${second}`)
  await page.keyboard.press('?')
  await page.locator('.keys').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.locator('.ant-modal input').waitFor()
  await page.keyboard.type('打码')
  await page.locator('.ant-select-item-option-active').getByText('打码预览').waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/mask')
  expect(agent.troubles).toEqual([])
  await agent.leave()
})
