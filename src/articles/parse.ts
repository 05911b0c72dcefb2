import { z } from 'zod'
import { LANGS, type Lang } from '../shared/lang.js'
import type { Article, Question } from './article.js'
import { type ArticleDiagnostic, fault } from './diagnostic.js'
import { parseSections } from './parseSections.js'
import { readYaml } from './readYaml.js'

/** The article as far as it could be read, and everything that is wrong with the file. */
export type Parsed = { readonly article: Article | undefined; readonly diagnostics: readonly ArticleDiagnostic[] }

const NAME = /^([a-z][a-z0-9_]*)\.([a-z]{2})\.md$/
const QUESTION = /^(.*?)(?:\s*\{#([a-z][a-z0-9_]*)\})?$/s
const Head = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: z.string().trim().min(1),
  questions: z.array(z.string().trim().min(1)).min(10).max(300),
})

/** Reads one file. `file` may be a path; its last part names the article and its language. */
export function parseArticle(file: string, raw: string): Parsed {
  const named = NAME.exec(file.slice(file.lastIndexOf('/') + 1))
  const lang = LANGS.find((known) => known === named?.[2])
  if (!named?.[1] || !lang) return { article: undefined, diagnostics: [fault('A000', file, 1, 'the file name is not <id>.<language>.md')] }
  const lines = raw.replace(/^\uFEFF/, '').split(/\r?\n/)
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end < 0) return { article: undefined, diagnostics: [fault('A001', file, 1, 'the file has no YAML head')] }
  const head = parseHead(file, named[1], lang, lines.slice(1, end).join('\n'))
  const body = parseSections(file, lines, end + 1)
  const diagnostics = [...head.diagnostics, ...body.diagnostics]
  return { article: head.article && { ...head.article, sections: body.sections }, diagnostics }
}

function parseHead(file: string, id: string, lang: Lang, yaml: string): Parsed {
  const read = readYaml(yaml)
  // The head begins on the file's second line.
  const lineOf = (path: readonly PropertyKey[]): number => read.lineOf(path) + 1
  if (read.error) return { article: undefined, diagnostics: [fault('A001', file, read.error.line + 1, read.error.message)] }
  const head = Head.safeParse(read.value)
  if (!head.success) {
    const diagnostics = head.error.issues.map((issue) =>
      fault('A002', file, lineOf(issue.path), `${issue.path.join('.') || 'head'}: ${issue.message}`),
    )
    return { article: undefined, diagnostics }
  }
  const questions = head.data.questions.map((text, at): Question => {
    const [, asked = text, section] = QUESTION.exec(text) ?? []
    return { text: asked, section, line: lineOf(['questions', at]) }
  })
  const misnamed = head.data.id === id ? [] : [fault('A003', file, lineOf(['id']), `the head says "${head.data.id}", the file name "${id}"`)]
  return { article: { id, lang, file, title: head.data.title, questions, sections: [] }, diagnostics: misnamed }
}
