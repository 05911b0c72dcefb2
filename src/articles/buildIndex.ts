import type { Lang } from '../shared/lang.js'
import type { Article, Section } from './article.js'
import { createReader, type Features, type Normalise, plainNormalise, type Reader, weightOfKind } from './features.js'
import { NO_WORDS, type Words } from './words.js'

/** A question as a unit vector over its features. */
export type IndexedQuestion = { readonly section: string | undefined; readonly vector: Features }
/** `weights`: how much of each feature the section holds, its fields weighted and its length evened out, not yet times idf. */
export type IndexedSection = { readonly section: Section; readonly weights: Features }
export type IndexedArticle = {
  readonly article: Article
  readonly questions: readonly IndexedQuestion[]
  readonly sections: readonly IndexedSection[]
}

/** Everything that the search in one language needs. */
export type LanguageIndex = { readonly idf: Features; readonly rarest: number; readonly articles: readonly IndexedArticle[] }
export type ArticleIndex = { readonly reader: Reader; readonly languages: Readonly<Record<Lang, LanguageIndex>> }

/** How much one occurrence counts in each part of a section. */
const FIELDS = { title: 1, heading: 2.5, question: 1.5, text: 1 } as const
/** BM25's length evening (b); its saturation (k1) is applied here too, so that searching only adds. */
const LENGTH = 0.5
const SATURATION = 1.2

/** Makes articles searchable. `normalise` is applied to articles, words and questions alike. */
export function buildIndex(articles: readonly Article[], words: Words = NO_WORDS, normalise: Normalise = plainNormalise): ArticleIndex {
  const reader = createReader(words, normalise)
  const inLanguage = (lang: Lang): LanguageIndex =>
    indexLanguage(
      articles.filter((article) => article.lang === lang),
      reader,
    )
  return { reader, languages: { zh: inLanguage('zh'), en: inLanguage('en') } }
}

function indexLanguage(articles: readonly Article[], reader: Reader): LanguageIndex {
  const sections = articles.map((article) => article.sections.map((section) => ({ section, counts: fieldCounts(article, section, reader) })))
  const questions = articles.map((article) => article.questions.map(({ text, section }) => ({ section, counts: reader.whole(text) })))
  const units = [...sections.flat(), ...questions.flat()].map(({ counts }) => counts)
  const idf = inverseFrequency(units)
  const average = sections.flat().reduce((sum, { counts }) => sum + size(counts), 0) / Math.max(1, sections.flat().length)
  return {
    idf,
    rarest: Math.log(1 + units.length),
    articles: articles.map((article, at) => ({
      article,
      questions: (questions[at] ?? []).map(({ section, counts }) => ({ section, vector: unitVector(counts, (feature) => idf.get(feature) ?? 0) })),
      sections: (sections[at] ?? []).map(({ section, counts }) => ({ section, weights: saturate(counts, average) })),
    })),
  }
}

function fieldCounts(article: Article, section: Section, reader: Reader): Features {
  const asked = article.questions.filter((question) => question.section === section.id).map(({ text }) => text)
  const fields = [
    { weight: FIELDS.title, text: article.title },
    { weight: FIELDS.heading, text: section.heading },
    { weight: FIELDS.question, text: asked.join('\n') },
    { weight: FIELDS.text, text: section.text },
  ]
  const counts = new Map<string, number>()
  for (const { weight, text } of fields)
    for (const [feature, count] of reader.plain(text)) counts.set(feature, (counts.get(feature) ?? 0) + weight * count)
  return counts
}

const size = (counts: Features): number => [...counts.values()].reduce((sum, count) => sum + count, 0)

function saturate(counts: Features, average: number): Features {
  const norm = SATURATION * (1 - LENGTH + (LENGTH * size(counts)) / average)
  return new Map([...counts].map(([feature, count]) => [feature, count / (count + norm)]))
}

function inverseFrequency(units: readonly Features[]): Features {
  const seenIn = new Map<string, number>()
  for (const unit of units) for (const feature of unit.keys()) seenIn.set(feature, (seenIn.get(feature) ?? 0) + 1)
  return new Map([...seenIn].map(([feature, count]) => [feature, Math.log(1 + (units.length - count + 0.5) / (count + 0.5))]))
}

/** (1 + ln count) · weight of the kind · weight of the feature, scaled to length 1. */
export function unitVector(counts: Features, weightOf: (feature: string) => number): Features {
  const raw = [...counts].map(([feature, count]) => [feature, (1 + Math.log(count)) * weightOfKind(feature) * weightOf(feature)] as const)
  const length = Math.hypot(...raw.map(([, value]) => value)) || 1
  return new Map(raw.map(([feature, value]) => [feature, value / length]))
}
