import type { Lang } from '../shared/lang.js'
import type { Article, Section } from './article.js'
import { type ArticleIndex, type IndexedArticle, type LanguageIndex, unitVector } from './buildIndex.js'
import { type Features, isPair } from './features.js'

/** An article that answers, with the section that answers best. `score` lies between 0 and 1. */
export type FoundArticle = { readonly article: Article; readonly section: Section; readonly score: number }

/** How the evidence is added up; the shares make 1. */
const SHARES = { nearestQuestion: 0.35, section: 0.65 } as const
/** Below this nothing is an answer. Set where small talk and other topics stay out nine times in ten; higher would cost many reworded questions. */
export const THRESHOLD: Readonly<Record<Lang, number>> = { zh: 0.21, en: 0.24 }
/** A text longer than this is not a question to the articles; what lies behind is left unread, so that work stays bounded. */
const LONGEST = 500

/** The articles that answer a text, best first, each with its best section; none when nothing comes near enough. */
export function findArticle(index: ArticleIndex, text: string, lang: Lang): readonly FoundArticle[] {
  return rankArticles(index, text, lang).filter(({ score }) => score >= THRESHOLD[lang])
}

/** All articles of a language, best first, without a threshold. Equal scores keep the order of the index. */
export function rankArticles(index: ArticleIndex, text: string, lang: Lang): readonly FoundArticle[] {
  const language = index.languages[lang]
  const read = text.slice(0, LONGEST)
  const counts = index.reader.plain(read)
  if (counts.size === 0) return []
  const terms = [...counts.keys()].map((feature) => ({ feature, idf: idfOf(language, feature) * (isPair(feature) ? PAIR.covered : 1) }))
  const query = { terms, vector: [...unitVector(index.reader.whole(read), (feature) => idfOf(language, feature))] }
  return language.articles.flatMap((article) => bestSection(article, query) ?? []).sort((a, b) => b.score - a.score)
}

type Term = { readonly feature: string; readonly idf: number }
type Query = { readonly terms: readonly Term[]; readonly vector: readonly (readonly [string, number])[] }

/** How much a pair that no article knows, and any pair in a section, counts beside a word: most pairs are new even in good questions. */
const PAIR = { unknown: 0.3, covered: 0.3 } as const

/** A word that no article knows weighs as much as the rarest known one: talk about other things counts against an answer. */
const idfOf = (language: LanguageIndex, feature: string): number =>
  language.idf.get(feature) ?? language.rarest * (isPair(feature) ? PAIR.unknown : 1)

function bestSection({ article, questions, sections }: IndexedArticle, query: Query): FoundArticle | undefined {
  const near = questions.map(({ section, vector }) => ({ section, score: dot(query.vector, vector) }))
  let best: FoundArticle | undefined
  for (const { section, weights } of sections) {
    const nearest = Math.max(
      0,
      ...near.filter((question) => question.section === undefined || question.section === section.id).map(({ score }) => score),
    )
    const score = SHARES.nearestQuestion * nearest + SHARES.section * covered(query.terms, weights)
    if (!best || score > best.score) best = { article, section, score }
  }
  return best
}

function dot(a: Query['vector'], b: Features): number {
  let sum = 0
  for (const [feature, value] of a) sum += value * (b.get(feature) ?? 0)
  return sum
}

/** BM25 as a share of the most that this query could score. */
function covered(terms: readonly Term[], weights: Features): number {
  let got = 0
  let most = 0
  for (const { feature, idf } of terms) {
    got += idf * (weights.get(feature) ?? 0)
    most += idf
  }
  return most === 0 ? 0 : got / most
}
