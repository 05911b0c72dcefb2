import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { httpHandler } from '../accounts/httpHandler.js'
import { openSimulator } from '../desk.js'
import { environment } from '../env.js'
import { foldersFor } from './folders.js'

type Options = { readonly port: string; readonly host: string }
const MAX_BODY = 64 * 1024

/** The simulated account service as a process of its own, for several desks or as the model of a real one. */
export async function simulator({ port, host }: Options): Promise<number> {
  const env = environment()
  const answer = httpHandler(await openSimulator(env, foldersFor({}).knowledge))
  const server = createServer(async (req, res) => {
    const reply = (status: number, json: unknown): void =>
      void res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    if (!mayCall(req, env.ACCOUNT_SERVICE_TOKEN))
      return reply(401, { error: { code: 'Unauthorized', message: 'Expected "Authorization: Bearer <ACCOUNT_SERVICE_TOKEN>".' } })
    const body = await readJson(req)
    if (body === BAD) return reply(400, { error: { code: 'MalformedData', message: `Expected JSON of at most ${MAX_BODY} bytes.` } })
    const { status, json } = await answer(req.method ?? 'GET', new URL(req.url ?? '/', 'http://localhost').pathname, body)
    reply(status, json)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(Number(port), host, resolve)
  })
  const address = server.address()
  console.log(`http://${host}:${typeof address === 'object' && address !== null ? address.port : port}`)
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  return 0
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const mayCall = ({ headers }: IncomingMessage, token: string | undefined): boolean =>
  token === undefined || timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`))

const BAD = Symbol('bad body')
async function readJson(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_BODY) return BAD
    chunks.push(bytes)
  }
  if (size === 0) return undefined
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return BAD
    throw error
  }
}
