import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { type Article, carriedFacts } from '../../src/articles/article.js'
import { type LoadedArticles, loadArticles } from '../../src/articles/load.js'

const FOLDER = join(import.meta.dirname, '../../knowledge/articles')
const factIds = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `F${String(from + at).padStart(2, '0')}`)
const DOCUMENTED = new Set(factIds(1, 60))
/** What the dialogs find out and treat; an article that carried it would answer without looking. */
const DIALOGS_CARRY = [...factIds(30, 37), ...factIds(39, 45), ...factIds(47, 50)]

let loaded: LoadedArticles
beforeAll(async () => {
  loaded = await loadArticles(FOLDER, DOCUMENTED)
})
const sectionTexts = (articles: readonly Article[]) => articles.flatMap((article) => article.sections.map(({ text }) => text))

describe('the articles of the project', () => {
  test('have no fault', () => {
    expect(loaded.diagnostics).toEqual([])
    expect(loaded.articles.length).toBeGreaterThan(20)
  })

  test('carry every documented fact that no dialog carries, and only those, in both languages', () => {
    const expected = [...DOCUMENTED].filter((id) => !DIALOGS_CARRY.includes(id))
    for (const lang of ['zh', 'en']) expect(carriedFacts(loaded.articles.filter((article) => article.lang === lang))).toEqual(expected)
  })

  test('name no times, amounts or phone numbers', () => {
    for (const text of sectionTexts(loaded.articles))
      expect(text.replace(/^\d\. /gm, '')).not.toMatch(/\d|[一二三四五六七八九十两]\s*(?:分钟|小时|天|个?工作日|元|块)/)
  })

  test('speak to Chinese readers with 您 and full-width punctuation', () => {
    for (const text of sectionTexts(loaded.articles.filter(({ lang }) => lang === 'zh'))) {
      expect(text).not.toMatch(/你/)
      expect(text).not.toMatch(/\p{Script=Han}[,;:?!()]/u)
    }
  })

  test('say that accounts here are simulated and that secrets are never asked for', () => {
    const section = (lang: string, id: string) =>
      loaded.articles.find((one) => one.id === 'bot_scope' && one.lang === lang)?.sections.find((one) => one.id === id)?.text
    expect(section('zh', 'simulated')).toMatch(/模拟账号/)
    expect(section('en', 'simulated')).toMatch(/simulated account/)
    expect(section('zh', 'never_asks')).toMatch(/密码.*身份证号.*银行卡号/)
    expect(section('en', 'never_asks')).toMatch(/password.*ID number.*bank card/)
  })
})
