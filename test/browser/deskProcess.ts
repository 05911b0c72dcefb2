import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
export const SECRET = 'a-secret-for-tests-0123456789'
const KEY = '07'.repeat(32)
export const SITE_KEY = 'a-site-key-for-tests-0123456789'

export type DeskProcess = {
  readonly origin: string
  /** Its data folder. */
  readonly data: string
  /** What the process has written since it listens: at this log level, warnings and errors. */
  readonly complaints: () => string
  /** Ends the process and starts it again on the same port, with the same data. */
  restart(): Promise<void>
  /** Ends the process, which keeps its data and its port for `start`. */
  halt(): Promise<void>
  start(): Promise<void>
  /** Runs another command of the product on the same data, with nothing else running there. */
  run(...args: readonly string[]): Promise<void>
  /** Ends the process and removes its data. */
  stop(): Promise<void>
}

/** The built server as a process of its own, with the simulator, on a free port and data of its own. */
export async function startDeskProcess(env: Readonly<Record<string, string>> = {}): Promise<DeskProcess> {
  const data = await mkdtemp(join(tmpdir(), 'mibao-desk-'))
  let written = ''
  let port = '0'
  let running: ChildProcess | null = null

  const settings = {
    NODE_ENV: 'test',
    SIMULATOR: 'on',
    RELOAD: 'off',
    LOG_LEVEL: 'warn',
    DIRECT_LINE_SECRET: SECRET,
    SITE_KEY,
    SERVER_KEY: KEY,
    VAULT_KEY: KEY,
  }
  const environment = () => ({ PATH: process.env.PATH ?? '', ...settings, DATA_DIR: data, PORT: port, ...env })

  async function start(): Promise<string> {
    const child = spawn(process.execPath, [CLI, 'serve'], {
      // Where no `.env` of the checkout lies.
      cwd: data,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running = child
    const hear = (chunk: Buffer): void => {
      written += chunk.toString()
    }
    child.stderr.on('data', hear)
    const origin = await firstLine(child, () => written)
    // What it said before, such as that it trains, is no complaint.
    written = ''
    child.stdout.on('data', hear)
    port = new URL(origin).port
    return origin
  }

  async function halt(): Promise<void> {
    const child = running
    running = null
    if (child === null || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }

  const origin = await start()
  return {
    origin,
    data,
    complaints: () => written,
    halt,
    async start() {
      await start()
    },
    async restart() {
      await halt()
      await start()
    },
    async run(...args) {
      const child = spawn(process.execPath, [CLI, ...args], { cwd: data, env: environment(), stdio: ['ignore', 'ignore', 'pipe'] })
      let said = ''
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
      const code = await new Promise<number | null>((ended) => child.once('exit', ended))
      if (code !== 0) throw new Error(`expected ${args.join(' ')} to succeed, it ended with ${code}: ${said}`)
    },
    async stop() {
      await halt()
      await rm(data, { recursive: true })
    },
  }
}

/** The server's first line is its address. */
function firstLine(child: ChildProcess, complaints: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const read = (chunk: Buffer): void => {
      text += chunk.toString()
      if (!text.includes('\n')) return
      child.stdout?.off('data', read)
      resolve(text.trim())
    }
    child.stdout?.on('data', read)
    child.once('exit', (code) => reject(new Error(`expected the server to start, it ended with ${code}: ${complaints()}`)))
  })
}
