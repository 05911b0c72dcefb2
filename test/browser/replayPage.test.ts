import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import AxeBuilder from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { loadPersonas } from '../../src/accounts/personas.js'
import { foldersFor, ROOT } from '../../src/cli/folders.js'
import { htmlReport } from '../../src/replay/report/htmlReport.js'
import { type ReplayResult, replayFiles, runOf, runReplays } from '../../src/replay/runReplays.js'
import { loadLibrary } from '../../src/turn/loadLibrary.js'
import { openBrowser } from './visitor.js'

jest.setTimeout(120_000)

const HOSTILE = '</script><img src=x onerror="document.title=\'ran\'"><script>document.title="ran"</script>'
const FAILING = `account: { persona: banned }
turns:
  - user: ${JSON.stringify(HOSTILE)}
  - user: 我的QQ号被封了，能解封吗
    nodes: [ verify_owner/known, verify_owner/how ]
    intent: change_phone
`
let folder: string
let browser: Browser
let results: readonly ReplayResult[]
let library: Awaited<ReturnType<typeof loadLibrary>>['library']
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mibao-page-'))
  browser = await openBrowser()
  const folders = foldersFor({})
  library = (await loadLibrary(folders, { tell: () => undefined })).library
  if (!library) throw new Error('expected dialogs without errors')
  await writeFile(join(folder, `hostile_${'&'}.yaml`), FAILING)
  await writeFile(join(folder, 'broken.yaml'), 'turns: []\n')
  const files = replayFiles([join(ROOT, 'test', 'replays', 'banned'), folder])
  results = (await runReplays(files, library, await loadPersonas(join(folders.knowledge, 'accounts')))).results
})
afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true })
})

type Opened = { readonly page: Page; readonly troubles: readonly string[] }
async function open(shown: readonly ReplayResult[], options: BrowserContextOptions = {}): Promise<Opened> {
  if (!library) throw new Error('expected dialogs')
  const file = join(folder, `report-${shown.length}.html`)
  await writeFile(file, htmlReport({ ...runOf(shown, library), notes: [`note ${HOSTILE}`] }, Date.UTC(2026, 0, 5)))
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()))
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('request', (request) => !request.url().startsWith('file:') && troubles.push(`asked for ${request.url()}`))
  await page.goto(pathToFileURL(file).href)
  await page.locator('body[data-ready=yes]').waitFor()
  await page.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))')
  return { page, troubles }
}
const rows = (page: Page) => page.locator('.list > li:visible')
async function isAccessible(page: Page): Promise<readonly string[]> {
  // The page lets nothing of others run, so the checker comes from outside its policy.
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setBypassCSP', { enabled: true })
  await page.reload()
  await page.locator('body[data-ready=yes]').waitFor()
  await page.locator('.list .head').first().click()
  await page.addScriptTag({ content: AxeBuilder.source })
  const found: unknown = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))')
  return Array.isArray(found) ? found.map(String) : ['the checker gave no list']
}

describe('the page of a run', () => {
  test('shows the figures and the failures first, finds, filters, and opens one with its first difference and why', async () => {
    const { page, troubles } = await open(results)
    expect(await page.locator('.figures .failed dd').textContent()).toBe('2')
    expect(await rows(page).count()).toBe(results.length)
    expect(await rows(page).locator('.badge').first().textContent()).toBe('未通过')
    await page.locator('button[data-state=failed]').click()
    expect(await rows(page).count()).toBe(2)
    await page.locator('input[type=search]').fill('能解封吗')
    expect(await rows(page).count()).toBe(1)
    expect(await page.locator('.body').count()).toBe(0)
    await rows(page).locator('.head').click()
    expect(await page.locator('.turn').count()).toBe(2)
    expect(await page.locator('.turn.differs').count()).toBe(1)
    expect(await page.locator('.difference .wanted').first().textContent()).toBe('verify_owner/how')
    expect(await page.locator('.turn.differs .why').getAttribute('open')).not.toBeNull()
    expect(await page.locator('.turn.differs .why').textContent()).toContain('account_banned_or_frozen')
    expect(await page.locator('.body .place').textContent()).toContain('第 2 轮不一样')
    await page.locator('input[type=search]').fill('no such words')
    expect(await rows(page).count()).toBe(0)
    expect(await page.getByText('没有符合的对话').isVisible()).toBe(true)
    expect(troubles).toEqual([])
  })

  test('runs nothing of what people say', async () => {
    const { page, troubles } = await open(results)
    await page.locator('input[type=search]').fill('hostile')
    await rows(page).locator('.head').click()
    expect(await page.locator('.bubble.user').first().textContent()).toBe(HOSTILE)
    expect(await page.locator('.notes').textContent()).toBe(`note ${HOSTILE}`)
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.title()).toBe('回放报告')
    expect(troubles).toEqual([])
  })

  test('tells why a file could not be played', async () => {
    const { page } = await open(results, { locale: 'en-GB' })
    await page.locator('input[type=search]').fill('broken.yaml')
    await rows(page).locator('.head').click()
    expect(await page.locator('.body').textContent()).toContain('broken.yaml:1 turns')
    expect(await page.locator('h1').textContent()).toBe('Replay report')
  })

  test.each([
    ['zh light desktop', {}],
    ['en dark phone', { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 375, height: 720 } }],
  ] satisfies readonly (readonly [string, BrowserContextOptions])[])('can be read by everybody: %s', async (_what, options) => {
    const { page } = await open(results, options)
    expect(await isAccessible(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })

  test('opens with 1,000 conversations', async () => {
    const many = Array.from({ length: 1000 }, (_, n) => results[n % results.length]).flatMap((one) => one ?? [])
    const { page, troubles } = await open(many)
    expect(await rows(page).count()).toBe(1000)
    expect(troubles).toEqual([])
  })
})
