// Opens a page in a real Chromium, several times afresh, and prints how long each time took until it was ready and painted: milliseconds, as JSON.
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { findChromium } from './chromium.js'

const TIMES = 3
const [file = ''] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
const taken = []
try {
  for (let time = 0; time < TIMES; time++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    const begun = performance.now()
    await page.goto(pathToFileURL(file).href)
    await page.locator('body[data-ready=yes]').waitFor()
    await page.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))')
    taken.push(performance.now() - begun)
    await context.close()
  }
} finally {
  await browser.close()
}
console.log(JSON.stringify(taken))
