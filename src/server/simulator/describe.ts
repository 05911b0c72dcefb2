import * as z from 'zod'
import type { Operation } from './operation.js'

type Schema = Readonly<Record<string, unknown>>

/** The operations as an OpenAPI 3.1 document, made of the very schemas that read the requests. */
export function describe(operations: readonly Operation[]): Schema {
  const paths = new Map<string, Schema>()
  for (const each of operations) paths.set(each.path, { ...paths.get(each.path), [each.method]: describeOne(each) })
  return {
    openapi: '3.1.0',
    info: {
      title: 'Simulator API',
      version: '1',
      description: 'The simulated accounts, phones and clock behind the chatbot. No real account is reached. No header is needed.',
    },
    paths: Object.fromEntries(paths),
    components: { schemas: { Error: schemaOf(errorSchema, 'output') } },
  }
}

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

function describeOne({ name, summary, parameters, body, status, answer }: Operation): Schema {
  const places = Object.entries(parameters).map(([key, schema]) => ({ name: key, in: 'path', required: true, schema: schemaOf(schema, 'input') }))
  return {
    operationId: name,
    summary,
    ...(places.length > 0 && { parameters: places }),
    ...(body && { requestBody: { required: true, content: json(schemaOf(body, 'input')) } }),
    responses: {
      [status]: { description: 'As asked.', content: json(schemaOf(answer, 'output')) },
      ...(body && { 400: failure('The body is no JSON object.'), 422: failure('A field is wrong; the message names it.') }),
      ...((places.length > 0 || body) && { 404: failure('There is no such account or persona.') }),
      429: failure('Too many requests; Retry-After says how long to wait.'),
    },
  }
}

const json = (schema: Schema): Schema => ({ 'application/json': { schema } })
const failure = (description: string): Schema => ({ description, content: json({ $ref: '#/components/schemas/Error' }) })

/** `readonly` is how the code treats values; it says nothing about the wire. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly
    },
  })
  return rest
}
