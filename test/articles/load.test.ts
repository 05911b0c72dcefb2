import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { loadArticles } from '../../src/articles/load.js'

const FACTS = new Set(['F01', 'F02', 'F03', 'F04', 'F05', 'F06'])
const WORDS = 'concepts:\n  unbind: { zh: [解绑], en: [unbind] }\naside: { zh: [吗], en: [the] }\n'
const UNANSWERED = 'zh: [你好]\nen: [hello]\n'
const SECTION = '## 标题 {#first source=F01,F02}\n\n正文。\n'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'articles-'))
})
afterEach(() => rm(folder, { recursive: true }))

type Written = { readonly head?: string; readonly body?: string; readonly id?: string; readonly questions?: readonly string[] }
const questions = (prefix: string) => Array.from({ length: 10 }, (_, at) => `${prefix}${at}`)
/** An article whose head takes lines 1 to 15, so that its body begins on line 16. */
const written = (lang: string, { head, body = SECTION, id = 'topic', questions: asked = questions(lang) }: Written = {}) =>
  `---\n${head ?? `id: ${id}\ntitle: T\nquestions:\n${asked.map((one) => `  - ${one}`).join('\n')}`}\n---\n${body}`

/** `code:file:line` of every fault in these files, the healthy pair topic.zh.md and topic.en.md filled in. */
async function faults(files: Readonly<Record<string, string | Buffer>>): Promise<readonly string[]> {
  const all = { 'words.yaml': WORDS, 'unanswered.yaml': UNANSWERED, 'topic.zh.md': written('zh'), 'topic.en.md': written('en'), ...files }
  for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text)
  const { diagnostics } = await loadArticles(folder, FACTS)
  for (const { hint, message } of diagnostics) expect([hint, message]).not.toContain('')
  return diagnostics.map(({ code, file, line }) => `${code}:${basename(file)}:${line}`)
}
const inBoth = (change: Written) => ({
  'topic.zh.md': written('zh', change),
  'topic.en.md': written('en', { ...change, questions: questions('en') }),
})

describe('loadArticles', () => {
  test('reads a healthy folder without a word', async () => {
    expect(await faults({})).toEqual([])
    const { articles, words, unanswered } = await loadArticles(folder, FACTS)
    expect(articles.map(({ id, lang }) => `${id}.${lang}`)).toEqual(['topic.en', 'topic.zh'])
    expect(articles[1]?.sections).toEqual([{ id: 'first', heading: '标题', text: '正文。', source: ['F01', 'F02'], line: 16 }])
    expect(words.concepts.get('解绑')).toBe('unbind')
    expect(unanswered).toEqual(['你好', 'hello'])
  })

  test('reads the section that a question names, and source=none as no source', async () => {
    const asked = ['甲 {#first}', ...questions('zh').slice(1)]
    expect(await faults(Object.fromEntries(Object.entries(inBoth({ body: '## 标题 {#first source=none}\n正文。', questions: asked }))))).toEqual([])
    const { articles } = await loadArticles(folder, FACTS)
    expect(articles[1]?.questions[0]).toEqual({ text: '甲', section: 'first', line: 5 })
    expect(articles[1]?.sections[0]?.source).toEqual([])
  })

  test('A000 a name that names no language', async () => expect(await faults({ 'topic.fr.md': written('zh') })).toEqual(['A000:topic.fr.md:1']))
  test('A000 a file in another encoding', async () => {
    expect(await faults({ 'other.zh.md': Buffer.from([0xbd, 0xe2, 0xb0, 0xf3]) })).toEqual(['A000:other.zh.md:1'])
  })
  test('A001 no head', async () => expect(await faults({ 'topic.en.md': SECTION })).toEqual(['A001:topic.en.md:1', 'A012:topic.zh.md:1']))
  test('A001 a head that is no YAML', async () => {
    expect(await faults({ 'topic.en.md': written('en', { head: 'id: topic\ntitle: [' }) })).toEqual([
      expect.stringMatching(/^A001:topic\.en\.md:[34]$/),
      'A012:topic.zh.md:1',
    ])
  })
  test('A002 every wrong field of a head at once', async () => {
    const found = await faults({ 'topic.en.md': written('en', { head: 'id: Topic\ntitle: T\nquestions: [one]' }) })
    expect(found).toEqual(['A002:topic.en.md:2', 'A002:topic.en.md:4', 'A012:topic.zh.md:1'])
  })
  test('A003 an id unlike the file name', async () =>
    expect(await faults({ 'topic.en.md': written('en', { id: 'other' }) })).toEqual(['A003:topic.en.md:2']))
  test('A004 text before the first heading', async () =>
    expect(await faults(inBoth({ body: `stray\n${SECTION}` }))).toEqual(['A004:topic.en.md:16', 'A004:topic.zh.md:16']))
  test('A004 no section at all', async () => expect((await faults(inBoth({ body: '' }))).map((one) => one.slice(0, 4))).toEqual(['A004', 'A004']))
  test('A005 a heading without its sources', async () => {
    expect(await faults(inBoth({ body: `${SECTION}## Bare {#bare}\ntext` }))).toEqual(['A005:topic.en.md:19', 'A005:topic.zh.md:19'])
  })
  test('A006 a section id twice', async () =>
    expect(await faults(inBoth({ body: SECTION + SECTION }))).toEqual(['A006:topic.en.md:19', 'A006:topic.zh.md:19']))
  test('A007 an unknown fact', async () => {
    expect(await faults(inBoth({ body: '## A {#first source=F99}\ntext' }))).toEqual(['A007:topic.en.md:16', 'A007:topic.zh.md:16'])
  })
  test('A008 more than five facts', async () => {
    expect(await faults(inBoth({ body: '## A {#first source=F01,F02,F03,F04,F05,F06}\ntext' }))).toEqual([
      'A008:topic.en.md:16',
      'A008:topic.zh.md:16',
    ])
  })
  test('A009 an empty section', async () =>
    expect(await faults(inBoth({ body: '## A {#first source=F01}\n' }))).toEqual(['A009:topic.en.md:16', 'A009:topic.zh.md:16']))
  test.each([['字'.repeat(161)], ['word '.repeat(91)]])('A010 a section too long', async (text) => {
    expect(await faults(inBoth({ body: `## A {#first source=F01}\n${text}` }))).toEqual(['A010:topic.en.md:16', 'A010:topic.zh.md:16'])
  })
  test.each(['<b>x</b>', '![x](y)', '[x](y)', '`x`', '> x', '### x', '| x |', 'see https://x', '---'])(
    'A011 more than safe Markdown: %s',
    async (line) => {
      expect(await faults(inBoth({ body: `${SECTION}${line}\n` }))).toEqual(['A011:topic.en.md:19', 'A011:topic.zh.md:19'])
    },
  )
  test('A012 an article in one language only', async () =>
    expect(await faults({ 'lonely.en.md': written('en', { id: 'lonely', questions: questions('x') }) })).toEqual(['A012:lonely.en.md:1']))
  test('A013 languages that carry different facts', async () => {
    expect(await faults({ 'topic.en.md': written('en', { body: '## A {#first source=F01}\ntext' }) })).toEqual(['A013:topic.en.md:1'])
  })
  test('A014 a question in two places', async () => {
    expect(await faults({ 'topic.zh.md': written('zh', { questions: [...questions('zh'), 'zh0'] }) })).toEqual(['A014:topic.zh.md:15'])
  })
  test('A015 a question that names a section of no article', async () => {
    expect(await faults({ 'topic.zh.md': written('zh', { questions: ['甲 {#nowhere}', ...questions('zh')] }) })).toEqual(['A015:topic.zh.md:5'])
  })
  test('A016 words that cannot be read', async () =>
    expect(await faults({ 'words.yaml': 'concepts:\n  Unbind: {}\naside: { zh: [], en: [] }\n' })).toContain('A016:words.yaml:2'))
  test('A017 a word with two meanings', async () => {
    expect(await faults({ 'words.yaml': WORDS.replace('aside', '  loosen: { zh: [解绑], en: [] }\naside') })).toEqual(['A017:words.yaml:3'])
  })
  test('A018 unanswered texts that cannot be read', async () =>
    expect(await faults({ 'unanswered.yaml': 'zh: [你好]\nen: hello\n' })).toEqual(['A018:unanswered.yaml:2']))
  test('A019 a text that no article answers and one does', async () =>
    expect(await faults({ 'unanswered.yaml': 'zh: [你好]\nen:\n  - hello\n  - en3\n' })).toEqual(['A019:unanswered.yaml:4']))
  test('reports the faults of all files at once, in order', async () => {
    expect(await faults({ 'topic.en.md': 'nothing', 'topic.zh.md': written('zh', { id: 'other' }) })).toEqual([
      'A001:topic.en.md:1',
      'A012:topic.zh.md:1',
      'A003:topic.zh.md:2',
    ])
  })
})
