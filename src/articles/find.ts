import { scorePacked } from '../nlu/packed.js'
import type { Lang } from '../shared/lang.js'
import type { Article, Section } from './article.js'
import { createReader, type Normalise, type Read } from './features.js'
import { listedKey, NOWHERE, type Taught, vectorOf } from './teach.js'

/** An article that answers, with the section that answers best. `score` lies between 0 and 1. */
export type FoundArticle = { readonly article: Article; readonly section: Section; readonly score: number }

/** Everything that the search needs. */
export type ArticleIndex = {
  readonly taught: Taught
  readonly normalise: Normalise
  readonly read: Read
  readonly places: Readonly<Record<Lang, readonly Place[]>>
}
/** A section, and where the weights have it. */
type Place = { readonly article: Article; readonly section: Section; readonly name: string; readonly at: number }

/** From here on a text is more like the questions of the section than like what no article answers. */
export const THRESHOLD = 0.5
/** A text longer than this is not a question to the articles; what lies behind is left unread, so that work stays bounded. */
const LONGEST = 500

/** Makes articles searchable. `taught` and `normalise` are those with which these articles were learnt. */
export function buildIndex(articles: readonly Article[], taught: Taught, normalise: Normalise): ArticleIndex {
  const at = new Map(taught.places.map((name, place) => [name, place]))
  const placesIn = (lang: Lang): readonly Place[] =>
    articles
      .filter((article) => article.lang === lang)
      .flatMap((article) =>
        article.sections.map((section) => {
          const name = `${article.id}/${section.id}`
          return { article, section, name, at: at.get(name) ?? -1 }
        }),
      )
  const places = { zh: placesIn('zh'), en: placesIn('en') }
  return { taught, normalise, read: createReader(taught.known, normalise), places }
}

/** The articles that answer a text, best first, each with its best section; none when nothing comes near enough. */
export function findArticle(index: ArticleIndex, text: string, lang: Lang): readonly FoundArticle[] {
  return rankArticles(index, text, lang).filter(({ score }) => score >= THRESHOLD)
}

/** All articles of a language, best first, without a threshold. Equal scores keep the order of the index. */
export function rankArticles(index: ArticleIndex, text: string, lang: Lang): readonly FoundArticle[] {
  const { taught, normalise, read, places } = index
  const asked = text.slice(0, LONGEST)
  const vector = vectorOf(read(asked), taught.vocabulary)
  const listed = taught.listed.get(listedKey(lang, normalise(asked)))
  if (vector.indices.length === 0 && listed === undefined) return []
  const margins = new Float64Array(taught.places.length)
  scorePacked(taught.weights, vector, margins)
  const nowhere = margins[taught.places.indexOf(NOWHERE)] ?? 0
  const best = new Map<Article, FoundArticle>()
  for (const { article, section, name, at } of places[lang]) {
    const score = name === listed ? 1 : shareOf((margins[at] ?? Number.NEGATIVE_INFINITY) - nowhere)
    if (score > (best.get(article)?.score ?? -1)) best.set(article, { article, section, score })
  }
  return [...best.values()].sort((a, b) => b.score - a.score)
}

/** What is as far ahead of another makes this share of the two together. */
const shareOf = (ahead: number): number => 1 / (1 + Math.exp(-ahead))
