import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type Mutant = 'acknowledges_before_commit' | 'does_not_recognise_repeats' | 'forgets_input_in_effect_key'
export type Options = { readonly dataDir: string; readonly mutant: Mutant | null; readonly random: () => number }
/** Where a server listens, and which one it is: the first, the second … */
export type Serving = { readonly port: number; readonly life: number }
type Plan = { readonly failPoint: string; readonly hit: number; readonly afterMs: number }

export const SECRET = 'the-secret-of-the-kill-test'
const FAIL_POINTS = ['before_claim', 'after_claim', 'after_effect', 'after_settle'] as const
const NEVER: Plan = { failPoint: 'none', hit: 0, afterMs: Number.POSITIVE_INFINITY }
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** A server that is killed again and again and comes back on the same data. The next one gets ready while the present one serves. */
export class MortalServer {
  /** How many times it was killed at each fail point, and at no particular one. */
  readonly deaths: Record<string, number> = {}
  private life = 0
  private isStopped = false
  private child: ChildProcess | null = null
  private spare: Promise<ChildProcess> | null = null
  private opened: (serving: Serving) => void = () => undefined
  private open: Promise<Serving> = this.closed()

  constructor(private readonly options: Options) {}

  /** Resolves as soon as one of its lives listens. */
  serving(): Promise<Serving> {
    return this.open
  }

  /** Lives and dies so many times, then lives on; ends early once `enough` says so. */
  async live(kills: number, enough: () => boolean): Promise<void> {
    for (let kill = 0; kill < kills && !enough() && !this.isStopped; kill++) await this.dieOnce(this.plan())
    if (!this.isStopped) await this.begin(NEVER)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    for (const child of [this.child, await this.spare]) child?.kill('SIGKILL')
  }

  private plan(): Plan {
    const { random } = this.options
    const afterMs = 60 + random() * 700
    const failPoint = FAIL_POINTS[Math.floor(random() * FAIL_POINTS.length * 2)]
    return failPoint ? { failPoint, hit: 1 + Math.floor(random() * 3), afterMs: 1500 } : { failPoint: 'none', hit: 0, afterMs }
  }

  private async dieOnce(plan: Plan): Promise<void> {
    const child = await this.begin(plan)
    let cause = plan.failPoint
    const timer = setTimeout(() => {
      cause = 'any moment'
      child.kill('SIGKILL')
    }, plan.afterMs)
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    clearTimeout(timer)
    this.open = this.closed()
    this.deaths[cause] = (this.deaths[cause] ?? 0) + 1
  }

  private async begin({ failPoint, hit }: Plan): Promise<ChildProcess> {
    const child = await (this.spare ?? this.load())
    this.child = child
    this.spare = this.load()
    child.send({ failPoint, hit })
    const { port } = await message(child, 'listening')
    this.opened({ port, life: ++this.life })
    return child
  }

  private async load(): Promise<ChildProcess> {
    const { dataDir, mutant } = this.options
    const child = fork(file('./child.js'), {
      execArgv: mutant === null ? [] : ['--import', file('./mutate.js')],
      env: {
        PATH: process.env.PATH,
        DATA_DIR: dataDir,
        LEASE_SECONDS: '1',
        SIMULATOR: 'on',
        LOG_LEVEL: 'silent',
        DIRECT_LINE_SECRET: SECRET,
        CODE_TRIES: '3',
        SMS_PER_NUMBER_MINUTE: '60',
        SERVER_KEY: '5'.repeat(64),
        VAULT_KEY: '6'.repeat(64),
        SITE_KEY: 'the-site-key-of-the-kill-test',
        QUOTA_PER_IP: '10000000',
        QUOTA_PER_SITE: '10000000',
        QUOTA_PER_USER: '10000000',
        FAILURES_PER_MINUTE: '100000',
        ...(mutant !== null && { MUTANT: mutant }),
      },
    })
    await message(child, 'loaded')
    return child
  }

  private closed(): Promise<Serving> {
    return new Promise((resolve) => {
      this.opened = resolve
    })
  }
}

/** What the child says, in the order in which it must say it. */
async function message(child: ChildProcess, type: 'loaded' | 'listening'): Promise<{ readonly port: number }> {
  const dead = once(child, 'exit').then(() => null)
  const said: unknown = await Promise.race([once(child, 'message').then(([first]) => first), dead])
  if (typeof said !== 'object' || said === null || !('type' in said) || said.type !== type)
    throw new Error(`expected a server that says "${type}", got ${JSON.stringify(said)}`)
  return { port: 'port' in said && typeof said.port === 'number' ? said.port : 0 }
}
