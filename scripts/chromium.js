// Finds a Chromium for the browser tests: one that is installed, else the test tool's own download, else the system's packages.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const INSTALLED = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const installed = () => INSTALLED.find((path) => path !== undefined && path !== '' && existsSync(path))

function attempt(what, command, args) {
  console.error(`No Chromium found; trying ${what} …`)
  try {
    execFileSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  } catch (error) {
    console.error(`${what} did not work: ${error.message.split('\n')[0]}`)
  }
}

async function downloaded() {
  const { chromium } = await import('playwright-core')
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}
const playwrightPath = await downloaded()

/** The path of a Chromium; ends the process with a sentence that says what to install when there is none. */
export function findChromium() {
  const found = installed() ?? playwrightPath
  if (found) return found
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    attempt("the system's packages", '/bin/sh', [
      '-c',
      'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk',
    ])
    if (installed()) return installed()
  }
  attempt("the test tool's own download", process.execPath, [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'])
  const again = installed() ?? playwrightPath
  if (again) return again
  console.error(
    'The browser tests need Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to an executable, then run the tests again.',
  )
  process.exit(1)
}
