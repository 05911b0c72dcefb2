import * as z from 'zod'
import { operationSchema } from './operations.js'
import { parseFields } from './parseFields.js'
import { type AccountService, AccountsUnavailable } from './port.js'
import { BadField, KeyReused } from './refusals.js'

export interface HttpAnswer {
  readonly status: number
  readonly json: unknown
}

/** `body` is the parsed JSON, undefined for none. Never rejects. */
export type HttpHandler = (method: string, path: string, body: unknown) => Promise<HttpAnswer>

const performSchema = z.strictObject({ operation: operationSchema, key: z.string().min(1).max(500).exactOptional() })

/**
 * The port as JSON over HTTP, for any server to mount:
 * `POST /accounts/:id/perform {operation, key?}` → the result · `GET /accounts/:id/contact` → `{contact}` · `GET /accounts/:id/face` → `{result}`.
 * Whoever can reach it can change accounts, so it must not be reachable from outside.
 */
export function httpHandler(accounts: AccountService): HttpHandler {
  return async (method, path, body) => {
    try {
      return await route(accounts, { method, path, body })
    } catch (fault) {
      return answerTo(fault)
    }
  }
}

interface Request {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

async function route(accounts: AccountService, { method, path, body }: Request): Promise<HttpAnswer> {
  const [, id, what] = /^\/accounts\/([^/]+)\/(perform|contact|face)$/.exec(path) ?? []
  if (id === undefined) return refusal(404, 'NotFound', 'there is no such route')
  if (method !== (what === 'perform' ? 'POST' : 'GET')) return refusal(405, 'MethodNotAllowed', `${what} is not asked with ${method}`)
  const accountId = decodeURIComponent(id)
  if (what === 'contact') return { status: 200, json: { contact: await accounts.contactOf(accountId) } }
  if (what === 'face') return { status: 200, json: { result: await accounts.faceResult(accountId) } }
  const { operation, key } = parseFields(performSchema, body)
  return { status: 200, json: await accounts.perform(operation, key === undefined ? { accountId } : { accountId, key }) }
}

/** An unforeseen fault is told without its words: they may hold what is on file. */
function answerTo(fault: unknown): HttpAnswer {
  if (fault instanceof BadField) return refusal(400, 'BadArgument', fault.message)
  if (fault instanceof URIError) return refusal(400, 'BadArgument', 'the path is not well encoded')
  if (fault instanceof KeyReused) return refusal(409, 'KeyReused', fault.message)
  if (fault instanceof AccountsUnavailable) return refusal(503, 'ServiceUnavailable', fault.message)
  return refusal(500, 'ServiceError', 'the account service failed')
}

function refusal(status: number, code: string, message: string): HttpAnswer {
  return { status, json: { error: { code, message } } }
}
