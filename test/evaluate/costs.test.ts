import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { evaluate } from '../../src/cli/evaluate.js'
import { measureCosts } from '../../src/evaluate/measureCosts.js'
import { allMethods } from '../../src/evaluate/methods/allMethods.js'
import { examples, lexicon } from '../nlu/taught.js'

/** Needs the built product, like everything that starts processes. */
const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url))

test('every method is measured in processes of its own, or says why not', () => {
  const many = Array.from({ length: 6 }, (_, round) => examples.map(({ intent, text }) => ({ intent, text: `${text} ${round}` }))).flat()
  const wanted = ['ours', 'natural Bayes', 'natural logistic']
  const told: string[] = []
  const costs = measureCosts({
    script: path('dist/evaluate/costProcess.js'),
    folder: path('knowledge'),
    knowledge: { examples: many, lexicon, titles: new Map() },
    methods: allMethods(lexicon).filter(({ name }) => wanted.includes(name)),
    tell: (text) => told.push(text),
  })
  expect(costs.map(({ method }) => method)).toEqual(wanted)
  expect(costs[2]?.leftOut).toMatch(/too slow/)
  for (const cost of costs.slice(0, 2)) {
    if (cost.leftOut !== null) throw new Error(`expected figures, got ${cost.leftOut}`)
    const { trainSeconds, bytes, loadMs, p50Ms, p99Ms, memoryMb } = cost
    expect([trainSeconds, bytes, loadMs, p50Ms].filter((figure) => !(figure > 0))).toEqual([])
    expect(p99Ms).toBeGreaterThanOrEqual(p50Ms)
    expect(memoryMb).toBeGreaterThan(0)
  }
  expect(told).toHaveLength(3)
}, 60_000)

test.each([
  [{ seed: 'x' }, /--seed x: expected a whole number/],
  [{ corpora: '/nowhere' }, /--corpora \/nowhere: expected a folder/],
  [{ utterances: path('package.json') }, /package\.json:1: expected a line/],
])('%j is refused with a sentence', async (options, message) => expect(evaluate(options)).rejects.toThrow(message))
