import { createInterface } from 'node:readline'
import { z } from 'zod'
import { type FolderOptions, foldersFor } from './folders.js'
import { libraryOrExit } from './libraryOrExit.js'

const line = z.object({ text: z.string() })
const SHOWN: ReadonlySet<string> = new Set(['qq', 'phone', 'code', 'ticket', 'version', 'error_text'])

/** JSON lines in, JSON lines out, in order; a bad line gives an error and exit code 1 at the end. */
export async function recognize(options: FolderOptions): Promise<number> {
  const { recognize: understand } = await libraryOrExit(foldersFor(options))
  let bad = 0
  for await (const raw of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const read = line.safeParse(parsed(raw))
    if (!read.success) {
      bad++
      process.stdout.write(`${JSON.stringify({ error: `expected {"text": "…"}, got ${raw.slice(0, 60)}` })}\n`)
      continue
    }
    const { text, lang, intent, confidence, ranking, entities } = understand(read.data.text, {})
    const shown = entities.filter(({ kind }) => SHOWN.has(kind)).map(({ kind, value, start, end }) => ({ kind, value, start, end }))
    process.stdout.write(`${JSON.stringify({ text, lang, intent, confidence, ranking, entities: shown })}\n`)
  }
  return bad > 0 ? 1 : 0
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
