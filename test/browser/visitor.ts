import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { until } from './until.js'
import { type Seen, watchWire } from './wire.js'

/** A person in front of the demo page. */
export type Visitor = {
  readonly page: Page
  /** What came over the wire, each activity once and in order. */
  readonly seen: readonly Seen[]
  /** What went wrong in the page: errors, refusals by the content policy, dialogs. */
  readonly troubles: readonly string[]
  /** Writes into the chat and sends. */
  say(text: string): Promise<void>
  /** Presses the open choice that stands for this option. */
  tap(option: string): Promise<void>
  /** Waits for a node of a dialog that was not waited for before, and until its words can be read. */
  reaches(node: string): Promise<void>
  /** Every bubble of one side, top to bottom. */
  bubbles(from: 'user' | 'bot'): Promise<readonly string[]>
  leave(): Promise<void>
}

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const TELL_REFUSALS =
  "addEventListener('securitypolicyviolation', (event) => console.error('refused by the content policy', event.violatedDirective, event.blockedURI))"

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', headless: true, args: ARGS })

export type VisitOptions = Pick<BrowserContextOptions, 'locale' | 'viewport' | 'colorScheme' | 'hasTouch' | 'reducedMotion'> & {
  readonly initScript?: string
  /** Words of failures that the test brings about itself. */
  readonly expectedTroubles?: RegExp
}

export async function visit(
  browser: Browser,
  address: string,
  { initScript = '', expectedTroubles, ...options }: VisitOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 }, ...options })
  context.setDefaultTimeout(30_000)
  await context.addInitScript(`${TELL_REFUSALS};${initScript}`)
  const page = await context.newPage()
  const troubles: string[] = []
  const complain = (trouble: string): void => {
    if (expectedTroubles?.test(trouble) !== true) troubles.push(trouble)
  }
  page.on('console', (message) => message.type() === 'error' && complain(`console: ${message.text()} ${message.location().url}`))
  page.on('pageerror', (error) => complain(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    complain(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  const wire = watchWire(page)
  await page.goto(address)
  return { page, seen: wire.seen, troubles, ...actionsOf(page, wire), leave: () => context.close() }
}

function actionsOf(page: Page, { seen, changed }: ReturnType<typeof watchWire>): Pick<Visitor, 'say' | 'tap' | 'reaches' | 'bubbles'> {
  let read = 0
  const input = page.locator('mibao-chat textarea')
  return {
    async say(text) {
      await input.fill(text)
      await input.press('Enter')
    },
    async tap(option) {
      const choice = await until(
        () => seen.findLast((activity) => activity.choices.length > 0)?.choices.find((each) => each.option === option),
        changed,
        () => `the choice "${option}"`,
      )
      await page.locator('mibao-chat fieldset.choices button').getByText(choice.title, { exact: true }).click()
    },
    async reaches(node) {
      const at = await until(
        () => {
          const found = seen.findIndex((activity, index) => index >= read && activity.nodes.includes(node))
          return found < 0 ? undefined : found
        },
        changed,
        () => `the node ${node}; since then: ${JSON.stringify(seen.slice(read).map(({ text, nodes }) => [text, ...nodes]))}`,
      )
      read = at + 1
      const shown = seen[at]
      if (shown === undefined) throw new Error('expected what was just found')
      await page.locator('mibao-chat .line.bot .bubble').getByText(beginningOf(shown.text)).last().waitFor()
    },
    bubbles: (from) => page.locator(`mibao-chat .line.${from} .bubble`).allInnerTexts(),
  }
}

/** The first words that hold no markup, as they stand in the bubble. */
const beginningOf = (text: string): string => text.split(/[\n*]/).find((part) => part !== '') ?? ''
