import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Article } from '../../src/articles/article.js'
import type { Lessons } from '../../src/articles/teach.js'
import { NO_WORDS } from '../../src/articles/words.js'
import { readLexicon } from '../../src/nlu/knowledge.js'
import { readTaught, taughtArticles } from '../../src/turn/taughtArticles.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taught-'))
})
afterEach(() => rm(folder, { recursive: true }))

const lexicon = readLexicon(join(import.meta.dirname, '../../knowledge'))
if (!lexicon) throw new Error('expected a lexicon in knowledge/, got none')
const topic: Article = {
  id: 'topic',
  lang: 'en',
  file: 'topic.en.md',
  title: 'Topic',
  questions: [
    { text: 'what is it', section: 'first', line: 4 },
    { text: 'what is it for', section: 'first', line: 5 },
  ],
  sections: [{ id: 'first', heading: 'It', text: 'This.', source: [], line: 8 }],
}
const lessons: Lessons = { articles: [topic], words: NO_WORDS, unanswered: ['hello', 'is it late'] }
const told: string[] = []
const learn = (from: Lessons) => taughtArticles(from, lexicon, folder, (text) => told.push(text))

test('what was learnt is read again as it was', async () => {
  const first = learn(lessons)
  expect(readTaught(folder, first.hash)).toEqual(first.taught)
  expect(learn(lessons)).toEqual(first)
  expect(await readdir(folder)).toHaveLength(1)
})

test('another question, or another text left unanswered, is learnt anew', () => {
  const hashes = [lessons, { ...lessons, unanswered: ['hello'] }, { ...lessons, articles: [{ ...topic, questions: topic.questions.slice(1) }] }].map(
    (from) => learn(from).hash,
  )
  expect(new Set(hashes).size).toBe(3)
})

test('a damaged file is told of and made anew', async () => {
  const first = learn(lessons)
  for (const name of await readdir(folder)) await writeFile(join(folder, name), 'no such thing')
  expect(learn(lessons)).toEqual(first)
  expect(told.at(-1)).toMatch(/damaged/)
})
