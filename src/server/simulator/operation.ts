import type { RequestHandler } from 'express'
import * as z from 'zod'
import { parseFields } from '../../accounts/parseFields.js'
import { BadField, NotFound } from '../../accounts/refusals.js'
import { badField, malformed, ProtocolError } from '../errors.js'
import type { SimulatorApi } from './api.js'

/** One call of the Simulator API: all that its route and its description are made of. */
export type Operation = {
  readonly method: 'get' | 'post' | 'patch'
  /** With `{name}` for what varies. */
  readonly path: string
  readonly name: string
  readonly summary: string
  readonly parameters: Readonly<Record<string, z.ZodType<string>>>
  readonly body: z.ZodType | null
  readonly status: 200 | 201
  readonly answer: z.ZodType
  readonly handler: (api: SimulatorApi) => RequestHandler
}

type Given<Body extends z.ZodType | null> = {
  readonly parameters: Readonly<Record<string, string>>
  readonly body: Body extends z.ZodType ? z.output<Body> : undefined
}
type Written<Body extends z.ZodType | null> = Omit<Operation, 'handler' | 'body' | 'parameters' | 'status'> & {
  readonly parameters?: Operation['parameters']
  readonly status?: Operation['status']
  readonly body: Body
  run(api: SimulatorApi, given: Given<Body>): Promise<unknown> | unknown
}

/** Makes an operation: what comes in is parsed by its own schemas before `run` sees it. */
export function operation<Body extends z.ZodType | null>({ run, ...written }: Written<Body>): Operation {
  const { parameters = {}, status = 200, body } = written
  const read = (params: Readonly<Record<string, unknown>>, given: unknown): Given<Body> => ({
    parameters: readParameters(parameters, params),
    body: readBody(body, given),
  })
  const handler =
    (api: SimulatorApi): RequestHandler =>
    async (req, res) => {
      try {
        res.status(status).json(await run(api, read(req.params, req.body)))
      } catch (error) {
        throw answerTo(error)
      }
    }
  return { ...written, parameters, status, handler }
}

const readParameters = (schemas: Operation['parameters'], given: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, parseFields(z.object({ [name]: schema }), given)[name] ?? '']))

function readBody<Body extends z.ZodType | null>(schema: Body, given: unknown): Given<Body>['body']
function readBody(schema: z.ZodType | null, given: unknown): unknown {
  if (schema === null) return undefined
  if (given !== undefined && (typeof given !== 'object' || given === null || Array.isArray(given))) throw malformed('Expected a JSON object.')
  return parseFields(schema, given ?? {})
}

/** Refusals of the simulator in the words of the protocol; everything else stays what it is. */
function answerTo(error: unknown): unknown {
  if (error instanceof BadField) return badField(error.message)
  if (error instanceof NotFound) return new ProtocolError(404, 'NotFound', error.message)
  return error
}
