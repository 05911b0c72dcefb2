import type { RequestHandler } from 'express'
import * as z from 'zod'
import { parseFields } from '../../accounts/parseFields.js'
import { AccountsUnavailable } from '../../accounts/port.js'
import { BadField, NotFound } from '../../accounts/refusals.js'
import { badField, malformed, ProtocolError, unavailable } from '../errors.js'
import type { SimulatorApi } from './api.js'

/** One call of the Simulator API: all that its route and its description are made of. */
export type Operation = {
  readonly method: 'get' | 'post' | 'patch'
  /** With `{name}` for what varies. */
  readonly path: string
  readonly name: string
  readonly summary: string
  readonly parameters: Readonly<Record<string, z.ZodType>>
  readonly body: z.ZodType | null
  readonly status: 200 | 201
  readonly answer: z.ZodType
  readonly handler: (api: SimulatorApi) => RequestHandler
}

type Given<Body> = { parameter(name: string): string; readonly body: Body }
type Written<Body> = Omit<Operation, 'handler' | 'body' | 'parameters' | 'status'> & {
  readonly parameters?: Operation['parameters']
  readonly status?: Operation['status']
  readonly body: z.ZodType<Body> | null
  run(api: SimulatorApi, given: Given<Body>): unknown
}

/** Which account; what cannot be an account number is simply nobody's. */
export const onAccount = { id: z.string() }

/** Makes an operation: what comes in is parsed by its own schemas before `run` sees it. */
export function operation<Body = undefined>({ run, ...written }: Written<Body>): Operation {
  const { parameters = {}, status = 200, body } = written
  const bodySchema = body ?? z.custom<Body>(() => true)
  const handler =
    (api: SimulatorApi): RequestHandler =>
    async (req, res) => {
      try {
        const read = parseFields(z.object(parameters), req.params)
        const parameter = (name: string): string => String(read[name])
        const given = parseFields(bodySchema, body === null ? undefined : objectOf(req.body))
        res.status(status).json(await run(api, { parameter, body: given }))
      } catch (error) {
        throw answerTo(error)
      }
    }
  return { ...written, parameters, status, handler }
}

function objectOf(body: unknown): object {
  if (body === undefined) return {}
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw malformed('Expected a JSON object.')
  return body
}

/** Refusals of the simulator in the words of the protocol; everything else stays what it is. */
function answerTo(error: unknown): unknown {
  if (error instanceof BadField) return badField(error.message)
  if (error instanceof NotFound) return new ProtocolError(404, 'NotFound', error.message)
  if (error instanceof AccountsUnavailable) return unavailable()
  return error
}
