import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Article } from '../../src/articles/article.js'
import { type ArticleIndex, buildIndex } from '../../src/articles/buildIndex.js'
import { findArticle, rankArticles } from '../../src/articles/find.js'
import { loadArticles } from '../../src/articles/load.js'
import { LANGS, type Lang } from '../../src/shared/lang.js'

const ROOT = join(import.meta.dirname, '../..')
const Pairs = z.array(z.strictObject({ ask: z.string(), article: z.string(), section: z.string() }))
const Questions = z.strictObject({ zh: Pairs, en: Pairs, none: z.strictObject({ zh: z.array(z.string()), en: z.array(z.string()) }) })
type Questions = z.infer<typeof Questions>

let articles: readonly Article[]
let index: ArticleIndex
beforeAll(async () => {
  const loaded = await loadArticles(join(ROOT, 'knowledge/articles'), new Set())
  articles = loaded.articles
  index = buildIndex(loaded.articles, loaded.words)
})

const read = async (name: string): Promise<Questions> => Questions.parse(parse(await readFile(join(ROOT, 'test/articles', name), 'utf8')))

/** Shares of right first articles, right sections among those, and rightly unanswered texts; with the lines that failed. */
function measure(questions: Questions) {
  const pairs = LANGS.flatMap((lang) => questions[lang].map((pair) => ({ ...pair, found: findArticle(index, pair.ask, lang)[0] })))
  const right = pairs.filter(({ found, article }) => found?.article.id === article)
  const wrong = pairs
    .filter((pair) => !right.includes(pair))
    .map(({ ask, article, found }) => `${ask} → ${found?.article.id ?? 'none'}, not ${article}`)
  const none = LANGS.flatMap((lang) => questions.none[lang].map((ask) => ({ ask, found: findArticle(index, ask, lang)[0] })))
  const answered = none.filter(({ found }) => found).map(({ ask, found }) => `${ask} → ${found?.article.id}, not none`)
  return {
    article: right.length / pairs.length,
    section: right.filter(({ found, section }) => found?.section.id === section).length / right.length,
    none: 1 - answered.length / none.length,
    failures: [...wrong, ...answered],
  }
}

const report = (name: string, { article, section, none, failures }: ReturnType<typeof measure>): void => {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  console.info(`${name}: article ${percent(article)}, section ${percent(section)}, none ${percent(none)}\n${failures.join('\n')}`)
}

describe('questions in people’s own words', () => {
  test('find their article first, and unrelated ones find none', async () => {
    const questions = await read('questions.yaml')
    const result = measure(questions)
    report('questions.yaml', result)
    expect(questions.zh.length + questions.en.length).toBeGreaterThanOrEqual(160)
    expect(questions.none.zh.length + questions.none.en.length).toBeGreaterThanOrEqual(40)
    expect(result.article).toBeGreaterThanOrEqual(0.92)
    expect(result.section).toBeGreaterThanOrEqual(0.9)
    expect(result.none).toBeGreaterThanOrEqual(0.85)
  })

  test('find it nearly as well when nothing was ever tuned on them', async () => {
    const result = measure(await read('blind.yaml'))
    report('blind.yaml', result)
    expect(result.article).toBeGreaterThanOrEqual(0.75)
    expect(result.none).toBeGreaterThanOrEqual(0.85)
  })

  test('are not copied from the lists of the articles', async () => {
    const listed = new Set(articles.flatMap((article) => article.questions.map(({ text }) => text)))
    for (const name of ['questions.yaml', 'blind.yaml']) {
      const questions = await read(name)
      expect([...questions.zh, ...questions.en].map(({ ask }) => ask).filter((ask) => listed.has(ask))).toEqual([])
    }
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
    const twins = buildIndex(
      [article('first', 'en', 'blue cheese', 'soft'), article('second', 'en', 'blue cheese', 'soft')].map((one) => ({ ...one, title: 'same' })),
    )
    expect(findArticle(twins, 'blue cheese', 'en').map(({ article: found }) => found.id)).toEqual(['first', 'second'])
  })

  test('uses the normalising it is given for articles and questions alike', () => {
    const shouting = [article('loud', 'zh', '解绑', '解绑')]
    const folded = buildIndex(shouting, undefined, (text) => text.replaceAll('解綁', '解绑'))
    expect(findArticle(folded, '解綁', 'zh')[0]?.article.id).toBe('loud')
    expect(findArticle(buildIndex(shouting), '綁', 'zh')).toEqual([])
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
    expect(findArticle(buildIndex([]), '怎么解绑', 'zh')).toEqual([])
  })
})
