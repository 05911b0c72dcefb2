import { isSingle, weightOf } from './features.js'
import { emptyVector, type SparseVector } from './sparse.js'

/**
 * Every known feature: its hash, in rising order (names need not be kept, only compared); beside it its place; and how much the feature at each
 * place weighs. `buckets` say where hashes with the same first bits begin.
 */
export type Vocabulary = {
  readonly hashes: Float64Array
  readonly places: Int32Array
  readonly weights: Float32Array
  readonly heaviest: number
  readonly buckets: Int32Array
}

/** Rare features count for more, a little less than in proportion to their rarity (inverse document frequency). */
const rarityPower = 0.85
/** For every so many documents a feature must have been seen once more, else it teaches nothing that is worth its room. */
const documentsPerSight = 10_000
const bucketBits = 16
const bucketSize = 2 ** (53 - bucketBits)

/**
 * The most frequent features come first, so that what is needed most lies close together in memory; ties go by hash, so that the order of the
 * documents leaves no trace in the model.
 */
export function buildVocabulary(documents: readonly (readonly string[])[]): Vocabulary {
  const numbers = new Map<string, number>()
  const counts: number[] = []
  const lastSeen: number[] = []
  for (const [at, document] of documents.entries())
    for (const feature of document) {
      const number = numbers.get(feature) ?? numbers.size
      if (number === numbers.size) numbers.set(feature, number)
      else if (lastSeen[number] === at) continue
      counts[number] = (counts[number] ?? 0) + 1
      lastSeen[number] = at
    }
  const fewest = 1 + Math.floor(documents.length / documentsPerSight)
  const kept = [...numbers]
    .map(([feature, number]) => ({ feature, count: counts[number] ?? 0 }))
    .filter(({ feature, count }) => count >= fewest || isSingle(feature))
    .map(({ feature, count }) => ({ hash: hashOf(feature), count, weight: weightOf(feature) * rarityOf(count, documents.length) ** rarityPower }))
    .sort((a, b) => b.count - a.count || a.hash - b.hash)
  const byHash = kept.map(({ hash }, place) => ({ hash, place })).sort((a, b) => a.hash - b.hash)
  const twins = byHash.find(({ hash }, at) => hash === byHash[at + 1]?.hash)
  if (twins) throw new Error(`vocabulary: expected every feature to have a hash of its own, got ${twins.hash} twice`)
  return vocabularyOf({
    hashes: Float64Array.from(byHash, ({ hash }) => hash),
    places: Int32Array.from(byHash, ({ place }) => place),
    weights: Float32Array.from(kept, ({ weight }) => weight),
  })
}

const rarityOf = (count: number, documents: number): number => Math.log((1 + documents) / (1 + count)) + 1

/** A word never seen is taken for as rare as the rarest that was. */
export function vocabularyOf({ hashes, places, weights }: Pick<Vocabulary, 'hashes' | 'places' | 'weights'>): Vocabulary {
  const buckets = new Int32Array(2 ** bucketBits + 1)
  for (const hash of hashes) {
    const after = Math.floor(hash / bucketSize) + 1
    buckets[after] = (buckets[after] ?? 0) + 1
  }
  for (let at = 1; at < buckets.length; at++) buckets[at] = (buckets[at] ?? 0) + (buckets[at - 1] ?? 0)
  return { hashes, places, weights, heaviest: weights.reduce((a, b) => Math.max(a, b), 1), buckets }
}

/** Where a feature stands, or −1. */
export function placeOf({ hashes, places, buckets }: Vocabulary, feature: string): number {
  const hash = hashOf(feature)
  const bucket = Math.floor(hash / bucketSize)
  const end = buckets[bucket + 1] ?? 0
  for (let at = buckets[bucket] ?? 0; at < end; at++) if (hashes[at] === hash) return places[at] ?? -1
  return -1
}

/** Where each of the features stands, or −1. */
export const placesOf = (found: readonly string[], vocabulary: Vocabulary): Int32Array =>
  Int32Array.from(found, (feature) => placeOf(vocabulary, feature))

export const toVector = (found: readonly string[], vocabulary: Vocabulary): SparseVector => vectorOf(placesOf(found, vocabulary), vocabulary)

/** (1 + ln tf) · weight of the known features, scaled to length 1. */
export function vectorOf(found: Int32Array, vocabulary: Vocabulary): SparseVector {
  const places = new Int32Array(found.length)
  let size = 0
  for (const place of found) if (place >= 0) places[size++] = place
  if (size === 0) return emptyVector
  const sorted = places.subarray(0, size).sort()
  const indices = new Int32Array(size)
  const values = new Float64Array(size)
  let last = -1
  for (let at = 0; at < size; last++) {
    const place = sorted[at] ?? 0
    const first = at
    while (at < size && sorted[at] === place) at++
    indices[last + 1] = place
    values[last + 1] = (1 + Math.log(at - first)) * (vocabulary.weights[place] ?? 0)
  }
  return scaled(indices.subarray(0, last + 1), values.subarray(0, last + 1))
}

function scaled(indices: Int32Array, values: Float64Array): SparseVector {
  let sum = 0
  for (const value of values) sum += value * value
  const length = Math.sqrt(sum)
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / length
  return { indices, values }
}

/** 53 bits of a string in two multiplicative streams (cyrb53), so that two of a million features hardly ever share a hash. */
export function hashOf(text: string): number {
  let first = 0xdeadbeef
  let second = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    first = Math.imul(first ^ code, 2654435761)
    second = Math.imul(second ^ code, 1597334677)
  }
  first = Math.imul(first ^ (first >>> 16), 2246822507) ^ Math.imul(second ^ (second >>> 13), 3266489909)
  second = Math.imul(second ^ (second >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909)
  return 4294967296 * (2097151 & second) + (first >>> 0)
}
