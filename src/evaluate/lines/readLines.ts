import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Line } from './line.js'

const lineSchema = z.object({
  text: z.string().trim().min(1),
  intent: z.string().trim().min(1),
  lang: z.string().min(1).optional(),
  author: z.string().min(1).optional(),
  alt: z.array(z.string().min(1)).readonly().optional(),
})

/** JSON lines `{"text","intent","lang"?,"author"?,"alt"?}`; throws with `file:line` at the first that is none. Blank lines are passed over. */
export function readLines(file: string): readonly Line[] {
  const lines = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .flatMap((raw, place) => (raw.trim() === '' ? [] : [lineFrom(raw, `${file}:${place + 1}`)]))
  if (lines.length === 0) throw new Error(`${file}: expected lines such as {"text":"…","intent":"…"}, got none`)
  return lines
}

function lineFrom(raw: string, where: string): Line {
  const read = lineSchema.safeParse(parsed(raw))
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path, message }) => [path.map(String).join('.'), message].filter((part) => part !== '').join(': '))
  throw new Error(`${where}: expected a line such as {"text":"…","intent":"…"}, got ${raw.slice(0, 80)} (${faults.join('; ')})`)
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
