import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { inWords, pageOf } from '../../src/cli/lintPages.js'
import { around, diagnosticsOf, PAGES, readPage } from './examples.js'

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url))
const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
const found = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].flatMap(([, name]) => name ?? [])
const codes = [...new Set(sources.flatMap((name) => found(readFileSync(join(SOURCE, name), 'utf8'), /(?:'|^ +)(D\d{3})(?=[':])/gm)))].sort()
const pages = readdirSync(PAGES).filter((name) => name !== 'README.md')

test('every code of the linter has a page, and every page a code', () => {
  expect(codes).toContain('D000')
  expect([...pages].sort()).toEqual(codes.map((code) => `${code}.md`))
})

test('the index lists every page, with its title', () => {
  const listed = [...readFileSync(join(PAGES, 'README.md'), 'utf8').matchAll(/^\| \[(D\d{3})\]\((D\d{3}\.md)\) \| (.*) \|$/gm)]
  expect(listed.map(([, code, page, title]) => [`${code}: ${title}`, page])).toEqual(
    codes.map((code) => [readPage(`${code}.md`).title, `${code}.md`]),
  )
})

test('the command names pages that exist', () => expect(codes.map(pageOf)).toEqual(codes.map((code) => `docs/lint/${code}.md`)))

test('nothing is wrong with the files around the examples', () => {
  expect(around().length).toBeGreaterThan(2)
  expect(diagnosticsOf([]).map((fault) => inWords(fault))).toEqual([])
})

describe.each(codes)('%s', (code) => {
  const page = readPage(`${code}.md`)

  test('has a title and the sections that every page has', () => {
    expect(page.title).toMatch(new RegExp(`^${code}: [A-Z]`))
    expect(page.headings).toEqual(['For the user', 'Fails', 'Mended', 'How to mend'])
    expect(page.fails.length).toBeGreaterThan(0)
  })

  test('shows an example that fails for it alone, and what is then printed', () => {
    const diagnostics = diagnosticsOf(page.fails)
    expect([...new Set(diagnostics.map((fault) => fault.code))]).toEqual([code])
    expect(diagnostics.map((fault) => inWords(fault)).join('\n')).toBe(page.printed)
  })

  test('shows the same files mended, with nothing wrong', () => {
    expect(diagnosticsOf(page.mended).map((fault) => inWords(fault))).toEqual([])
    expect(page.mended.map(({ file }) => file)).toEqual(expect.arrayContaining(page.fails.map(({ file }) => file)))
  })
})
