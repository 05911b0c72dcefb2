// Makes the checkout ready to run: installs what is missing and builds what is stale. Needs nothing but Node itself.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const say = (text) => console.error(text)

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  say(`Mibao Desk needs Node 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

const filesUnder = (dir) =>
  readdirSync(join(root, dir), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(dir, entry.name)) : [join(dir, entry.name)],
  )

/** Several products depend on the same files; each file is read once. */
const digests = new Map()
function digestOf(file) {
  const digest =
    digests.get(file) ??
    createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex')
  digests.set(file, digest)
  return digest
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(`${file}\0${digestOf(file)}\0`)
  return hash.digest('hex')
}

/** Runs `make` unless its inputs are those of the last time. */
function fresh(name, files, make) {
  const stamp = join(root, 'dist', `.${name}`)
  const hash = hashOf(files)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  make()
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stamp, hash)
}

/** What the commands print is for people who wait, so it goes to stderr: stdout belongs to the command itself. */
const run = (command, args) => execFileSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })

function install() {
  say('Installing packages …')
  try {
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
  } catch {
    say(
      'npm install failed. The database driver is compiled where no prebuilt binary can be fetched: that needs python3, make and g++ (Debian: apt-get install python3 make g++).',
    )
    process.exit(1)
  }
}

const packages = join(root, 'node_modules', '.mibao-lock')
const lock = hashOf(['package-lock.json'])
if (!existsSync(packages) || readFileSync(packages, 'utf8') !== lock) {
  install()
  writeFileSync(packages, lock)
}
const sources = filesUnder('src')
const server = sources.filter((file) => !file.startsWith(join('src', 'web')))
const web = sources.filter((file) => file.startsWith(join('src', 'web')))
const contract = sources.filter((file) => file.startsWith(join('src', 'contract')))
const desk = web.filter((file) => file.startsWith(join('src', 'web', 'console')))
const pages = web.filter((file) => !desk.includes(file))
const vite = (...args) => run(process.execPath, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn', ...args])
fresh('server', [...server, 'package-lock.json', 'tsconfig.json'], () => {
  say('Building the server …')
  run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'])
})
fresh('web', [...pages, 'package-lock.json', 'vite.config.ts'], () => {
  say('Building the pages …')
  vite()
})
fresh('console', [...desk, ...contract, 'package-lock.json', 'vite.console.config.ts'], () => {
  say('Building the desk …')
  vite('--config', 'vite.console.config.ts')
})
fresh('model', [...filesUnder('knowledge'), ...filesUnder('dialogs'), ...server], () => {
  try {
    run(process.execPath, [join('dist', 'cli.js'), 'train'])
  } catch {
    say('The model could not be trained; the command that needs it says why.')
  }
})
