import { emptyVector, type SparseVector } from './sparse.js'

/** Every known feature with its place and its rarity (inverse document frequency). */
export type Vocabulary = { readonly places: ReadonlyMap<string, number>; readonly rarity: Float32Array; readonly rarest: number }

/** Features are placed in sorted order, so that the order of the documents leaves no trace in the model. */
export function buildVocabulary(documents: readonly (readonly string[])[]): Vocabulary {
  const counts = new Map<string, number>()
  for (const document of documents) for (const feature of new Set(document)) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    places: new Map(sorted.map(([feature], place) => [feature, place])),
    ...rarityOf(Float32Array.from(sorted, ([, count]) => Math.log((1 + documents.length) / (1 + count)) + 1)),
  }
}

/** A word never seen is taken for as rare as the rarest that was. */
export const rarityOf = (rarity: Float32Array): Pick<Vocabulary, 'rarity' | 'rarest'> => ({
  rarity,
  rarest: rarity.reduce((a, b) => Math.max(a, b), 1),
})

/** (1 + ln tf) · idf of the known features, scaled to length 1. */
export function toVector(found: readonly string[], vocabulary: Vocabulary): SparseVector {
  const times = new Map<number, number>()
  for (const feature of found) {
    const place = vocabulary.places.get(feature)
    if (place !== undefined) times.set(place, (times.get(place) ?? 0) + 1)
  }
  if (times.size === 0) return emptyVector
  const indices = Int32Array.from(times.keys()).sort()
  const values = Float64Array.from(indices, (place) => (1 + Math.log(times.get(place) ?? 1)) * (vocabulary.rarity[place] ?? 0))
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  return { indices, values: values.map((value) => value / length) }
}
