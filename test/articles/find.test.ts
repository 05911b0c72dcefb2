import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Article } from '../../src/articles/article.js'
import type { Normalise } from '../../src/articles/features.js'
import { type ArticleIndex, buildIndex, findArticle, rankArticles } from '../../src/articles/find.js'
import { loadArticles } from '../../src/articles/load.js'
import { teachArticles } from '../../src/articles/teach.js'
import { NO_WORDS } from '../../src/articles/words.js'
import { readLexicon } from '../../src/nlu/knowledge.js'
import { LANGS, type Lang } from '../../src/shared/lang.js'
import { articleNormaliser } from '../../src/turn/taughtArticles.js'

const ROOT = join(import.meta.dirname, '../..')
const Pairs = z.array(z.strictObject({ ask: z.string(), article: z.string(), section: z.string(), also: z.array(z.string()).default([]) }))
const Questions = z.strictObject({ zh: Pairs, en: Pairs, none: z.strictObject({ zh: z.array(z.string()), en: z.array(z.string()) }) })
type Questions = z.infer<typeof Questions>
const FILES = ['measuring.yaml', 'blind.yaml', 'development.yaml', 'questions.yaml'] as const

let articles: readonly Article[]
let unanswered: readonly string[]
let index: ArticleIndex
beforeAll(async () => {
  const loaded = await loadArticles(join(ROOT, 'knowledge/articles'), new Set())
  const lexicon = readLexicon(join(ROOT, 'knowledge'))
  if (!lexicon) throw new Error('expected a lexicon in knowledge/, got none')
  const normalise = articleNormaliser(lexicon)
  articles = loaded.articles
  unanswered = loaded.unanswered
  index = buildIndex(articles, teachArticles(loaded, normalise), normalise)
})

const read = async (name: string): Promise<Questions> => Questions.parse(parse(await readFile(join(ROOT, 'test/articles', name), 'utf8')))

type Measured = { readonly article: number; readonly section: number; readonly none: number; readonly misses: readonly string[] }

/** Shares of right first articles, right sections among those, and rightly unanswered texts; with the lines that failed. */
function measure(questions: Questions): Measured {
  const pairs = LANGS.flatMap((lang) => questions[lang].map((pair) => ({ ...pair, found: findArticle(index, pair.ask, lang)[0] })))
  const right = pairs.filter(({ found, article, also }) => found && [article, ...also].includes(found.article.id))
  const wrong = pairs
    .filter((pair) => !right.includes(pair))
    .map(({ ask, article, found }) => `${ask} → ${found?.article.id ?? 'none'}, not ${article}`)
  const none = LANGS.flatMap((lang) => questions.none[lang].map((ask) => ({ ask, found: findArticle(index, ask, lang)[0] })))
  const answered = none.filter(({ found }) => found).map(({ ask, found }) => `${ask} → ${found?.article.id}, not none`)
  return {
    article: right.length / pairs.length,
    section: right.filter(({ found, article, section }) => found?.article.id !== article || found.section.id === section).length / right.length,
    none: 1 - answered.length / none.length,
    misses: [...wrong, ...answered],
  }
}

/** The misses stand in what is compared, so that a failure shows them. */
function expectAtLeast({ misses, ...got }: Measured, least: Omit<Measured, 'misses'>): void {
  const reached = { article: got.article >= least.article, section: got.section >= least.section, none: got.none >= least.none }
  const failed = Object.values(reached).includes(false)
  expect({ got: failed && got, misses: failed ? misses : [] }).toEqual({ got: false, misses: [] })
}

describe('questions in people’s own words', () => {
  test('find their article first when nothing was tuned on them, and what no article answers finds none', async () => {
    const questions = await read('measuring.yaml')
    expect(questions.zh.length).toBeGreaterThanOrEqual(100)
    expect(questions.en.length).toBeGreaterThanOrEqual(60)
    expect(questions.none.zh.length + questions.none.en.length).toBeGreaterThanOrEqual(50)
    expectAtLeast(measure(questions), { article: 0.92, section: 0.92, none: 0.9 })
  })

  test.each(['blind.yaml', 'development.yaml', 'questions.yaml'])('find it in %s too', async (name) =>
    expectAtLeast(measure(await read(name)), { article: 0.92, section: 0.92, none: 0.9 }),
  )

  test.each(FILES)('of %s are copied neither into the articles nor into what they leave unanswered', async (name) => {
    const known = new Set([...articles.flatMap((article) => article.questions.map(({ text }) => text)), ...unanswered])
    const { zh, en, none } = await read(name)
    expect([...[...zh, ...en].map(({ ask }) => ask), ...none.zh, ...none.en].filter((text) => known.has(text))).toEqual([])
  })
})

const article = (id: string, lang: Lang, question: string, text: string): Article => ({
  id,
  lang,
  file: `${id}.${lang}.md`,
  title: id,
  questions: [{ text: question, section: 'only', line: 4 }],
  sections: [{ id: 'only', heading: question, text, source: [], line: 7 }],
})
const plain: Normalise = (text) => text.toLowerCase()
const indexOf = (some: readonly Article[], normalise = plain, others: readonly string[] = []): ArticleIndex =>
  buildIndex(some, teachArticles({ articles: some, words: NO_WORDS, unanswered: others }, normalise), normalise)

describe('findArticle', () => {
  test('finds every listed question’s own article, and its section', () => {
    const missed = articles.flatMap(({ id, lang, questions }) =>
      questions.filter(({ text, section }) => {
        const best = findArticle(index, text, lang)[0]
        return best?.article.id !== id || best.section.id !== section
      }),
    )
    expect(missed.map(({ text }) => text)).toEqual([])
  })

  test('answers only in the language asked for', () => {
    expect(rankArticles(index, '解绑 unbind', 'en').every(({ article: found }) => found.lang === 'en')).toBe(true)
  })

  test('ranks by score, between 0 and 1', () => {
    const scores = rankArticles(index, '怎么解绑密保手机', 'zh').map(({ score }) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true)
  })

  test('gives the same answer however the text is written', () => {
    expect(findArticle(index, 'HOW  do I ＵＮＢＩＮＤ？', 'en')).toEqual(findArticle(index, 'how do i unbind', 'en'))
  })

  test('keeps the order of the articles when scores are equal', () => {
    const { taught } = indexOf([article('third', 'en', 'blue cheese', 'soft'), article('fourth', 'en', 'old blue cheese', 'hard')])
    const twins = buildIndex([article('first', 'en', 'milk', 'soft'), article('second', 'en', 'milk', 'soft')], taught, plain)
    expect(rankArticles(twins, 'blue cheese', 'en').map(({ article: found, score }) => [found.id, score])).toEqual([
      ['first', 0],
      ['second', 0],
    ])
  })

  test('uses the normalising it is given for articles and questions alike', () => {
    const shouting = [article('loud', 'zh', '解绑', '解绑')]
    expect(
      findArticle(
        indexOf(shouting, (text) => text.replaceAll('解綁', '解绑')),
        '解綁',
        'zh',
      )[0]?.article.id,
    ).toBe('loud')
    expect(findArticle(indexOf(shouting), '綁', 'zh')).toEqual([])
  })

  test('leaves alone what is more like the texts that no article answers', () => {
    const cheese = [article('blue', 'en', 'is blue cheese good', 'yes'), article('old', 'en', 'is old cheese good', 'yes')]
    expect(findArticle(indexOf(cheese), 'good blue wine', 'en')).not.toEqual([])
    expect(findArticle(indexOf(cheese, plain, ['is red wine good', 'blue wine', 'good wine']), 'good blue wine', 'en')).toEqual([])
  })

  test('lets a question that names no section lead to the first', () => {
    const one = article('one', 'en', 'what is it', 'this')
    const some = [{ ...one, questions: [{ text: 'what is it', section: undefined, line: 4 }] }]
    expect(findArticle(indexOf(some), 'What is it', 'en')[0]?.section.id).toBe('only')
  })

  test.each(['', '   ', '？！', '\ud800', '__proto__', 'constructor', 'toString', '\u0000', '的'.repeat(10_000), 'zq'.repeat(10_000)])(
    'survives %j',
    (text) => {
      for (const lang of LANGS) expect(findArticle(index, text, lang)).toEqual([])
    },
  )

  test('reads no more of a long text than a question can need', () => {
    expect(findArticle(index, `怎么解绑密保手机${'，嗯'.repeat(5_000)}`, 'zh')).toEqual(
      findArticle(index, `怎么解绑密保手机${'，嗯'.repeat(6_000)}`, 'zh'),
    )
  })

  test('finds nothing among no articles', () => {
    expect(findArticle(indexOf([]), '怎么解绑', 'zh')).toEqual([])
  })
})
