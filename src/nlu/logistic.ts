import { firstNumbers, type SparseVector, seededRandom, shuffle } from './sparse.js'
import { addScores, type Lesson, type Weights } from './svm.js'

const rate = 0.15
/** Every weight is to be moved about as often, however few the examples are; more than this many rounds only repeat. */
const steps = 150_000
const [fewestEpochs, mostEpochs] = [5, 40]
const decay = 1e-5
/** An error this small moves no decision; leaving it out halves the time. */
const negligible = 5e-3
/** An example that is nearly learnt is left alone for some rounds, then looked at again. */
const learnt = 0.1
const roundsLeftAlone = 3

/** Multinomial logistic regression, one example at a time, with AdaGrad steps (Duchi et al. 2011). */
export function trainLogistic(lesson: Lesson, progress: (share: number) => void): Weights {
  const { vectors, classes, classCount, featureCount } = lesson
  const weights: Weights = { rows: new Float32Array(featureCount * classCount), bias: new Float32Array(classCount) }
  const learn = createLearner(weights, classCount)
  const order = firstNumbers(vectors.length)
  const leftAlone = new Uint8Array(vectors.length)
  const random = seededRandom(7)
  const epochs = Math.min(mostEpochs, Math.max(fewestEpochs, Math.round(steps / Math.max(1, vectors.length))))
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    for (const i of order) {
      const vector = vectors[i]
      const rest = leftAlone[i] ?? 0
      if (rest > 0) leftAlone[i] = rest - 1
      else if (vector && learn(vector, classes[i] ?? 0) < learnt) leftAlone[i] = roundsLeftAlone
    }
    progress((epoch + 1) / epochs)
  }
  return weights
}

/** One step on one example; answers how far its class was from certain. */
function createLearner({ rows, bias }: Weights, classCount: number): (vector: SparseVector, wanted: number) => number {
  const squares = new Float32Array(rows.length)
  const biasSquares = new Float32Array(classCount)
  const errors = new Float64Array(classCount)
  const wrong = new Int32Array(classCount)
  return (vector, wanted) => {
    const { indices, values } = vector
    errors.set(bias)
    addScores(vector, rows, errors)
    softmaxInPlace(errors)
    errors[wanted] = (errors[wanted] ?? 0) - 1
    let wrongs = 0
    for (let k = 0; k < classCount; k++) {
      if (Math.abs(errors[k] ?? 0) < negligible) continue
      wrong[wrongs++] = k
      step(bias, biasSquares, k, errors[k] ?? 0)
    }
    for (let i = 0; i < indices.length; i++) {
      const value = values[i] ?? 0
      const row = (indices[i] ?? 0) * classCount
      for (let j = 0; j < wrongs; j++) {
        const k = wrong[j] ?? 0
        step(rows, squares, row + k, (errors[k] ?? 0) * value + decay * (rows[row + k] ?? 0))
      }
    }
    return -(errors[wanted] ?? 0)
  }
}

function step(weights: Float32Array, squares: Float32Array, place: number, gradient: number): void {
  const square = (squares[place] ?? 0) + gradient * gradient
  squares[place] = square
  weights[place] = (weights[place] ?? 0) - (rate * gradient) / (Math.sqrt(square) + 1e-8)
}

export function softmaxInPlace(scores: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > highest) highest = score
  let total = 0
  for (let k = 0; k < scores.length; k++) {
    const weight = Math.exp((scores[k] ?? 0) - highest)
    scores[k] = weight
    total += weight
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] ?? 0) / total
}
