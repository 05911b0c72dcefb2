import { isSingle } from '../nlu/features.js'
import { type PackedWeights, pack } from '../nlu/packed.js'
import type { SparseVector } from '../nlu/sparse.js'
import { trainSvm } from '../nlu/svm.js'
import { buildVocabulary, placeOf as placeIn, toVector, type Vocabulary } from '../nlu/vocabulary.js'
import type { Lang } from '../shared/lang.js'
import type { Article, Question } from './article.js'
import { createReader, type KnownWords, knownWords, type Normalise } from './features.js'
import type { Words } from './words.js'

/** What there is to learn from: the questions of the articles, words that mean the same, and texts that no article answers. */
export type Lessons = { readonly articles: readonly Article[]; readonly words: Words; readonly unanswered: readonly string[] }

/** What was learnt, as plain data that can be kept. `places` are `article/section`, and `NOWHERE`; the weights run along them. */
export type Taught = {
  readonly places: readonly string[]
  readonly vocabulary: Vocabulary
  readonly weights: PackedWeights
  readonly known: KnownWords
  /** Where each question of an article leads when it is asked word for word, by `listedKey`. */
  readonly listed: ReadonlyMap<string, string>
}

/** Goes up whenever features or training change, so that what was learnt before is learnt anew. */
export const TAUGHT_FORMAT = 2
/** The place of what no article answers. */
export const NOWHERE = ''
/** Stands for each word that hardly anybody used: many of them show that the talk is about something else. */
const STRANGE = '?'
/** A feature of one text alone teaches nothing about others. */
const FEWEST_TEXTS = 2

/** Learns from all languages at once, because concepts mean the same in each, to tell the sections apart by their questions. */
export function teachArticles({ articles, words, unanswered }: Lessons, normalise: Normalise): Taught {
  const known = knownWords(words, normalise)
  const read = createReader(known, normalise)
  const asked = articles.flatMap((article) => article.questions.map((question) => ({ text: question.text, place: placeOf(article, question) })))
  const lessons = [...asked, ...unanswered.map((text) => ({ text, place: NOWHERE }))].map(({ text, place }) => ({ found: read(text), place }))
  const common = seenOften(lessons.map(({ found }) => found))
  const vocabulary = buildVocabulary(lessons.map(({ found }) => withStrange(found, (feature) => common.has(feature))))
  const places = [...new Set([NOWHERE, ...lessons.map(({ place }) => place)])].sort()
  const lesson = {
    vectors: lessons.map(({ found }) => vectorOf(found, vocabulary)),
    classes: Int32Array.from(lessons, ({ place }) => places.indexOf(place)),
    classCount: places.length,
    featureCount: vocabulary.hashes.length,
  }
  return { places, vocabulary, weights: pack(trainSvm(lesson)), known, listed: listedOf(articles, normalise) }
}

export const listedKey = (lang: Lang, normal: string): string => `${lang} ${normal}`

/** Without a word known nothing can be said, however many are strange. */
export function vectorOf(found: readonly string[], vocabulary: Vocabulary): SparseVector {
  const isKnown = (feature: string): boolean => placeIn(vocabulary, feature) >= 0
  return toVector(found.some(isKnown) ? withStrange(found, isKnown) : [], vocabulary)
}

/** A question that names no section leads to the first. */
const placeOf = ({ id, sections }: Article, { section }: Question): string => `${id}/${section ?? sections[0]?.id ?? ''}`

const withStrange = (found: readonly string[], isKnown: (feature: string) => boolean): readonly string[] =>
  found.flatMap((feature) => (isKnown(feature) ? [feature] : isSingle(feature) ? [STRANGE] : []))

function seenOften(texts: readonly (readonly string[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const text of texts) for (const feature of new Set(text)) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  return new Set([...counts].filter(([, count]) => count >= FEWEST_TEXTS).map(([feature]) => feature))
}

const listedOf = (articles: readonly Article[], normalise: Normalise): ReadonlyMap<string, string> =>
  new Map(
    articles.flatMap((article) =>
      article.questions.map((question) => [listedKey(article.lang, normalise(question.text)), placeOf(article, question)] as const),
    ),
  )
