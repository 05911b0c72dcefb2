import type { After, Socket, SocketHandlers } from '../../src/web/widget/connection/connect.js'
import type { Call, Reply, Request } from '../../src/web/widget/connection/directLine.js'
import type { Line } from '../../src/web/widget/model.js'

/** A clock that moves only when a test moves it. */
export function manualClock() {
  let now = 0
  let waiting: readonly { readonly at: number; readonly run: () => void }[] = []
  const after: After = (ms, run) => {
    const entry = { at: now + ms, run }
    waiting = [...waiting, entry]
    return () => {
      waiting = waiting.filter((each) => each !== entry)
    }
  }
  async function pass(ms: number): Promise<void> {
    const until = now + ms
    await settled()
    for (let due = nextDue(until); due !== undefined; due = nextDue(until)) {
      const entry = due
      waiting = waiting.filter((each) => each !== entry)
      now = entry.at
      entry.run()
      await settled()
    }
    now = until
  }
  function nextDue(until: number) {
    return waiting.filter((entry) => entry.at <= until).sort((one, other) => one.at - other.at)[0]
  }
  return { after, pass }
}

/** Lets every promise that can go on go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

export function answered(status: number, body: unknown, retryAfterMs?: number): Reply {
  return { type: 'answered', status, body, retryAfterMs }
}

export function failedWith(status: number, code: string): Reply {
  return answered(status, { error: { code, message: '' } })
}

type Stored = { readonly [key: string]: unknown }

/** A small Direct Line server in memory: conversations, resume secrets, sockets, and faults put in front of any call. */
export function fakeServer() {
  const requests: Request[] = []
  const stored: Stored[] = []
  const sockets: { readonly url: string; readonly handlers: SocketHandlers; isClosed: boolean }[] = []
  const faults: { readonly path: RegExp; readonly reply: Reply; readonly afterWork: boolean; times: number }[] = []
  const resumes = new Set<string>()
  let secrets = 0
  let opensSockets = true
  const frame = (from: number) => ({ activities: stored.slice(from), watermark: String(stored.length) })
  const grant = () => {
    secrets += 1
    resumes.add(`resume-${secrets}`)
    return { conversationId: 'c1', token: `token-${secrets}`, expires_in: 1800, resume: `resume-${secrets}` }
  }
  const open = () => sockets.filter((socket) => !socket.isClosed)
  function push(activity: Stored): void {
    stored.push({ id: `c1|${stored.length + 1}`, ...activity })
    for (const socket of open()) socket.handlers.received(frame(stored.length - 1))
  }
  function post(body: unknown): Reply {
    const activity: Stored = { ...Object(body), from: { id: 'u1', role: 'user' } }
    const clientId = Object(activity.channelData).clientActivityID
    const known = stored.find((each) => Object(each.channelData).clientActivityID === clientId)
    if (known === undefined) push(activity)
    return answered(200, { id: (known ?? stored.at(-1))?.id })
  }
  function answer({ method, path, body }: Request): Reply {
    const watermark = Number(/watermark=(\d+)/.exec(path)?.[1] ?? 0)
    if (path === 'tokens/generate') {
      const { resume } = Object(body)
      if (resume === undefined) return answered(200, { conversationId: 'c1', token: 'token-new', expires_in: 1800 })
      return resumes.has(resume) ? answered(200, grant()) : failedWith(403, 'ResumeRejected')
    }
    if (path === 'tokens/refresh') return answered(200, { conversationId: 'c1', token: 'token-refreshed', expires_in: 1800 })
    if (path === 'conversations') return answered(201, { ...grant(), streamUrl: 'stream?from=0' })
    if (path.endsWith('/resume')) return answered(200, {})
    if (path.includes('/activities')) return method === 'GET' ? answered(200, frame(watermark)) : post(body)
    return answered(200, { conversationId: 'c1', token: 't', streamUrl: `stream?from=${watermark}` })
  }
  const call: Call = async (request) => {
    requests.push(request)
    // As over a network, nothing is answered before the caller has gone on.
    await Promise.resolve()
    const fault = faults.find(({ path, times }) => times > 0 && path.test(`${request.method} ${request.path}`))
    if (fault === undefined) return answer(request)
    fault.times -= 1
    if (fault.afterWork) answer(request)
    return fault.reply
  }
  function openSocket(url: string, handlers: SocketHandlers): Socket {
    const socket = { url, handlers, isClosed: false }
    sockets.push(socket)
    queueMicrotask(() => {
      if (socket.isClosed) return
      if (!opensSockets) {
        socket.isClosed = true
        handlers.closed()
        return
      }
      handlers.opened()
      const from = Number(/from=(\d+)/.exec(url)?.[1] ?? 0)
      if (stored.length > from) handlers.received(frame(from))
    })
    return {
      close: () => {
        socket.isClosed = true
      },
    }
  }
  return {
    call,
    openSocket,
    push,
    stored,
    sockets,
    resumes,
    paths: () => requests.map(({ method, path }) => `${method} ${path}`),
    bearers: () => requests.map(({ bearer }) => bearer),
    bodies: (path: string) => requests.filter((request) => request.path === path).map(({ body }) => body),
    fail: (path: RegExp, reply: Reply, times = 1) => void faults.push({ path, reply, times, afterWork: false }),
    /** The work is done, but the answer never arrives. */
    loseAnswer: (path: RegExp) => void faults.push({ path, reply: { type: 'unreachable' }, times: 1, afterWork: true }),
    heal: () => void faults.splice(0),
    refuseSockets: (refused: boolean) => {
      opensSockets = !refused
    },
    dropSockets() {
      for (const socket of open()) {
        socket.isClosed = true
        socket.handlers.closed()
      }
    },
    /** What only the socket carries: typing, progress. */
    whisper(activity: Stored) {
      for (const socket of open()) socket.handlers.received({ activities: [activity], watermark: String(stored.length) })
    },
  }
}

export type FakeServer = ReturnType<typeof fakeServer>

/** A line with everything but what the test speaks of left plain. */
export function aLine(over: Partial<Line> & Pick<Line, 'key'>): Line {
  const plain = { name: '', text: '', choices: [], checks: [], answers: undefined, withdraws: undefined }
  return { ...plain, id: over.key, from: 'bot', delivery: 'sent', ...over }
}
