import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonSchemas } from '../dialog/jsonSchema.js'
import { replayJsonSchema } from '../replay/scriptSchema.js'
import { ROOT } from './folders.js'

/** Writes the JSON Schemas by which editors complete and check dialogs and replays. */
export async function schema(): Promise<number> {
  const folder = join(ROOT, 'schema')
  mkdirSync(folder, { recursive: true })
  for (const [name, value] of Object.entries({ ...jsonSchemas(), replay: replayJsonSchema() })) {
    const file = join(folder, `${name}.schema.json`)
    writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`)
    console.log(file)
  }
  return 0
}
