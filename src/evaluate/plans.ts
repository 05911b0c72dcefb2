import type { Knowledge } from '../nlu/knowledge.js'
import { createNoise } from '../noise/noise.js'
import { randomFor, shuffled } from '../noise/random.js'
import { fewShot } from './lines/fewShot.js'
import type { Line } from './lines/line.js'
import type { Corpus } from './lines/readCorpora.js'
import { splitByAuthor } from './lines/splitByAuthor.js'
import { measuredNoises } from './noises.js'
import type { Extent, NoisyLine, Plan } from './plan.js'

export const OWN = 'own data, held-back authors'
export const UTTERANCES = 'foreign utterances'

const GROUPS = 5
const whole = { trials: GROUPS, noisy: 1500, test: Number.POSITIVE_INFINITY, perIntent: Number.POSITIVE_INFINITY }
/** Enough to see that everything works, not enough to compare with anything. */
const part = { trials: 1, noisy: 200, test: 400, perIntent: 30 }
const sizesOf = ({ quick }: Extent): typeof whole => (quick ? part : whole)
const fewShotOf = ({ quick }: Extent): Plan['fewShot'] => (quick ? { perIntent: [10], draws: 1 } : { perIntent: [10, 30], draws: 3 })

const some = <Item>(items: readonly Item[], most: number, ...words: readonly (string | number)[]): readonly Item[] =>
  items.length <= most ? items : shuffled(items, randomFor('sample', ...words)).slice(0, most)

export function ownPlan({ examples, lexicon }: Knowledge, extent: Extent): Plan {
  const { seed } = extent
  const sizes = sizesOf(extent)
  const splits = splitByAuthor(examples, GROUPS, randomFor('authors', seed))
  const used = splits.slice(0, sizes.trials)
  const asked = used.flatMap(({ test }) => test)
  const noisy = noisyLines(some(asked, sizes.noisy, seed, 'noise'), { seed, bare: [...lexicon.shells.bare_intents] })
  return {
    name: OWN,
    about: `Every line of knowledge/intents is judged by a model that was not taught its author; ${splits.length} groups of authors.`,
    trials: used.map(({ train, test }) => {
      const held = new Set(test)
      return { train, test, noisy: noisy.filter(({ line }) => held.has(line)) }
    }),
    outside: [],
    outsideIntent: lexicon.policy.out_of_scope,
    isNeutral: false,
    fewShot: fewShotOf(extent),
  }
}

/** Politeness around lines whose matter is politeness would be another line. */
function noisyLines(lines: readonly Line[], { seed, bare }: { readonly seed: number; readonly bare: readonly string[] }): readonly NoisyLine[] {
  const addNoise = createNoise(seed)
  return measuredNoises.flatMap((noise) =>
    lines
      .filter(({ intent }) => noise !== 'shells' || !bare.includes(intent))
      .map((line) => ({ noise, line, text: addNoise(noise, line.text) }))
      .filter(({ line, text }) => text !== line.text),
  )
}

export function utterancesPlan({ examples, lexicon }: Knowledge, lines: readonly Line[]): Plan {
  return {
    name: UTTERANCES,
    about: 'Utterances of people who knew nothing of this product, judged by a model taught all of knowledge/intents.',
    trials: [{ train: examples, test: lines, noisy: [] }],
    outside: [],
    outsideIntent: lexicon.policy.out_of_scope,
    isNeutral: false,
    fewShot: { perIntent: [], draws: 0 },
  }
}

export function corpusPlan({ name, train, test, outside }: Corpus, extent: Extent): Plan {
  const { seed } = extent
  const { test: most, perIntent } = sizesOf(extent)
  const taught = Number.isFinite(perIntent) ? fewShot(train, perIntent, randomFor('part', seed, name)) : train
  return {
    name,
    about: 'A public corpus: taught its train.jsonl without our own words and asked its test.jsonl.',
    trials: [{ train: taught, test: some(test, most, seed, name), noisy: [] }],
    outside: some(outside, most, seed, name, 'outside'),
    outsideIntent: null,
    isNeutral: true,
    fewShot: fewShotOf(extent),
  }
}
