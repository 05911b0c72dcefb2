import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { mayUse } from '../auth.js'
import type { Desk } from '../deps.js'
import { conversationNotFound, notFound, ProtocolError, protocolErrorOf, unauthorized } from '../errors.js'
import { isAllowedOrigin } from '../origins.js'
import type { Ticket } from '../tokens.js'
import { runStream } from './stream.js'

/** Takes upgrades of the HTTP server; `close` ends every socket. */
export type Streams = { upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void; close(): void }

const PATH = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/
/** Clients only send empty frames, to see whether we are still there. */
const MAX_CLIENT_FRAME = 1024
const HEARTBEAT_MS = 30_000
const GOING_AWAY = 1001

export function createStreams(desk: Desk): Streams {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_CLIENT_FRAME, clientTracking: true })
  /** Sockets that have answered since the last heartbeat. */
  const alive = new WeakSet<WebSocket>()
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
  }, HEARTBEAT_MS).unref()

  function run(socket: WebSocket, { conversation, from }: Ticket, user: string): void {
    desk.metrics.streamOpened()
    alive.add(socket)
    socket.on('pong', () => alive.add(socket))
    socket.on('message', () => alive.add(socket))
    runStream(desk, socket, { conversation, user, from }, desk.metrics.streamClosed)
  }

  async function accept(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const ticket = await admit(desk, req)
    const conversation = await desk.storage.conversation(ticket.conversation)
    if (!conversation) throw conversationNotFound()
    server.handleUpgrade(req, socket, head, (opened) => run(opened, ticket, conversation.user))
  }

  return {
    upgrade(req, socket, head) {
      // Without a listener a client that hangs up in the middle would end the process.
      socket.on('error', () => socket.destroy())
      accept(req, socket, head).catch((error: unknown) => refuse(desk, socket, error))
    },
    close() {
      clearInterval(heartbeat)
      for (const socket of server.clients) socket.close(GOING_AWAY)
      server.close()
    },
  }
}

/** The ticket is all that a browser can show here, so it stands for the token; the page must still be one that may use it. */
async function admit(desk: Desk, { url, headers }: IncomingMessage): Promise<Ticket> {
  const { pathname, searchParams } = new URL(url ?? '/', 'http://localhost')
  const [, id] = PATH.exec(pathname) ?? []
  if (id === undefined) throw notFound()
  const { origin, host } = headers
  if (origin !== undefined && !isAllowedOrigin(origin, host, desk.config.allowedOrigins))
    throw unauthorized('Streams may not be opened from this origin.')
  const ticket = await desk.tokens.redeem(searchParams.get('t') ?? '')
  if (!mayUse(ticket, origin)) throw unauthorized('The ticket may not be used from this origin.')
  if (ticket.conversation !== decodeURIComponent(id)) throw conversationNotFound()
  return ticket
}

function refuse(desk: Desk, socket: Duplex, error: unknown): void {
  const known = protocolErrorOf(error)
  if (!known) desk.log.failed('upgrade', error)
  const { status, code, message } = known ?? new ProtocolError(500, 'ServiceError', 'Something went wrong on our side.')
  const body = JSON.stringify({ error: { code, message } })
  const head = [`HTTP/1.1 ${status} ${code}`, 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close']
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
