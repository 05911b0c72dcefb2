import * as z from 'zod'

type Schema = Readonly<Record<string, unknown>>

/** What a description needs to know of one call; the schemas are the very ones that read the requests. */
export type Described = {
  readonly method: string
  /** With `{name}` for what varies. */
  readonly path: string
  readonly name: string
  readonly summary: string
  readonly parameters: Readonly<Record<string, z.ZodType>>
  readonly query?: z.ZodType | null
  readonly body: z.ZodType | null
  readonly status: number
  /** Null where no JSON comes back. */
  readonly answer: z.ZodType | null
  /** What may go wrong beside wrong fields and too many requests, by status. */
  readonly failures: Readonly<Record<number, string>>
}
export type ApiHead = { readonly title: string; readonly description: string }

/** An OpenAPI 3.1 document. */
export function describeApi({ title, description }: ApiHead, operations: readonly Described[]): Schema {
  const paths = new Map<string, Schema>()
  for (const each of operations) paths.set(each.path, { ...paths.get(each.path), [each.method]: describeOne(each) })
  return {
    openapi: '3.1.0',
    info: { title, version: '1', description },
    paths: Object.fromEntries(paths),
    components: { schemas: { Error: schemaOf(errorSchema, 'output') } },
  }
}

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }), now: z.unknown().optional() })

function describeOne({ name, summary, parameters, query, body, status, answer, failures }: Described): Schema {
  const places = [
    ...Object.entries(parameters).map(([key, schema]) => ({ name: key, in: 'path', required: true, schema: schemaOf(schema, 'input') })),
    ...queryParameters(query ?? null),
  ]
  return {
    operationId: name,
    summary,
    ...(places.length > 0 && { parameters: places }),
    ...(body && { requestBody: { required: true, content: json(schemaOf(body, 'input')) } }),
    responses: {
      [status]: { description: 'As asked.', ...(answer && { content: json(schemaOf(answer, 'output')) }) },
      ...(body && { 400: failure('The body is no JSON object.') }),
      ...((body || query) && { 422: failure('A field is wrong; the message names it.') }),
      ...Object.fromEntries(Object.entries(failures).map(([code, text]) => [code, failure(text)])),
      429: failure('Too many requests; Retry-After says how long to wait.'),
    },
  }
}

/** Every field of the query on its own, as it stands in the address. */
function queryParameters(query: z.ZodType | null): readonly Schema[] {
  if (!(query instanceof z.ZodObject)) return []
  return Object.entries(query.shape).map(([name, field]) => ({
    name,
    in: 'query',
    required: !field.safeParse(undefined).success,
    schema: schemaOf(field, 'input'),
  }))
}

const json = (schema: Schema): Schema => ({ 'application/json': { schema } })
const failure = (description: string): Schema => ({ description, content: json({ $ref: '#/components/schemas/Error' }) })

/** `readonly` is how the code treats values; it says nothing about the wire. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly
    },
  })
  return rest
}
