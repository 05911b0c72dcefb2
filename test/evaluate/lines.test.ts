import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { fewShot } from '../../src/evaluate/lines/fewShot.js'
import { type Line, langOf } from '../../src/evaluate/lines/line.js'
import { readCorpora } from '../../src/evaluate/lines/readCorpora.js'
import { readLines } from '../../src/evaluate/lines/readLines.js'
import { splitByAuthor } from '../../src/evaluate/lines/splitByAuthor.js'
import { randomFor } from '../../src/noise/random.js'

const lines: readonly Line[] = Array.from({ length: 120 }, (_, place) => ({
  text: `line ${place}`,
  intent: `intent_${place % 4}`,
  author: `a${place % 7}`,
}))

describe('splits by author', () => {
  const splits = splitByAuthor(lines, 5, randomFor('test', 1))
  test('no author stands on both sides', () => {
    for (const { train, test: held, authors } of splits) {
      expect(new Set(held.map(({ author }) => author))).toEqual(new Set(authors))
      expect(train.filter(({ author }) => authors.includes(author ?? ''))).toEqual([])
    }
  })
  test('every line is judged once', () =>
    expect(splits.flatMap(({ test: held }) => held.map(({ text }) => text)).sort()).toEqual(lines.map(({ text }) => text).sort()))
  test('there are as many groups as asked for, and no more than authors', () => {
    expect(splits).toHaveLength(5)
    expect(splitByAuthor(lines, 50, randomFor('test', 1))).toHaveLength(7)
  })
  test('the seed decides', () => {
    const authorsBy = (seed: number): string => JSON.stringify(splitByAuthor(lines, 3, randomFor('test', seed)).map(({ authors }) => authors))
    expect(authorsBy(1)).toBe(authorsBy(1))
    expect(new Set([1, 2, 3, 4, 5].map(authorsBy)).size).toBeGreaterThan(1)
  })
  test('lines without author, or of one author, are refused with a sentence', () => {
    expect(() => splitByAuthor([{ text: 'x', intent: 'y' }], 5, Math.random)).toThrow(/expected every line to have an author/)
    expect(() => splitByAuthor([{ text: 'x', intent: 'y', author: 'a' }], 5, Math.random)).toThrow(/two authors at least, got 1/)
  })
})

test('few lines an intent: at most so many of each, drawn by the seed', () => {
  const drawn = (seed: number): readonly Line[] => fewShot(lines, 3, randomFor('few', seed))
  const counts = new Map<string, number>()
  for (const { intent } of drawn(1)) counts.set(intent, (counts.get(intent) ?? 0) + 1)
  expect([...counts]).toEqual([0, 1, 2, 3].map((place) => [`intent_${place}`, 3]))
  expect(drawn(1)).toEqual(drawn(1))
  expect(drawn(1)).not.toEqual(drawn(2))
  expect(fewShot(lines, 1000, randomFor('few', 1))).toHaveLength(lines.length)
})

test.each([
  [{ text: '解绑 QQ', intent: 'x' }, 'zh'],
  [{ text: 'unbind', intent: 'x' }, 'en'],
  [{ text: '👍 1', intent: 'x' }, 'neither'],
  [{ text: 'ok', intent: 'x', lang: 'zh' }, 'zh'],
])('%j is %s', (line, lang) => expect(langOf(line)).toBe(lang))

describe('reading', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evaluate-'))
  const file = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  test('lines keep what they say', () =>
    expect(
      readLines(file('good.jsonl', '{"text":"a","intent":"x","lang":"en","alt":["y"],"source":"there"}\n\n{"text":"b","intent":"y"}\r\n')),
    ).toEqual([
      { text: 'a', intent: 'x', lang: 'en', alt: ['y'] },
      { text: 'b', intent: 'y' },
    ]))
  test.each([
    ['no JSON', '{"text":"a","intent":"x"}\nnonsense\n', /bad\.jsonl:2: expected a line such as .*got nonsense/],
    ['no intent', '\n{"text":"a"}\n', /bad\.jsonl:2: .*intent/],
    ['an empty text', '{"text":" ","intent":"x"}', /bad\.jsonl:1: .*text/],
    ['no lines', '\n', /bad\.jsonl: expected lines/],
  ])('%s is refused with file and line', (_, text, message) => expect(() => readLines(file('bad.jsonl', text))).toThrow(message))

  test('corpora: every folder with train.jsonl; a missing test.jsonl and a folder of none are refused', () => {
    const root = mkdtempSync(join(tmpdir(), 'corpora-'))
    expect(() => readCorpora(root)).toThrow(/expected <corpus>\/train\.jsonl/)
    expect(() => readCorpora(join(root, 'nowhere'))).toThrow(/expected a folder of corpora/)
    mkdirSync(join(root, 'one'))
    mkdirSync(join(root, 'notes'))
    writeFileSync(join(root, 'one', 'train.jsonl'), '{"text":"a","intent":"x"}\n')
    expect(() => readCorpora(root)).toThrow(/test\.jsonl: expected this file/)
    writeFileSync(join(root, 'one', 'test.jsonl'), '{"text":"b","intent":"x"}\n')
    expect(readCorpora(root)).toEqual([{ name: 'one', train: [{ text: 'a', intent: 'x' }], test: [{ text: 'b', intent: 'x' }], outside: [] }])
  })
})
