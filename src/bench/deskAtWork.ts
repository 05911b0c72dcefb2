import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { DEMO_PASSWORD } from '../agents/demoTeam.js'
import { quantile } from '../shared/quantile.js'
import { copyConversations } from './deskCopies.js'
import { type Figure, figure } from './figure.js'
import { load, type Target } from './load.js'
import { serverProcess } from './serverProcess.js'

const SEEDED = 1000
const COPIES = 99
const TEXTS = ['你好', '什么是密保手机', '怎么解绑密保手机', '谢谢', '密码怎么设才安全', '在吗']
const CHATTERS = 64
const CHAT_MS = 8000
const ROUNDS = 12

type Start = { readonly root: string; readonly env: Readonly<Record<string, string>>; conversation(origin: string): Promise<Target> }

/** The desk over 100,000 conversations: its lists, its search, its figures, and what they cost the people who chat meanwhile. */
export async function deskAtWork({ root, env: shared, conversation }: Start): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mibao-bench-desk-'))
  const env = { ...shared, DATA_DIR: dataDir }
  try {
    console.error('making conversations for the desk …')
    execFileSync(process.execPath, [join(root, 'bin', 'mibao.js'), 'seed', '--conversations', String(SEEDED)], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const size = copyConversations(join(dataDir, 'mibao.db'), COPIES)
    const server = await serverProcess([join(root, 'bin', 'mibao.js'), 'serve'], env)
    try {
      const desk = await signIn(server.origin)
      const indexing = await untilIndexed(desk, size.conversations)
      const targets = await Promise.all(Array.from({ length: CHATTERS }, () => conversation(server.origin)))
      const lists = await measureLists(desk)
      const live = await measureLive(desk, targets[0])
      return [
        figure('conversations at the desk', size.conversations, ''),
        figure('messages at the desk', size.messages, ''),
        figure('an index of them made anew', indexing, 's'),
        ...lists,
        live,
        await besideChats(desk, targets),
      ]
    } finally {
      await server.stop()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

type Desk = { get(path: string): Promise<unknown>; readonly origin: string; readonly cookie: string }

async function signIn(origin: string): Promise<Desk> {
  const answer = await fetch(`${origin}/api/console/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-mibao-desk': '1' },
    body: JSON.stringify({ name: 'lin', password: DEMO_PASSWORD }),
  })
  const [cookie = ''] = answer.headers.getSetCookie()[0]?.split(';') ?? []
  return {
    origin,
    cookie,
    async get(path) {
      const response = await fetch(`${origin}/api/console${path}`, { headers: { cookie } })
      if (!response.ok) throw new Error(`expected ${path} to be answered, got ${response.status}`)
      return response.json()
    },
  }
}

const counted = z.object({ figures: z.array(z.object({ id: z.string(), of: z.number() })) })
/** The thread that reads takes everything up once, and answers in between. */
async function untilIndexed(desk: Desk, conversations: number): Promise<number> {
  const begun = performance.now()
  const sessions = async (): Promise<number> =>
    counted.parse(await desk.get(`/insights?from=${day(90)}&to=${day(-1)}`)).figures.find(({ id }) => id === 'sessions')?.of ?? 0
  while ((await sessions()) < conversations) await new Promise((later) => setTimeout(later, 500))
  return (performance.now() - begun) / 1000
}

async function timed(desk: Desk, path: string): Promise<number> {
  const begun = performance.now()
  await desk.get(path)
  return performance.now() - begun
}

async function slowest(desk: Desk, paths: readonly string[]): Promise<number> {
  const worst: number[] = []
  for (const path of paths) {
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) times.push(await timed(desk, path))
    worst.push(quantile(times, 0.95))
  }
  return Math.max(...worst)
}

const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
const PERIOD = `from=${day(28)}&to=${day(-1)}`

async function measureLists(desk: Desk): Promise<readonly Figure[]> {
  const filters = [
    '',
    'outcome=escalated',
    'outcome=abandoned',
    'language=en',
    'owner=agent',
    'reviewed=true',
    'reviewed=false',
    'rating=5',
    'fallback=true',
  ]
  const more = ['intent=unbind_failed', 'dialog=unbind_failed', 'node=verify_owner/how', 'confidenceBelow=0.5', `from=${Date.now() - 3 * 86_400_000}`]
  const searches = ['解绑', '码', '收不到验证码', '老師', 'unbind', 'phone number', '没有这样的话啊', '人工 验证']
  return [
    figure(
      'first page of any filter, the slowest of 14, p95',
      await slowest(
        desk,
        [...filters, ...more].map((filter) => `/conversations?${filter}`),
      ),
      'ms',
      '≤ 100',
    ),
    figure(
      'full-text search, the slowest of 8, p95',
      await slowest(
        desk,
        searches.map((q) => `/conversations?q=${encodeURIComponent(q)}`),
      ),
      'ms',
      '≤ 200',
    ),
    figure('insights of 30 days, p95', await slowest(desk, [`/insights?${PERIOD}`, `/insights?${PERIOD}&dialog=unbind_failed`]), 'ms', '≤ 500'),
    figure('a dialog with its traffic, p95', await slowest(desk, [`/insights/dialogs/unbind_failed?${PERIOD}`]), 'ms', '≤ 500'),
    figure('what was not understood, grouped, p95', await slowest(desk, [`/insights/fallbacks?${PERIOD}`]), 'ms'),
  ]
}

/** From the acknowledgement of a user's message to the event on an agent's open stream. */
async function measureLive(desk: Desk, target: Target | undefined): Promise<Figure> {
  if (!target) throw new Error('expected a conversation')
  const stream = await fetch(`${desk.origin}/api/console/events`, { headers: { cookie: desk.cookie } })
  const reader = stream.body?.getReader()
  if (!reader) throw new Error('expected a stream')
  const times: number[] = []
  const decoder = new TextDecoder()
  for (let round = 0; round < ROUNDS; round++) {
    const heard = (async () => {
      for (;;) {
        const { value, done } = await reader.read()
        if (done) throw new Error('the stream ended')
        if (decoder.decode(value).includes('"conversation"')) return performance.now()
      }
    })()
    await fetch(target.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${target.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', text: '你好', from: { id: 'u' } }),
    })
    const acknowledged = performance.now()
    times.push(Math.max(0, (await heard) - acknowledged))
    await new Promise((later) => setTimeout(later, 100))
  }
  await reader.cancel()
  return figure("a user's message on an agent's screen, after its acknowledgement, p95", quantile(times, 0.95), 'ms', '≤ 200')
}

/** How much slower chats get while an agent searches and looks at figures without a pause. */
async function besideChats(desk: Desk, targets: readonly Target[]): Promise<Figure> {
  const chat = () => load({ targets, texts: TEXTS, ms: CHAT_MS })
  await chat()
  const alone = await chat()
  let isOver = false
  const agent = (async () => {
    while (!isOver)
      for (const path of [`/insights?${PERIOD}`, `/conversations?q=${encodeURIComponent('解绑')}`, '/conversations?outcome=escalated'])
        await desk.get(path)
  })()
  const beside = await chat()
  isOver = true
  await agent
  return figure('p99 of chat turns while insights and search run, by what it is without them', beside.p99 / alone.p99, '×', '≤ 1.5', {
    name: 'without, ms',
    value: alone.p99,
  })
}
