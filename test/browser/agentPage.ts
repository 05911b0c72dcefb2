import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../src/agents/demoTeam.js'

/** Somebody of the team in front of the desk. */
export type AgentPage = {
  readonly page: Page
  /** What went wrong in the page: errors, refusals by the content policy, dialogs. */
  readonly troubles: readonly string[]
  go(path: string): Promise<void>
  press(name: string | RegExp): Promise<void>
  /** Waits until these words can be read. */
  reads(text: string | RegExp): Promise<void>
  leave(): Promise<void>
}
export type AgentOptions = Pick<BrowserContextOptions, 'viewport'> & { readonly lang?: 'zh' | 'en'; readonly theme?: 'light' | 'dark' }

const TELL_REFUSALS =
  "addEventListener('securitypolicyviolation', (event) => console.error('refused by the content policy', event.violatedDirective, event.blockedURI))"

/** Opens the desk and signs somebody of the demo team in. */
export async function signIn(
  browser: Browser,
  origin: string,
  name: string,
  { lang = 'zh', theme = 'light', viewport = { width: 1360, height: 860 } }: AgentOptions = {},
): Promise<AgentPage> {
  const context = await browser.newContext({ locale: lang === 'zh' ? 'zh-CN' : 'en-US', viewport })
  context.setDefaultTimeout(15_000)
  const settings = JSON.stringify(JSON.stringify({ lang, appearance: theme, sound: false }))
  await context.addInitScript(`${TELL_REFUSALS};localStorage.setItem('mibao-desk-settings', ${settings})`)
  const page = await context.newPage()
  const troubles: string[] = []
  // That nobody is signed in yet, and that somebody else was quicker, is told by the status of an answer, which the browser logs.
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|409)/.test(message.text())) troubles.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(`${origin}/console/`)
  await page.locator('input[autocomplete=username]').fill(name)
  await page.locator('input[type=password]').fill(DEMO_PASSWORD)
  await page.keyboard.press('Enter')
  await page.locator('.shell').waitFor()
  return {
    page,
    troubles,
    async go(path) {
      await page.goto(`${origin}/console${path}`)
      await page.locator('.shell').waitFor()
    },
    press: (button) => page.getByRole('button', { name: button }).first().click(),
    reads: (text) => page.getByText(text).first().waitFor(),
    leave: () => context.close(),
  }
}
