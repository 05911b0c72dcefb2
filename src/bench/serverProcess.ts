import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'

export type ServerProcess = {
  readonly origin: string
  readonly startedInMs: number
  rssMb(): number
  stop(): Promise<void>
}

/** Starts a command of Node and waits for the line with its address. */
export async function serverProcess(args: readonly string[], env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const begun = performance.now()
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => [''])])
  const startedInMs = performance.now() - begun
  const origin = /https?:\/\/\S+/.exec(String(line))?.[0]
  if (origin === undefined) throw new Error(`expected ${args.join(' ')} to print its address, got ${JSON.stringify(String(line))}`)
  return {
    origin,
    startedInMs,
    rssMb: () => rssOf(child.pid ?? 0) / 1024,
    async stop() {
      if (isAlive(child)) {
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
    },
  }
}

const isAlive = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null

/** In KiB. */
function rssOf(pid: number): number {
  const status = `/proc/${pid}/status`
  if (existsSync(status)) return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1])
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }))
}
