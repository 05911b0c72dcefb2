import { z } from 'zod'
import { wordsSchema } from './tickets.js'

/** A text that agents send often; `{ticket}`, `{agent}` and `{queue}` are filled in where they are known. */
export const cannedSchema = z.object({ key: z.string().regex(/^[a-z0-9_-]{1,32}$/), title: wordsSchema, text: wordsSchema, version: z.int() })
export type Canned = z.infer<typeof cannedSchema>
export const cannedListSchema = z.object({ items: z.array(cannedSchema) })
