import type { Lang } from '../shared/lang.js'

/** A way people ask for the article; `section` is the part that answers it, when one part does. */
export type Question = { readonly text: string; readonly section: string | undefined; readonly line: number }

/** One bubble of an answer, in safe Markdown. `source` names the documented facts that it carries; an honest "we do not know" carries none. */
export type Section = {
  readonly id: string
  readonly heading: string
  readonly text: string
  readonly source: readonly string[]
  readonly line: number
}

/** One topic in one language, as its file has it. */
export type Article = {
  readonly id: string
  readonly lang: Lang
  readonly file: string
  readonly title: string
  readonly questions: readonly Question[]
  readonly sections: readonly Section[]
}

/** The facts that these articles carry, in order, each once. */
export const carriedFacts = (articles: readonly Article[]): readonly string[] => [
  ...new Set(articles.flatMap((article) => article.sections.flatMap((section) => section.source)).sort()),
]
