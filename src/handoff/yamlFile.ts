import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'

/** A file of the knowledge, by its schema; throws with file and place where it cannot be read. */
export function readYamlFile<Shape>(knowledge: string, name: string, schema: z.ZodType<Shape>): Shape {
  const file = join(knowledge, name)
  const read = schema.safeParse(parse(readFileSync(file, 'utf8')))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Error(`${file}: ${issue?.path.map(String).join('.') || 'the whole file'}: ${issue?.message ?? 'not valid'}`)
}
