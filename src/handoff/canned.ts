import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Canned, cannedSchema } from '../contract/canned.js'

const words = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) })
const written = z.record(cannedSchema.shape.key, z.strictObject({ title: words, text: words }))

/** The texts of `knowledge/canned.yaml`, in its order; throws with file and place where it cannot be read. */
export function readCanned(knowledge: string): readonly Canned[] {
  const file = join(knowledge, 'canned.yaml')
  const read = written.safeParse(parse(readFileSync(file, 'utf8')))
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Error(`${file}: ${issue?.path.map(String).join('.') || 'the whole file'}: ${issue?.message ?? 'not valid'}`)
  }
  return Object.entries(read.data).map(([key, text]) => ({ key, ...text, version: versionOf(text) }))
}

/** A number that changes with the text. */
const versionOf = (text: unknown): number => createHash('sha256').update(JSON.stringify(text)).digest().readUInt32LE(0)
