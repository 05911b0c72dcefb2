import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Evaluation } from '../../src/evaluate/evaluation.js'
import { methodIn } from '../../src/evaluate/evaluation.js'
import { readCorpora } from '../../src/evaluate/lines/readCorpora.js'
import { readLines } from '../../src/evaluate/lines/readLines.js'
import { allMethods } from '../../src/evaluate/methods/allMethods.js'
import type { Method } from '../../src/evaluate/methods/method.js'
import { ours } from '../../src/evaluate/methods/ours.js'
import { page } from '../../src/evaluate/report/page.js'
import { type Asked, runEvaluation } from '../../src/evaluate/runEvaluation.js'
import type { Knowledge } from '../../src/nlu/knowledge.js'
import { examples, lexicon } from '../nlu/taught.js'

const knowledge: Knowledge = { lexicon, titles: new Map(), examples: examples.map((example, place) => ({ ...example, author: `a${place % 6}` })) }
const jsonl = (lines: readonly object[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')

const folder = mkdtempSync(join(tmpdir(), 'evaluation-'))
mkdirSync(join(folder, 'corpora', 'tiny'), { recursive: true })
const english = examples.filter(({ text, intent }) => /^[\x20-\x7e]+$/.test(text) && intent !== 'out_of_scope')
writeFileSync(join(folder, 'corpora', 'tiny', 'train.jsonl'), jsonl(english))
writeFileSync(join(folder, 'corpora', 'tiny', 'test.jsonl'), jsonl(english.slice(0, 8)))
writeFileSync(
  join(folder, 'corpora', 'tiny', 'oos_test.jsonl'),
  jsonl([
    { text: 'sing me a lullaby', intent: 'oos' },
    { text: 'zebra crossing', intent: 'oos' },
  ]),
)
writeFileSync(
  join(folder, 'foreign.jsonl'),
  jsonl([{ text: '解绑一直失败', intent: 'login_failed_after_unbind', lang: 'zh', alt: ['unbind_failed'] }]),
)

const asked: Asked = {
  seed: 1,
  quick: false,
  own: true,
  corpora: readCorpora(join(folder, 'corpora')),
  utterances: readLines(join(folder, 'foreign.jsonl')),
}
const run = async (methods: readonly Method[], more: Partial<Asked> = {}): Promise<Evaluation> =>
  runEvaluation(
    { knowledge, methods, tell: (text) => told.push(text), measureCosts: async () => [{ method: 'ours', leftOut: 'not here' }] },
    { ...asked, ...more },
  )
const told: string[] = []
/** All but times. */
const figures = (evaluation: Evaluation): unknown =>
  JSON.parse(JSON.stringify(evaluation, (key, value) => (key === 'seconds' || key === 'trainSeconds' ? 0 : value)))

describe('a whole run', () => {
  let evaluation: Evaluation
  // natural's logistic regression takes half a minute where it is not left out.
  const methods = allMethods(lexicon).filter(({ name }) => !name.startsWith('natural logistic'))
  beforeAll(async () => {
    evaluation = await run(methods)
  }, 120_000)

  test('measures every set with every method, or says why not', () => {
    expect(evaluation.sets.map(({ name }) => name)).toEqual(['own data, held-back authors', 'foreign utterances', 'tiny'])
    for (const { methods: results } of evaluation.sets) expect(results.map(({ method }) => method)).toEqual(methods.map(({ name }) => name))
    const [own, foreign, tiny] = evaluation.sets
    expect(own && methodIn(own, 'ours')?.measured).toMatchObject({ lines: examples.length })
    expect(foreign && methodIn(foreign, 'ours')?.measured.first).toBe(1)
    expect(tiny && methodIn(tiny, 'ours')?.outside).toMatchObject({ lines: 2, auroc: 1 })
    expect(tiny && methodIn(tiny, 'nlp.js')?.measured.lines).toBe(8)
  })
  test('every author of our own was held back once', () => {
    const own = evaluation.sets[0] && methodIn(evaluation.sets[0], 'ours')
    expect(own?.measured.byAuthor.map(({ key }) => key)).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5'])
    expect(own?.noise.map(({ noise }) => noise)).toContain('homophone')
  })
  test('gives HTML and JSON', () => {
    const [html, json] = [join(folder, 'report.html'), join(folder, 'report.json')]
    writeFileSync(html, page(evaluation))
    writeFileSync(json, JSON.stringify(evaluation))
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>[\s\S]*tiny[\s\S]*<\/html>\s*$/)
    expect(JSON.parse(readFileSync(json, 'utf8'))).toEqual(evaluation)
  })
  test('tells how far it is', () => expect(told.some((text) => /\d s {2}tiny, ours, test lines: 8 of 8$/.test(text))).toBe(true))
})

test('the same seed gives the same figures, another one other draws', async () => {
  const only = [ours(lexicon)]
  const first = figures(await run(only, { corpora: [] }))
  expect(figures(await run(only, { corpora: [] }))).toEqual(first)
  expect(figures(await run(only, { corpora: [], seed: 2 }))).not.toEqual(first)
}, 60_000)

describe('a method that fails', () => {
  const failing = (name: string): Method => ({ ...ours(lexicon), name, train: () => Promise.reject(new Error('no memory')) })
  test('is a result when it is one of the others', async () => {
    const { sets } = await run([failing('another')], { own: false, corpora: [] })
    expect(sets[0]?.methods).toEqual([{ method: 'another', leftOut: 'failed: no memory' }])
  })
  test('is a fault when it is ours', async () => expect(run([failing('ours')], { own: false, corpora: [] })).rejects.toThrow('no memory'))
})
