import { LANGS } from '../shared/lang.js'
import type { Article, Section } from './article.js'
import { type ArticleDiagnostic, fault } from './diagnostic.js'

const MAX_FACTS = 5
const MAX_HAN = 160
const MAX_WORDS = 90

/** What only shows when all articles are seen together, and what a section may hold. `facts` are the documented ones. */
export function checkArticles(articles: readonly Article[], facts: ReadonlySet<string>): readonly ArticleDiagnostic[] {
  return [
    ...articles.flatMap((article) => [...checkSections(article, facts), ...checkQuestions(article)]),
    ...repeatedQuestions(articles),
    ...unlikeLanguages(articles),
  ]
}

function checkSections(article: Article, facts: ReadonlySet<string>): readonly ArticleDiagnostic[] {
  const seen = new Set<string>()
  return article.sections.flatMap((section) => {
    const report = (code: Parameters<typeof fault>[0], message: string) => fault(code, article.file, section.line, message)
    const repeated = seen.has(section.id)
    seen.add(section.id)
    const unknown = section.source.filter((id, at) => !facts.has(id) || section.source.indexOf(id) !== at)
    return [
      ...(repeated ? [report('A006', `section "${section.id}" stands twice`)] : []),
      ...(unknown.length > 0 ? [report('A007', `unknown or repeated: ${unknown.join(', ')}`)] : []),
      ...(section.source.length > MAX_FACTS ? [report('A008', `section "${section.id}" carries ${section.source.length} facts`)] : []),
      ...(section.text === '' ? [report('A009', `section "${section.id}" is empty`)] : []),
      ...(tooLong(section) ? [report('A010', `section "${section.id}" is too long for a bubble`)] : []),
    ]
  })
}

const tooLong = ({ text }: Section): boolean =>
  (text.match(/\p{Script=Han}/gu)?.length ?? 0) > MAX_HAN || (text.match(/[A-Za-z][A-Za-z'’-]*/g)?.length ?? 0) > MAX_WORDS

const checkQuestions = (article: Article): readonly ArticleDiagnostic[] =>
  article.questions.flatMap(({ section, line }) =>
    section === undefined || article.sections.some(({ id }) => id === section)
      ? []
      : [fault('A015', article.file, line, `there is no section "${section}" in "${article.id}"`)],
  )

function repeatedQuestions(articles: readonly Article[]): readonly ArticleDiagnostic[] {
  const seen = new Map<string, string>()
  return articles.flatMap((article) =>
    article.questions.flatMap(({ text, line }) => {
      const before = seen.get(text)
      seen.set(text, before ?? `${article.file}:${line}`)
      return before === undefined ? [] : [fault('A014', article.file, line, `"${text}" already stands in ${before}`)]
    }),
  )
}

const outline = (article: Article): string => article.sections.map(({ id, source }) => `${id}(${source.join(',')})`).join(' ')

/** Compares every article with the first language that has it, so that a fault is reported where the translation is. */
function unlikeLanguages(articles: readonly Article[]): readonly ArticleDiagnostic[] {
  return [...new Set(articles.map(({ id }) => id))].flatMap((id) => {
    const versions = LANGS.flatMap((lang) => articles.find((article) => article.id === id && article.lang === lang) ?? [])
    const [first, ...others] = versions
    if (!first) return []
    const missing = LANGS.filter((lang) => !versions.some((version) => version.lang === lang))
    return [
      ...missing.map((lang) => fault('A012', first.file, 1, `"${id}" is missing in ${lang}`)),
      ...others
        .filter((other) => outline(other) !== outline(first))
        .map((other) => fault('A013', other.file, 1, `sections ${outline(other)}, but ${first.file} has ${outline(first)}`)),
    ]
  })
}
