import { z } from 'zod'
import * as schemas from './schemas.js'

type JsonSchema = Readonly<Record<string, unknown>>

/** JSON Schemas by which editors complete and check the files of dialogs, made from what the loader reads them with. */
export const jsonSchemas = (): Readonly<Record<'dialog' | 'interrupts' | 'slots' | 'texts', JsonSchema>> => ({
  dialog: toJson(schemas.dialog, 'A dialog'),
  interrupts: toJson(schemas.interrupts, 'What may interrupt a dialog'),
  slots: toJson(z.union([z.strictObject({ slots: schemas.slots }), schemas.slots]), 'Slots of the whole conversation'),
  texts: toJson(schemas.texts, 'Standard texts'),
})

const toJson = (schema: z.ZodType, title: string): JsonSchema => ({
  title,
  ...z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // The loader fills a missing language in so that it can read on; an author is to write it all the same.
      const { properties } = jsonSchema
      if (!properties || !Object.hasOwn(properties, 'zh') || !Object.hasOwn(properties, 'en')) return
      jsonSchema.required = ['zh', 'en']
      for (const lang of ['zh', 'en']) properties[lang] = { type: 'string', minLength: 1 }
    },
  }),
})
