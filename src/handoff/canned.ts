import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Canned, cannedSchema } from '../contract/canned.js'
import { readYamlFile } from './yamlFile.js'

const words = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) })
const written = z.record(cannedSchema.shape.key, z.strictObject({ title: words, text: words }))

/** The texts of `knowledge/canned.yaml`, in its order; throws with file and place where it cannot be read. */
export function readCanned(knowledge: string): readonly Canned[] {
  const read = readYamlFile(knowledge, 'canned.yaml', written)
  return Object.entries(read).map(([key, text]) => ({ key, ...text, version: versionOf(text) }))
}

/** A number that changes with the text. */
const versionOf = (text: unknown): number => createHash('sha256').update(JSON.stringify(text)).digest().readUInt32LE(0)
