import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { quantile } from '../shared/quantile.js'
import { deskAtWork } from './deskAtWork.js'
import { type Figure, figure } from './figure.js'
import { load, type Target } from './load.js'
import { type ServerProcess, serverProcess } from './serverProcess.js'

const CLIENTS = 64
const STARTS = 5
const IDLE_MS = 2000
const BUSY_MS = 5000
const SECRET = 'the-secret-of-the-benchmark'
/** Greetings, questions with an article for an answer, the menu, thanks, nonsense. */
const TEXTS = ['你好', '什么是密保手机', '怎么解绑密保手机', '谢谢', '密码怎么设才安全', '在吗', 'hello', '今天天气怎么样']
const MANY = '10000000'

/** The desk as agents meet it, over many conversations. */
export const atTheDesk = (root: string): Promise<readonly Figure[]> => deskAtWork({ root, env: SETTINGS, conversation })

/** The desk as people meet it: one process with SQLite on disk, clients in another thread. */
export async function overHttp(root: string): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mibao-bench-'))
  try {
    return await withDesk(root, dataDir)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Nothing in the way of who measures. */
const SETTINGS = {
  HOST: '127.0.0.1',
  PORT: '0',
  DATABASE_URL: '',
  LOG_LEVEL: 'silent',
  RELOAD: 'off',
  SIMULATOR: 'on',
  DIRECT_LINE_SECRET: SECRET,
  SERVER_KEY: '5'.repeat(64),
  VAULT_KEY: '6'.repeat(64),
  SITE_KEY: 'the-site-key-of-the-benchmark',
  QUOTA_PER_IP: MANY,
  QUOTA_PER_SITE: MANY,
  QUOTA_PER_USER: MANY,
}

async function withDesk(root: string, dataDir: string): Promise<readonly Figure[]> {
  const env = { ...SETTINGS, DATA_DIR: dataDir }
  const start = (): Promise<ServerProcess> => serverProcess([join(root, 'bin', 'mibao.js'), 'serve'], env)
  const starts: number[] = []
  for (let count = 0; count < STARTS; count++) {
    const server = await start()
    starts.push(server.startedInMs)
    await server.stop()
  }
  const desk = await start()
  try {
    const rss = desk.rssMb()
    const targets = await Promise.all(Array.from({ length: CLIENTS }, () => conversation(desk.origin)))
    const own = await measured(targets)
    return [
      figure('listening after process start, median of 5', quantile(starts, 0.5) / 1000, 's', '≤ 1.5'),
      figure('server memory at rest, with its model', rss, 'MB', '≤ 240'),
      ...(await besidePeers(own)),
      figure('a durable turn over HTTP with 64 clients, p99', own.busy.p99, 'ms'),
    ]
  } finally {
    await desk.stop()
  }
}

async function measured(targets: readonly Target[]) {
  await load({ targets, texts: TEXTS, ms: IDLE_MS })
  const idle = await load({ targets: targets.slice(0, 1), texts: TEXTS, ms: IDLE_MS })
  return { idle, busy: await load({ targets, texts: TEXTS, ms: BUSY_MS }) }
}

type Measured = Awaited<ReturnType<typeof measured>>

/** Peers keep nothing on disk and understand nothing: they show what the frameworks alone cost on this machine. */
async function besidePeers(own: Measured): Promise<readonly Figure[]> {
  const peers = await serverProcess([fileURLToPath(new URL('./peer.js', import.meta.url))], {})
  try {
    const rows: Figure[] = []
    for (const [path, name] of [
      ['express', 'express JSON echo'],
      ['botbuilder', 'botbuilder echo, state in memory'],
    ] as const) {
      const { idle, busy } = await measured(
        Array.from({ length: CLIENTS }, (_, index) => ({ url: `${peers.origin}/${path}/${index}`, token: 'none' })),
      )
      rows.push(figure(`a durable turn over HTTP, idle, p50, beside ${path}`, own.idle.p50, 'ms', '≤ 10', { name, value: idle.p50 }))
      rows.push(figure(`durable turns a second, 64 clients, beside ${path}`, own.busy.perSecond, '/s', '≥ 1500', { name, value: busy.perSecond }))
    }
    return rows
  } finally {
    await peers.stop()
  }
}

const begun = z.object({ conversationId: z.string(), token: z.string() })

async function conversation(origin: string): Promise<Target> {
  const call = async (path: string, token: string) => {
    const response = await fetch(`${origin}/v3/directline/${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
    return begun.parse(await response.json())
  }
  const { token } = await call('tokens/generate', SECRET)
  const { conversationId } = await call('conversations', token)
  return { url: `${origin}/v3/directline/conversations/${conversationId}/activities`, token }
}
