import type * as z from 'zod'
import { BadField } from './refusals.js'

/** Parses a value from outside; the first fault becomes a `BadField` that names its field. */
export function parseFields<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (issue === undefined) throw new BadField('(whole)', 'not valid')
  throw new BadField(fieldOf(issue), issue.message)
}

/** The path to what is wrong; zod puts unknown fields into `keys`, beside the path of the object that has them. */
export function fieldOf(issue: z.core.$ZodIssue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
  return path.length === 0 ? '(whole)' : path.map(String).join('.')
}
