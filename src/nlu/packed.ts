import type { SparseVector } from './sparse.js'
import type { Weights } from './svm.js'

/** Trained weights in half the room: 16-bit steps of `scale`. `rows` has one column a class, side by side for each feature. */
export type PackedWeights = { readonly rows: Int16Array; readonly scale: number; readonly bias: Float32Array }

const steps = 32_767

export function pack({ rows, bias }: Weights): PackedWeights {
  const largest = rows.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
  const scale = largest / steps || 1
  return { rows: Int16Array.from(rows, (weight) => Math.round(weight / scale)), scale, bias }
}

/** Writes the score of every class for `vector` into `scores`. */
export function scorePacked({ rows, scale, bias }: PackedWeights, { indices, values }: SparseVector, scores: Float64Array): void {
  const classCount = scores.length
  scores.set(bias)
  for (let i = 0; i < indices.length; i++) {
    const value = (values[i] ?? 0) * scale
    const row = (indices[i] ?? 0) * classCount
    for (let k = 0; k < classCount; k++) scores[k] = (scores[k] ?? 0) + value * (rows[row + k] ?? 0)
  }
}
