import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { createBot } from '../../src/bot/adapter.js'
import { createDelivery } from '../../src/bot/delivery.js'
import { memoryResumes } from '../../src/conversations/resume.js'
import { createApp } from '../../src/server/app.js'
import { LIMITS, type ServerConfig, type ServerDeps } from '../../src/server/deps.js'
import { QUOTAS } from '../../src/server/quotas.js'
import { createTokens } from '../../src/server/tokens.js'
import { createFeed } from '../../src/turn/feed.js'
import { program, titles } from '../bot/program.js'
import { memoryTurns } from './memoryTurns.js'

export const SECRET = 'a-secret-for-tests'
export const SITE_KEY = 'a-site-key-for-tests'
export const SHOP = 'https://shop.example'
export const signingKey = new Uint8Array(32).fill(7)

export type Desk = Awaited<ReturnType<typeof startDesk>>
/** Every field that some answer of the protocol has; which of them, the tests say. */
type WireBody = {
  readonly conversationId: string
  readonly token: string
  readonly streamUrl: string
  readonly resume: string
  readonly id: string
  readonly watermark: string
  readonly activities: readonly { readonly id: string; readonly text: string }[]
}
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: WireBody }

export const newId = (): string => randomBytes(16).toString('base64url')

/** A whole server on a free port, with turns in memory and a clock that tests move. */
export async function startDesk(over: { readonly config?: Partial<ServerConfig>; readonly deps?: Partial<ServerDeps> } = {}) {
  const webDir = await mkdtemp(join(tmpdir(), 'mibao-web-'))
  await mkdir(join(webDir, 'demo', 'assets'), { recursive: true })
  await mkdir(join(webDir, 'console'), { recursive: true })
  await writeFile(join(webDir, 'console', 'index.html'), '<!doctype html><meta name="csp-nonce" content="__NONCE__"><title>console</title>')
  await writeFile(join(webDir, 'demo', 'index.html'), '<!doctype html><title>demo</title>')
  await writeFile(join(webDir, 'demo', 'assets', 'a-1.js'), '0')
  await writeFile(join(webDir, 'widget.js'), '0')
  let now = Date.UTC(2030, 0, 1)
  const failures: { readonly where: string; readonly error: unknown }[] = []
  const feed = createFeed()
  const turns = memoryTurns(feed)
  const failed = (where: string, error: unknown) => void failures.push({ where, error })
  const config: ServerConfig = {
    secret: SECRET,
    siteKey: SITE_KEY,
    allowedOrigins: [SHOP],
    signingKey,
    webDir,
    publicUrl: null,
    proxies: 0,
    quotas: QUOTAS,
    limits: LIMITS,
    ...over.config,
  }
  const app = createApp({
    config,
    bot: createBot(turns),
    turns,
    feed,
    storage: turns,
    resumes: memoryResumes(),
    delivery: createDelivery({ program: async () => program, titles: () => titles, debug: false, failed: (error) => failed('render', error) }),
    now: () => now,
    newId,
    log: { request: () => undefined, failed, info: () => undefined },
    registry: new Registry(),
    ready: async () => null,
    cloud: null,
    simulator: null,
    console: null,
    ...over.deps,
  })
  const server = createServer(app.handler).on('upgrade', app.upgrade)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address')
  const origin = `http://127.0.0.1:${address.port}`
  return {
    app,
    origin,
    turns,
    feed,
    failures,
    call: callTo(origin),
    tokens: createTokens({ signingKey, now: () => now, newId }),
    pass(seconds: number) {
      now += seconds * 1000
    },
    async stop() {
      app.close()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await rm(webDir, { recursive: true })
    },
  }
}

type Sent = {
  readonly bearer?: string
  readonly origin?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly raw?: string | FormData
}

function callTo(origin: string) {
  return async (method: string, path: string, { bearer, origin: page, headers, body, raw }: Sent = {}): Promise<Answer> => {
    const sent = new Headers(headers)
    if (bearer !== undefined) sent.set('authorization', `Bearer ${bearer}`)
    if (page !== undefined) sent.set('origin', page)
    if (body !== undefined) sent.set('content-type', 'application/json')
    const content = raw ?? (body === undefined ? null : JSON.stringify(body))
    const response = await fetch(origin + path.replace(/^~/, '/v3/directline'), { method, headers: sent, body: content })
    const text = await response.text()
    // Text that is no JSON stands as it is.
    return { status: response.status, headers: response.headers, body: JSON.parse(/^[{[]/.test(text) ? text : JSON.stringify(text)) }
  }
}

export type Begun = { readonly id: string; readonly token: string; readonly streamUrl: string; readonly resume: string }
/** A token and the conversation that was begun with it. */
export async function begin({ call }: Pick<Desk, 'call'>): Promise<Begun> {
  const { body: made } = await call('POST', '~/tokens/generate', { bearer: SECRET, body: { user: { id: 'u1' } } })
  const { body } = await call('POST', '~/conversations', { bearer: made.token })
  return { id: body.conversationId, token: body.token, streamUrl: body.streamUrl, resume: body.resume }
}

export const hello = (clientActivityID = newId()) => ({ type: 'message', text: '你好', from: { id: 'x' }, channelData: { clientActivityID } })
