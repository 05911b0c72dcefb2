import { z } from 'zod'
import { type ArticleDiagnostic, fault } from './diagnostic.js'
import { readYaml } from './readYaml.js'

const PerLanguage = z.strictObject({ zh: z.array(z.string().trim().min(1)), en: z.array(z.string().trim().min(1)) })
const File = z.strictObject({ concepts: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), PerLanguage), aside: PerLanguage })

/** Words with the concept that each stands for, and words set aside because they say how somebody asks, not what about. */
export type Words = { readonly concepts: ReadonlyMap<string, string>; readonly aside: ReadonlySet<string> }
export const NO_WORDS: Words = { concepts: new Map(), aside: new Set() }

/** Reads the file of words; what cannot be read is reported and left out. */
export function parseWords(file: string, raw: string): { readonly words: Words; readonly diagnostics: readonly ArticleDiagnostic[] } {
  const yaml = readYaml(raw)
  if (yaml.error) return { words: NO_WORDS, diagnostics: [fault('A016', file, yaml.error.line, yaml.error.message)] }
  const read = File.safeParse(yaml.value)
  if (!read.success) {
    const diagnostics = read.error.issues.map((issue) =>
      fault('A016', file, yaml.lineOf(issue.path), `${issue.path.join('.') || 'file'}: ${issue.message}`),
    )
    return { words: NO_WORDS, diagnostics }
  }
  const concepts = new Map<string, string>()
  const diagnostics: ArticleDiagnostic[] = []
  for (const [concept, { zh, en }] of Object.entries(read.data.concepts))
    for (const word of new Set([...zh, ...en])) {
      const before = concepts.get(word)
      if (before !== undefined)
        diagnostics.push(fault('A017', file, yaml.lineOf(['concepts', concept]), `"${word}" stands for "${before}" and for "${concept}"`))
      else concepts.set(word, concept)
    }
  return { words: { concepts, aside: new Set([...read.data.aside.zh, ...read.data.aside.en]) }, diagnostics }
}
