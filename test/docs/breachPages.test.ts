import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import type { Signatures } from '../../src/dialog/program.js'
import { BREACH_KINDS, type BreachKind } from '../../src/replay/explore/breaches.js'
import { parseScript } from '../../src/replay/script.js'
import { signatures } from '../../src/turn/signatures.js'
import { openly } from '../replay/explore/tiny.js'
import { examplesIn, exploredWith, lintedBy, pageOf, pages, UTTERANCES } from './breachExamples.js'

/** No check of an account does without proof; that page supposes one that does. */
const signaturesFor = (kind: BreachKind): Signatures => (kind === 'disclosure' ? openly : signatures)

test('every kind of breach has a page, and every page a kind', () => {
  expect(pages()).toEqual([...BREACH_KINDS].sort())
})

test('the index lists every kind once, in the order of the code', () => {
  const index = readFileSync(new URL('../../docs/breaches/README.md', import.meta.url), 'utf8')
  expect([...index.matchAll(/^\| \[`(\w+)`\]\((\w+)\.md\) \|/gm)].map(([, kind, page]) => [kind, page])).toEqual(
    BREACH_KINDS.map((kind) => [kind, kind]),
  )
})

test('the people in the replays say what people say', () => {
  for (const [intent, text] of Object.entries(UTTERANCES))
    expect(readFileSync(new URL(`../../knowledge/intents/${intent}.yaml`, import.meta.url), 'utf8')).toContain(`"${text}"`)
})

const LONGEST = 85

describe.each(BREACH_KINDS)('docs/breaches/%s.md', (kind) => {
  const page = pageOf(kind)
  const fails = examplesIn(page, 'Fails')
  const mending = examplesIn(page, 'Mended')
  // What a page does not show again stays as it was.
  const mended = { ...fails.files, ...mending.files }

  test('has every part and is short', () => {
    expect(page).toMatch(new RegExp(`^# \`${kind}\`: `))
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(['Why it matters', 'Fails', 'Mended', 'How to mend'])
    expect(page.split('\n').length).toBeLessThanOrEqual(LONGEST)
    expect(Object.keys(fails.files).length).toBeGreaterThan(0)
    expect(Object.keys(mending.files).length).toBeGreaterThan(0)
  })

  test('fails with this breach alone, told and shown as the page says', async () => {
    const { breaches } = await exploredWith(fails.files, signaturesFor(kind))
    expect(breaches.map((breach) => breach.kind)).toEqual([kind])
    for (const { dialog, node, message, replay } of breaches) {
      expect(`${kind} at ${dialog}/${node}: ${message}`).toBe(fails.says)
      expect(fails.files[dialog]).toContain(`\n  ${node}:`)
      expect(parse(fails.replay)).toEqual(parse(replay))
      if (replay !== '') expect(parseScript(`${kind}.yaml`, fails.replay).turns.length).toBeGreaterThan(0)
    }
  })

  test('is mended without a breach', async () => {
    expect((await exploredWith(mended, signaturesFor(kind))).breaches).toEqual([])
  })

  test('says what the linter finds', () => {
    expect(lintedBy(fails.files, signaturesFor(kind))).toEqual(fails.lints)
    expect(lintedBy(mended, signaturesFor(kind))).toEqual([])
  })
})
