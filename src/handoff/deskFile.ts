import { z } from 'zod'
import { readYamlFile } from './yamlFile.js'

const words = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) })
const written = z.strictObject({ hours: words.nullable() })
export type DeskFile = z.infer<typeof written>

/** What `knowledge/desk.yaml` says of the team. */
export const readDeskFile = (knowledge: string): DeskFile => readYamlFile(knowledge, 'desk.yaml', written)
