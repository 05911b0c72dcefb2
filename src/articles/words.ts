import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { type ArticleDiagnostic, fault } from './diagnostic.js'

const PerLanguage = z.strictObject({ zh: z.array(z.string().trim().min(1)), en: z.array(z.string().trim().min(1)) })
const File = z.strictObject({ concepts: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), PerLanguage), aside: PerLanguage })

/** Words with the concept that each stands for, and words set aside because they say how somebody asks, not what about. */
export type Words = { readonly concepts: ReadonlyMap<string, string>; readonly aside: ReadonlySet<string> }
export const NO_WORDS: Words = { concepts: new Map(), aside: new Set() }

/** Reads the file of words; what cannot be read is reported and left out. */
export function parseWords(file: string, raw: string): { readonly words: Words; readonly diagnostics: readonly ArticleDiagnostic[] } {
  const counter = new LineCounter()
  const document = parseDocument(raw, { lineCounter: counter })
  // One slip makes the parser stumble over all that follows: only the first error is the author's.
  const broken = document.errors.slice(0, 1).map((error) =>
    fault('A016', file, counter.linePos(error.pos[0]).line, error.message.split('\n')[0] ?? error.message),
  )
  if (broken.length > 0) return { words: NO_WORDS, diagnostics: broken }
  const read = File.safeParse(document.toJS())
  if (!read.success)
    return { words: NO_WORDS, diagnostics: read.error.issues.map((issue) => fault('A016', file, 1, `${issue.path.join('.')}: ${issue.message}`)) }
  const concepts = new Map<string, string>()
  const diagnostics: ArticleDiagnostic[] = []
  for (const [concept, { zh, en }] of Object.entries(read.data.concepts))
    for (const word of new Set([...zh, ...en])) {
      const before = concepts.get(word)
      if (before !== undefined) diagnostics.push(fault('A017', file, 1, `"${word}" stands for "${before}" and for "${concept}"`))
      else concepts.set(word, concept)
    }
  return { words: { concepts, aside: new Set([...read.data.aside.zh, ...read.data.aside.en]) }, diagnostics }
}
