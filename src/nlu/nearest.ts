import type { SparseVector } from './sparse.js'

/** Words and characters and their neighbours; sounds and pieces would only say the same again, at several times the cost. */
const compared = 'ubwv'
export const isCompared = (feature: string | undefined): boolean => compared.includes(feature?.[0] ?? ' ')
export const comparedFeatures = (found: readonly string[]): readonly string[] => found.filter(isCompared)
/** What stands in more than this share of the utterances says nothing of likeness and would be most of the work. */
const tooCommon = 0.05
const fewEnough = 500

/** For every feature the training utterances that have it, so that the nearest of them is found without looking at all. */
export type Neighbours = { readonly starts: Int32Array; readonly owners: Int32Array; readonly values: Float32Array; readonly count: number }

export function indexNeighbours(vectors: readonly SparseVector[], featureCount: number): Neighbours {
  const starts = new Int32Array(featureCount + 1)
  for (const { indices } of vectors) for (const feature of indices) starts[feature + 1] = (starts[feature + 1] ?? 0) + 1
  const most = Math.max(fewEnough, vectors.length * tooCommon)
  const isCommon = Uint8Array.from({ length: featureCount }, (_, feature) => Number((starts[feature + 1] ?? 0) > most))
  for (let feature = 0; feature < featureCount; feature++) if (isCommon[feature]) starts[feature + 1] = 0
  for (let feature = 0; feature < featureCount; feature++) starts[feature + 1] = (starts[feature + 1] ?? 0) + (starts[feature] ?? 0)
  const next = starts.slice()
  const size = starts[featureCount] ?? 0
  const owners = new Int32Array(size)
  const values = new Float32Array(size)
  vectors.forEach((vector, owner) => {
    vector.indices.forEach((feature, i) => {
      if (isCommon[feature]) return
      const place = next[feature] ?? 0
      owners[place] = owner
      values[place] = vector.values[i] ?? 0
      next[feature] = place + 1
    })
  })
  return { starts, owners, values, count: vectors.length }
}

/** Cosine to the nearest training utterance, 0 when nothing is shared. */
export function nearestCosine({ starts, owners, values, count }: Neighbours, vector: SparseVector): number {
  const cosines = new Float32Array(count)
  let best = 0
  vector.indices.forEach((feature, i) => {
    const value = vector.values[i] ?? 0
    const end = starts[feature + 1] ?? 0
    for (let place = starts[feature] ?? 0; place < end; place++) {
      const owner = owners[place] ?? 0
      const cosine = (cosines[owner] ?? 0) + value * (values[place] ?? 0)
      cosines[owner] = cosine
      if (cosine > best) best = cosine
    }
  })
  return best
}
