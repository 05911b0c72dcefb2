import { describe, expect, test } from '@jest/globals'
import type { Cost, Evaluation, Measurement, SetResult } from '../../src/evaluate/evaluation.js'
import { measure } from '../../src/evaluate/measures/measure.js'
import { OWN } from '../../src/evaluate/plans.js'
import { html } from '../../src/evaluate/report/html.js'
import { page } from '../../src/evaluate/report/page.js'
import { summaryText } from '../../src/evaluate/report/text.js'
import { targetsOf } from '../../src/evaluate/targets.js'

const hostile = '<img src=x onerror="alert(1)"> & \'quoted\' \u202e\u0007'

const measurement = (method: string, right: number, extra: Partial<Measurement> = {}): Measurement => ({
  method,
  leftOut: null,
  trainSeconds: 1,
  measured: measure(
    Array.from({ length: 100 }, (_, place) => ({
      line: { text: place < right ? 'text' : hostile, intent: 'wanted', author: `a${place % 2}` },
      ranking: [{ intent: place < right ? 'wanted' : '</td><script>', score: 0.7 }],
      inside: 1,
      rejected: null,
    })),
  ),
  outside: null,
  fewShot: [],
  noise: [],
  ...extra,
})

const set = (name: string, methods: SetResult['methods']): SetResult => ({
  name,
  about: hostile,
  train: 1,
  test: 100,
  outside: 0,
  intents: 1,
  methods,
})
const evaluation = (sets: readonly SetResult[], costs: readonly Cost[] = []): Evaluation => ({
  format: 1,
  seed: 1,
  quick: false,
  seconds: 2,
  sets,
  costs,
  targets: targetsOf({ sets, quick: false }),
})

describe('the page', () => {
  const made = page(
    evaluation([set(hostile, [measurement('ours', 90), { method: hostile, leftOut: hostile }])], [{ method: hostile, leftOut: hostile }]),
  )
  test('texts, labels, names and reasons are escaped', () => {
    expect(made).not.toMatch(/<img|<script/)
    expect(made).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;quoted&#39;')
    for (const mark of ['\u202e', '\u0007']) expect(made).not.toContain(mark)
  })
  test('every tag that is opened is closed', () => {
    const open = ['table', 'tr', 'td', 'th', 'details', 'section', 'svg', 'div'].map((tag) => [
      tag,
      made.match(new RegExp(`<${tag}[ >]`, 'g'))?.length,
      made.match(new RegExp(`</${tag}>`, 'g'))?.length,
    ])
    expect(open.filter(([, opened, closed]) => opened !== closed || opened === undefined)).toEqual([])
  })
  test('nothing is loaded from elsewhere', () => expect(made).not.toMatch(/https?:|@import|url\(|<link|<[^>]*\s(?:src|href)=/))
  test('it stands on a phone and in the dark', () => {
    expect(made).toContain('name="viewport"')
    expect(made).toContain('prefers-color-scheme: dark')
  })
  test('the mistakes are listed by pair with their confidence', () => {
    expect(made).toContain('wanted → &lt;/td&gt;&lt;script&gt; (10)')
    expect(made).toContain('70.0')
  })
})

test('markup is put together of escaped parts, lists and markup', () =>
  expect(html`<b>${'<'}${[html`<i>${'"'}</i>`, 1, null]}</b>`.markup).toBe('<b>&lt;<i>&quot;</i>1</b>'))

describe('targets', () => {
  const fewShot = [{ perIntent: 10, first: { mean: 0.85, least: 0.8, most: 0.9, draws: 3 } }]
  const outside = { lines: 1, auroc: 0.97, insideAtRecall: 0.5, turnedAway: null }
  const clinc = set('clinc150', [measurement('ours', 94, { fewShot, outside }), measurement('nlp.js', 95), measurement('nlp.js, Han characters', 93)])
  test('met, missed, ahead and behind', () =>
    expect(targetsOf({ sets: [clinc], quick: false })).toEqual([
      { name: 'clinc150, right first (%)', value: 94, digits: 2, bound: '≥ 93.5', isMet: true, peer: { value: 95, isBehind: false } },
      { name: 'clinc150, AUROC of what is out of scope', value: 0.97, digits: 4, bound: '≥ 0.965', isMet: true, peer: null },
      { name: 'clinc150, 10 lines an intent (%)', value: 85, digits: 2, bound: '≥ 84', isMet: true, peer: null },
    ]))
  test('noise must not cost more than its bound', () => {
    const noise = [{ noise: 'shells', lines: 100, clean: 0.9, noisy: 0.87, lost: 3 }] as const
    const found = targetsOf({ sets: [set(OWN, [measurement('ours', 92, { noise })])], quick: false })
    expect(found.map(({ name, isMet }) => [name, isMet])).toEqual([
      ['own data, right first (%)', false],
      ['own data, right among three (%)', false],
      ['polite words cost (points)', false],
    ])
  })
  test('a quick run is compared with none', () => expect(targetsOf({ sets: [clinc], quick: true })).toEqual([]))
})

test('the summary names what was left out, and a race that was lost', () => {
  const text = summaryText(
    evaluation([set('banking77', [measurement('ours', 90), measurement('nlp.js', 95), { method: 'other', leftOut: 'not installed' }])]),
  )
  expect(text).toContain('ours: 90.0 / 90.0')
  expect(text).toContain('other: not installed')
  expect(text).toContain('✗ banking77, right first (%): 90.00 (≥ 92; nlp.js 95.00, which is ahead)')
})
