import { z } from 'zod'
import { type ArticleDiagnostic, fault } from './diagnostic.js'
import { readYaml } from './readYaml.js'

const Texts = z.array(z.string().trim().min(1))
const File = z.strictObject({ zh: Texts, en: Texts })

/** Reads the file of texts that no article answers; one that an article lists as its question is a fault. */
export function parseUnanswered(
  file: string,
  raw: string,
  listed: ReadonlySet<string>,
): { readonly unanswered: readonly string[]; readonly diagnostics: readonly ArticleDiagnostic[] } {
  const yaml = readYaml(raw)
  if (yaml.error) return { unanswered: [], diagnostics: [fault('A018', file, yaml.error.line, yaml.error.message)] }
  const read = File.safeParse(yaml.value)
  if (!read.success) {
    const diagnostics = read.error.issues.map((issue) =>
      fault('A018', file, yaml.lineOf(issue.path), `${issue.path.join('.') || 'file'}: ${issue.message}`),
    )
    return { unanswered: [], diagnostics }
  }
  const { zh, en } = read.data
  const claimed = [zh, en].flatMap((texts, lang) =>
    texts.flatMap((text, at) =>
      listed.has(text) ? [fault('A019', file, yaml.lineOf([lang === 0 ? 'zh' : 'en', at]), `"${text}" is a question of an article`)] : [],
    ),
  )
  return { unanswered: [...zh, ...en], diagnostics: claimed }
}
