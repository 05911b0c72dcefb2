import type { z } from 'zod'
import { badArgument, malformed } from '../errors.js'

/** The body of a request that needs none: left out, it is empty. Keys may begin with a capital, as .NET clients write them. */
export function readJsonBody<Schema extends z.ZodType>(body: unknown, schema: Schema): z.output<Schema> {
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body))) throw malformed('Expected a JSON object.')
  const read = schema.safeParse(withSmallKeys(body ?? {}))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw badArgument(issue?.path.map(String).join('.') || 'body', issue?.message ?? 'not valid')
}

const withSmallKeys = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      `${key.charAt(0).toLowerCase()}${key.slice(1)}`,
      typeof item === 'object' && item !== null && !Array.isArray(item) ? withSmallKeysOnce(item) : item,
    ]),
  )
const withSmallKeysOnce = (value: object): object =>
  Object.fromEntries(Object.entries(value).map(([key, item]: [string, unknown]) => [`${key.charAt(0).toLowerCase()}${key.slice(1)}`, item]))
