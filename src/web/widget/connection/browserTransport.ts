import type { Socket, SocketHandlers } from './connect.js'
import type { Call, Reply, Request } from './directLine.js'

const BASE = '/v3/directline/'
const ANSWER_WITHIN_MS = 20_000
/** Proxies close a socket on which nothing moves; an empty frame is a ping. */
const PING_MS = 25_000

/** Direct Line over the browser's fetch, against the server at `origin`. */
export function callOver(origin: string): Call {
  return async (request: Request): Promise<Reply> => {
    let response: Response
    try {
      response = await fetch(new URL(BASE + request.path, origin), {
        method: request.method,
        headers: { authorization: `Bearer ${request.bearer}`, ...(request.body === undefined ? {} : { 'content-type': 'application/json' }) },
        body: request.body === undefined ? null : JSON.stringify(request.body),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        cache: 'no-store',
        credentials: 'omit',
      })
      return { type: 'answered', status: response.status, body: readJson(await response.text()), retryAfterMs: retryAfter(response) }
    } catch {
      // fetch throws for one reason that matters here: no whole answer came. Which of the many it was, a browser does not tell.
      return { type: 'unreachable' }
    }
  }
}

export function openBrowserSocket(origin: string): (url: string, handlers: SocketHandlers) => Socket {
  return (url, handlers) => {
    const socket = new WebSocket(socketAddress(url, origin))
    const ping = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send(''), PING_MS)
    socket.onopen = handlers.opened
    socket.onclose = () => {
      clearInterval(ping)
      handlers.closed()
    }
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (typeof event.data === 'string' && event.data !== '') handlers.received(readJson(event.data))
    }
    return { close: () => socket.close() }
  }
}

/** A page over https may only open a secure socket, also where the server behind a proxy does not know that it is secure. */
function socketAddress(url: string, origin: string): string {
  const address = new URL(url, origin)
  const isSecure = new URL(origin).protocol === 'https:' || address.protocol === 'https:' || address.protocol === 'wss:'
  address.protocol = isSecure ? 'wss:' : 'ws:'
  return address.href
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    // A proxy's page instead of the server's JSON: the status says enough, and there is nothing to read in it.
    return undefined
  }
}

/** Seconds, as our server sends it; the date form is left to the back-off. */
function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}
