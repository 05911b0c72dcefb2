import { firstNumbers, type SparseVector, seededRandom, shuffle } from './sparse.js'
import type { Lesson, Weights } from './svm.js'

const rate = 0.2
const epochs = 30
const decay = 1e-5
/** An error this small moves no decision; leaving it out halves the time. */
const negligible = 1e-3

/** Multinomial logistic regression, one example at a time, with AdaGrad steps (Duchi et al. 2011). */
export function trainLogistic(lesson: Lesson): Weights {
  const { vectors, classes, classCount, featureCount } = lesson
  const weights: Weights = { rows: new Float32Array(featureCount * classCount), bias: new Float32Array(classCount) }
  const squares: Weights = { rows: new Float32Array(featureCount * classCount), bias: new Float32Array(classCount) }
  const errors = new Float64Array(classCount)
  const order = firstNumbers(vectors.length)
  const random = seededRandom(7)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    for (const i of order) {
      const vector = vectors[i]
      if (!vector) continue
      scoreAll(weights, vector, errors)
      softmaxInPlace(errors)
      errors[classes[i] ?? 0] = (errors[classes[i] ?? 0] ?? 0) - 1
      learn(weights, squares, vector, errors)
    }
  }
  return weights
}

/** Writes the score of every class for `vector` into `scores`. */
export function scoreAll({ rows, bias }: Weights, { indices, values }: SparseVector, scores: Float64Array): void {
  const classCount = scores.length
  scores.set(bias)
  for (let i = 0; i < indices.length; i++) {
    const value = values[i] ?? 0
    const row = (indices[i] ?? 0) * classCount
    for (let k = 0; k < classCount; k++) scores[k] = (scores[k] ?? 0) + value * (rows[row + k] ?? 0)
  }
}

export function softmaxInPlace(scores: Float64Array): void {
  const highest = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  let total = 0
  for (let k = 0; k < scores.length; k++) {
    const weight = Math.exp((scores[k] ?? 0) - highest)
    scores[k] = weight
    total += weight
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] ?? 0) / total
}

/** Feature by feature, because the weights of one feature lie side by side. */
function learn(weights: Weights, squares: Weights, { indices, values }: SparseVector, errors: Float64Array): void {
  const classCount = errors.length
  const wrong = firstNumbers(classCount).filter((k) => Math.abs(errors[k] ?? 0) >= negligible)
  for (const k of wrong) step(weights.bias, squares.bias, k, errors[k] ?? 0)
  for (let i = 0; i < indices.length; i++) {
    const row = (indices[i] ?? 0) * classCount
    const value = values[i] ?? 0
    for (let j = 0; j < wrong.length; j++) {
      const k = wrong[j] ?? 0
      step(weights.rows, squares.rows, row + k, (errors[k] ?? 0) * value + decay * (weights.rows[row + k] ?? 0))
    }
  }
}

function step(weights: Float32Array, squares: Float32Array, place: number, gradient: number): void {
  const square = (squares[place] ?? 0) + gradient * gradient
  squares[place] = square
  weights[place] = (weights[place] ?? 0) - (rate * gradient) / (Math.sqrt(square) + 1e-8)
}
