// `npm test`: everything that must hold before a change may land, in the order in which it fails fastest.
import './ready.js'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { findChromium } from './chromium.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (name, ...args) => [process.execPath, [join(root, 'node_modules', ...name), ...args]]
const mibao = (...args) => [process.execPath, [join(root, 'dist', 'cli.js'), ...args]]
const WIDGET_LIMIT = 30_000

const chromium = findChromium()
const steps = [
  ['format and lint', bin(['@biomejs', 'biome', 'bin', 'biome'], 'check')],
  ['types', bin(['typescript', 'bin', 'tsc'], '-p', 'tsconfig.test.json', '--noEmit')],
  ['types of the pages', bin(['typescript', 'bin', 'tsc'], '-p', 'tsconfig.web.json', '--noEmit')],
  ['types of the desk', bin(['typescript', 'bin', 'tsc'], '-p', 'tsconfig.console.json', '--noEmit')],
  ['dialogs and knowledge', mibao('check')],
  ['exploration', mibao('explore')],
  ['replays', mibao('replay')],
  [
    'tests',
    bin(['jest', 'bin', 'jest.js'], '--ci', '--maxWorkers=2', '--workerIdleMemoryLimit=800MB', ...process.argv.slice(2)),
    { NODE_OPTIONS: '--experimental-vm-modules --no-warnings', CHROMIUM_PATH: chromium },
  ],
]

for (const [name, [command, args], env = {}] of steps) {
  console.log(`\n== ${name}`)
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  if (status !== 0) {
    console.error(`\n${name}: failed`)
    process.exit(status ?? 1)
  }
}

console.log('\n== widget size')
const size = gzipSync(readFileSync(join(root, 'dist', 'web', 'widget.js')), { level: 9 }).length
console.log(`widget.js: ${size} bytes gzip, at most ${WIDGET_LIMIT}`)
if (size > WIDGET_LIMIT) process.exit(1)
console.log('\nAll steps passed.')
