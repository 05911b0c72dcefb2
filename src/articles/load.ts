import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkArticles } from './check.js'
import { type ArticleDiagnostic, fault } from './diagnostic.js'
import { type Parsed, parseArticle } from './parse.js'
import type { Lessons } from './teach.js'
import { parseUnanswered } from './unanswered.js'
import { parseWords } from './words.js'

/** The articles that could be read, and every fault of every file at once: use the articles only when no diagnostic is an error. */
export type LoadedArticles = Lessons & { readonly diagnostics: readonly ArticleDiagnostic[] }

/** Reads all articles of a folder with words.yaml and unanswered.yaml, ordered by file name. `facts` are the ids of the documented facts that a section may carry. */
export async function loadArticles(folder: string, facts: ReadonlySet<string>): Promise<LoadedArticles> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort()
  const parsed = await Promise.all(names.map((name) => readArticle(join(folder, name))))
  const articles = parsed.flatMap(({ article }) => article ?? [])
  const file = join(folder, 'words.yaml')
  const { words, diagnostics: faultyWords } = parseWords(file, await readFile(file, 'utf8'))
  const listed = new Set(articles.flatMap(({ questions }) => questions.map(({ text }) => text)))
  const others = join(folder, 'unanswered.yaml')
  const { unanswered, diagnostics: faultyOthers } = parseUnanswered(others, await readFile(others, 'utf8'), listed)
  const diagnostics = [...faultyWords, ...faultyOthers, ...parsed.flatMap((one) => one.diagnostics), ...checkArticles(articles, facts)]
  return { articles, words, unanswered, diagnostics: diagnostics.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)) }
}

async function readArticle(file: string): Promise<Parsed> {
  const bytes = await readFile(file)
  const text = bytes.toString('utf8')
  // A file in another encoding decodes without complaint, only not back to the same bytes.
  if (!Buffer.from(text, 'utf8').equals(bytes)) return { article: undefined, diagnostics: [fault('A000', file, 1, 'the file is not UTF-8')] }
  return parseArticle(file, text)
}
