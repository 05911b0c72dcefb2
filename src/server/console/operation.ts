import { parse } from 'cookie'
import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { parseFields } from '../../accounts/parseFields.js'
import { BadField } from '../../accounts/refusals.js'
import type { Role } from '../../contract/agents.js'
import { badField, forbidden, signInNeeded, unauthorized } from '../errors.js'
import { isAllowedOrigin } from '../origins.js'
import type { Caller } from './accounts.js'
import type { ConsoleDeps } from './deps.js'

export const CONSOLE = '/api/console'
/** Sent back on this host over a safe connection only, and never with a request that another site caused. */
export const COOKIE = '__Host-mibao-desk'
/** A header that no form can send, so that a page elsewhere cannot make a browser change anything. */
export const PROOF_HEADER = 'x-mibao-desk'

/** One call of the desk's API: all that its route, its rights and its description are made of. */
export type ConsoleOperation = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below `/api/console`, with `{name}` for what varies. */
  readonly path: string
  readonly name: string
  readonly summary: string
  /** Who may; `anyone` needs no session. */
  readonly roles: readonly Role[] | 'anyone'
  readonly parameters: Readonly<Record<string, z.ZodType>>
  readonly query: z.ZodType | null
  readonly body: z.ZodType | null
  readonly status: 200 | 201 | 204
  /** Null where nothing, or no JSON, comes back. */
  readonly answer: z.ZodType | null
  readonly handler: (desk: ConsoleDeps) => RequestHandler
}

export const EVERYBODY: readonly Role[] = ['agent', 'lead', 'admin']
export const LEADS: readonly Role[] = ['lead', 'admin']
export const ADMINS: readonly Role[] = ['admin']

export type Given<Query, Body> = {
  parameter(name: string): string
  readonly query: Query
  readonly body: Body
  readonly caller: Caller
  readonly req: Request
  readonly res: Response
}
type Written<Query, Body> = Omit<ConsoleOperation, 'handler' | 'parameters' | 'query' | 'body' | 'status' | 'roles'> & {
  readonly roles?: readonly Role[]
  readonly parameters?: ConsoleOperation['parameters']
  readonly query?: z.ZodType<Query>
  readonly body?: z.ZodType<Body>
  readonly status?: ConsoleOperation['status']
  run(desk: ConsoleDeps, given: Given<Query, Body>): unknown
}

/** Makes an operation: who calls is known, and what comes in is parsed by its own schemas, before `run` sees it. */
export function operation<Query = undefined, Body = undefined>(written: Written<Query, Body>): ConsoleOperation {
  const { run, roles = EVERYBODY, ...rest } = written
  return finish({ ...rest, roles }, async (desk, req, res) => {
    const caller = await callerOf(desk, req)
    if (!roles.includes(caller.agent.role)) throw forbidden()
    return run(desk, { ...read(written, req), caller, req, res })
  })
}

type WrittenForAnyone<Body> = Omit<Written<undefined, Body>, 'roles' | 'query' | 'run'> & {
  run(desk: ConsoleDeps, given: Omit<Given<undefined, Body>, 'caller' | 'query'>): unknown
}
/** The same for calls that need no session. */
export function openOperation<Body = undefined>(written: WrittenForAnyone<Body>): ConsoleOperation {
  const { run, ...rest } = written
  return finish({ ...rest, roles: 'anyone' }, (desk, req, res) => run(desk, { ...read<undefined, Body>(written, req), req, res }))
}

type Unfinished = Pick<ConsoleOperation, 'method' | 'path' | 'name' | 'summary' | 'roles' | 'answer'> & Partial<ConsoleOperation>
type Answering = (desk: ConsoleDeps, req: Request, res: Response) => unknown

function finish(written: Unfinished, answering: Answering): ConsoleOperation {
  const { parameters = {}, query = null, body = null, status = 200 } = written
  const handler =
    (desk: ConsoleDeps): RequestHandler =>
    async (req, res) => {
      if (written.method !== 'get') assertOwnPage(desk, req)
      const answer = await answering(desk, req, res)
      if (res.headersSent) return
      if (answer === undefined) res.status(204).end()
      else res.status(status).json(answer)
    }
  return { ...written, parameters, query, body, status, handler }
}

type Schemas<Query, Body> = Pick<Written<Query, Body>, 'parameters' | 'query' | 'body'>
function read<Query, Body>(
  { parameters = {}, query, body }: Schemas<Query, Body>,
  req: Request,
): Pick<Given<Query, Body>, 'parameter' | 'query' | 'body'> {
  try {
    const given = parseFields(z.object(parameters), req.params)
    return {
      parameter: (name) => String(given[name]),
      query: parseFields(query ?? z.custom<Query>(() => true), req.query),
      body: parseFields(body ?? z.custom<Body>(() => true), req.body ?? {}),
    }
  } catch (error) {
    if (error instanceof BadField) throw badField(error.message)
    throw error
  }
}

async function callerOf({ accounts }: ConsoleDeps, req: Request): Promise<Caller> {
  const secret = secretOf(req)
  const caller = secret === undefined ? null : await accounts.callerOf(secret)
  if (!caller) throw signInNeeded()
  return caller
}

export const secretOf = ({ headers }: Request): string | undefined => parse(headers.cookie ?? '')[COOKIE]

/** Cookies go along whoever makes the browser ask; the header and the origin do not. */
function assertOwnPage({ allowedOrigins }: ConsoleDeps, { headers }: Request): void {
  const { origin, host } = headers
  if (headers[PROOF_HEADER] === undefined) throw unauthorized(`Expected the header "${PROOF_HEADER}".`)
  if (
    origin !== undefined &&
    !isAllowedOrigin(
      origin,
      host,
      allowedOrigins.filter((one) => one !== '*'),
    )
  )
    throw unauthorized('This page may not use the desk.')
}
