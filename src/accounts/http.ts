import * as z from 'zod'
import { accountIdSchema, type FaceResult, faceResultSchema } from './model.js'
import { type Operation, type Result, resultSchema } from './operations.js'
import { type AccountService, AccountsUnavailable, type Contact, contactSchema, type On } from './port.js'
import { KeyReused } from './refusals.js'

export interface HttpDeps {
  /** Where the routes of `httpHandler` are mounted, without a slash at the end. */
  readonly baseUrl: string
  /** How long one call may take, in ms. */
  readonly timeoutMs: number
  /** Sent as a bearer token, for a service that asks for one. */
  readonly token?: string
}

interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
}

/** The account service behind `httpHandler`, somewhere else. No answer in time, and an answer of 5xx, is `AccountsUnavailable`. */
export class HttpAccountService implements AccountService {
  readonly #deps: HttpDeps

  constructor(deps: HttpDeps) {
    this.#deps = deps
  }

  perform(operation: Operation, { accountId, key }: On): Promise<Result> {
    return this.#ask({ method: 'POST', path: `${pathOf(accountId)}/perform`, body: { operation, key } }, resultSchema)
  }

  async contactOf(accountId: string): Promise<Contact | null> {
    const answer = await this.#ask({ method: 'GET', path: `${pathOf(accountId)}/contact` }, z.strictObject({ contact: contactSchema.nullable() }))
    return answer.contact
  }

  async faceResult(accountId: string): Promise<FaceResult | null> {
    const answer = await this.#ask({ method: 'GET', path: `${pathOf(accountId)}/face` }, z.strictObject({ result: faceResultSchema.nullable() }))
    return answer.result
  }

  async #ask<Answer>(call: Call, schema: z.ZodType<Answer>): Promise<Answer> {
    const { status, json } = await this.#send(call)
    if (status >= 500) throw new AccountsUnavailable(`the account service answered ${status}`)
    if (status === 409) throw new KeyReused()
    if (status !== 200) throw new Error(`the account service refused what we sent: expected 200, got ${status}`)
    const parsed = schema.safeParse(json)
    // Only the places are named: the values are what is on file.
    if (!parsed.success)
      throw new Error(`the account service answered something else: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`)
    return parsed.data
  }

  async #send({ method, path, body }: Call): Promise<{ readonly status: number; readonly json: unknown }> {
    const headers = new Headers()
    if (body !== undefined) headers.set('content-type', 'application/json')
    if (this.#deps.token !== undefined) headers.set('authorization', `Bearer ${this.#deps.token}`)
    try {
      const signal = AbortSignal.timeout(this.#deps.timeoutMs)
      const response = await fetch(`${this.#deps.baseUrl}${path}`, {
        method,
        headers,
        signal,
        body: body === undefined ? null : JSON.stringify(body),
      })
      return { status: response.status, json: await response.json() }
    } catch (fault) {
      throw new AccountsUnavailable('the account service did not answer', { cause: fault })
    }
  }
}

/** What cannot be an account number is asked about as 0, which is nobody's: it is unknown, and never becomes another path. */
function pathOf(accountId: string): string {
  return `/accounts/${accountIdSchema.safeParse(accountId).success ? accountId : '0'}`
}
