import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals'
import { source as axeSource } from 'axe-core'
import type { Browser } from 'playwright-core'
import { openBrowser, type VisitOptions, type Visitor, visit } from './visitor.js'

jest.setTimeout(120_000)
const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const EVIL = `"</script><img src=x onerror='alert(1)'>"`

let folder = ''
let browser: Browser
let visitor: Visitor | undefined
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mibao-graph-'))
  cpSync(root('dialogs'), join(folder, 'dialogs'), { recursive: true })
  const file = join(folder, 'dialogs', 'unbind_failed.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('en: I understand', `en: ${EVIL}`).replace('zh: 解绑失败,', `zh: ${EVIL},`))
  const graph = ['graph', root('test/replays/banned'), '--no-explore', '--dialogs', join(folder, 'dialogs')]
  await promisify(execFile)(process.execPath, [root('dist/cli.js'), ...graph, '--out', join(folder, 'page.html'), '--svg', join(folder, 'svg')], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', DATA_DIR: folder, NODE_ENV: 'test' },
  })
  browser = await openBrowser()
})
afterEach(async () => {
  const troubles = visitor?.troubles
  await visitor?.leave()
  visitor = undefined
  expect(troubles).toEqual([])
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

async function open(hash = '', options: VisitOptions = {}) {
  visitor = await visit(browser, `${pathToFileURL(join(folder, 'page.html'))}${hash}`, options)
  const { page } = visitor
  await page.locator('.stage svg .view[transform]').waitFor()
  const panel = page.locator('.panel')
  return {
    page,
    panel,
    /** Waits until the panel is about this. */
    reads: (heading: string): Promise<void> => panel.getByRole('heading', { name: heading, exact: true, level: 2 }).waitFor(),
    chosen: page.locator('.stage .node.chosen'),
    scale: async (): Promise<number> => Number(/scale\(([\d.]+)\)/.exec((await page.locator('.stage .view').getAttribute('transform')) ?? '')?.[1]),
  }
}

test('Chinese words are found, and the node is shown with its place, words and replays', async () => {
  const { page, panel, reads, chosen } = await open()
  await page.keyboard.press('/')
  await page.keyboard.type('没有别的捷径')
  await page.keyboard.press('Enter')
  await reads('account_banned_or_frozen/banned')
  expect(await chosen.getAttribute('data-node')).toBe('account_banned_or_frozen/banned')
  const box = await chosen.boundingBox()
  const stage = await page.locator('.stage').boundingBox()
  if (!box || !stage) throw new Error('expected the node to be drawn')
  expect(box.x >= stage.x && box.x + box.width <= stage.x + stage.width && box.y >= stage.y && box.y + box.height <= stage.y + stage.height).toBe(
    true,
  )
  const told = await panel.textContent()
  expect(told).toMatch(/dialogs\/account_banned_or_frozen\.yaml:\d+/)
  expect(told).toContain('test/replays/banned/user_asks_to_lift_the_ban.yaml')
  expect(told).toMatch(/F31/)
  expect(told).toContain('appeal')
})

test('the drawing zooms with the wheel and with keys, and fits again', async () => {
  const { page, scale } = await open('#unbind_failed')
  const before = await scale()
  await page.mouse.move(500, 500)
  await page.mouse.wheel(0, -300)
  const closer = await scale()
  expect(closer).toBeGreaterThan(before)
  await page.locator('.stage').focus()
  await page.keyboard.press('-')
  expect(await scale()).toBeLessThan(closer)
  await page.keyboard.press('0')
  const [svg, stage] = [await page.locator('.stage .view').boundingBox(), await page.locator('.stage').boundingBox()]
  if (!svg || !stage) throw new Error('expected a drawing')
  expect(svg.width <= stage.width && svg.height <= stage.height).toBe(true)
})

test('a drag moves the drawing and opens no node; a press opens it; Esc closes it', async () => {
  const { page, chosen, reads } = await open('#account_ready')
  const node = page.locator('.stage [data-node="account_ready/status"]').first()
  const before = await node.boundingBox()
  if (!before) throw new Error('expected the node to be drawn')
  await page.mouse.move(before.x + 20, before.y + 10)
  await page.mouse.down()
  await page.mouse.move(before.x + 80, before.y + 40, { steps: 4 })
  await page.mouse.up()
  expect(Math.round(((await node.boundingBox())?.x ?? 0) - before.x)).toBeGreaterThan(40)
  expect(await chosen.count()).toBe(0)
  await node.click()
  await reads('account_ready/status')
  await page.keyboard.press('Escape')
  await chosen.waitFor({ state: 'detached' })
  expect(await page.evaluate('document.activeElement.dataset.node')).toBe('account_ready/status')
})

test('with keys alone: a node takes the focus, Enter opens it, the call is followed, and back', async () => {
  const { page, panel, reads } = await open('#unbind_failed', { locale: 'en-GB' })
  await page.locator('.stage [data-node="unbind_failed/bind"]').focus()
  await page.keyboard.press('Enter')
  await reads('unbind_failed/bind')
  await panel.getByRole('button', { name: 'bind_new_phone →' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.stage svg[data-dialog="bind_new_phone"]').waitFor()
  await reads('Binding a new phone')
  expect(await panel.textContent()).toContain('unbind_failed/bind')
  await page.goBack()
  await page.locator('.stage svg[data-dialog="unbind_failed"]').waitFor()
  await reads('unbind_failed/bind')
})

test('what no replay walks stands out by dashes and words; what nobody looked at cannot be chosen', async () => {
  const { page } = await open('#unbind_failed', { locale: 'en-GB' })
  const node = page.locator('.stage [data-node="unbind_failed/activate"]')
  expect(await node.getAttribute('data-replays')).toBe('0')
  expect(await node.locator('.mark.missing.replays .en').isVisible()).toBe(true)
  expect(await page.evaluate(`getComputedStyle(document.querySelector('.stage [data-node="unbind_failed/activate"] .box')).strokeDasharray`)).toBe(
    '7px, 4px',
  )
  expect(await page.getByRole('button', { name: 'exploration' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: '中文' }).click()
  expect(await node.locator('.mark.missing.replays .zh').isVisible()).toBe(true)
  expect(await page.locator('html').getAttribute('lang')).toBe('zh')
})

test('markup in the words of a dialog is shown as it is and does nothing', async () => {
  const { page, panel } = await open('#unbind_failed%2Fbanned', { locale: 'en-GB' })
  expect(await page.locator('img').count()).toBe(0)
  expect(await panel.textContent()).toContain(`</script><img src=x onerror='alert(1)'>`)
  const svg = await visit(browser, String(pathToFileURL(join(folder, 'svg', 'unbind_failed.svg'))))
  const count = await svg.page.evaluate('document.querySelectorAll("img, script").length + (document.querySelector(".node") === null ? 1000 : 0)')
  await svg.leave()
  expect([count, svg.troubles]).toEqual([0, []])
})

test.each(['light', 'dark'] as const)('axe finds nothing, %s, wide and narrow', async (colorScheme) => {
  const { page } = await open('#account_ready%2Fstatus', { colorScheme })
  await page.evaluate(axeSource)
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 })
    const found = await page.evaluate(
      'axe.run(document, { rules: { region: { enabled: false }, "nested-interactive": { enabled: false } } }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target).join(" ")))',
    )
    expect(found).toEqual([])
  }
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
})
