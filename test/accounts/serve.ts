import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { HttpHandler } from '../../src/accounts/httpHandler.js'

export interface Served {
  readonly baseUrl: string
  close(): Promise<void>
}

/** The handler on a free port of the loopback address. */
export async function serve(handler: HttpHandler): Promise<Served> {
  const server = createServer((request, response) => {
    void answer(handler, request, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address')
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    close() {
      server.closeAllConnections()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
}

async function answer(handler: HttpHandler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = request.method === 'POST' ? await json(request) : undefined
  const { status, json: content } = await handler(request.method ?? '', request.url ?? '', body)
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content))
}
