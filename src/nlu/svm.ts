import { firstNumbers, type SparseVector, seededRandom, shuffle } from './sparse.js'

/** One row of weights a feature, one column a class, and one bias a class. */
export type Weights = { readonly rows: Float32Array; readonly bias: Float32Array }
export type Lesson = {
  readonly vectors: readonly SparseVector[]
  readonly classes: Int32Array
  readonly classCount: number
  readonly featureCount: number
}

const cost = 1
/** More rounds move the borders, but hardly ever an utterance over one. */
const rounds = 6
const tolerance = 0.3
/** Classes differ in size; a positive example counts ((N − n₊) / n₊) to this power. */
const balance = 0.25
/** What every vector has, unwritten, at the place of the bias; half did best in cross-validation on two public sets. */
const biasInput = 0.5
/** An example that no class had to learn from is left alone for some rounds (in the spirit of liblinear's shrinking). */
const roundsLeftAlone = 3

/**
 * One-against-the-rest linear SVM, squared hinge loss, by dual coordinate descent (Hsieh et al. 2008, the algorithm of liblinear). All classes
 * are taught in one pass, because reading the examples from memory costs more than the arithmetic.
 */
export function trainSvm(lesson: Lesson, progress: (share: number) => void = () => undefined): Weights {
  const { vectors, classCount, featureCount } = lesson
  const rows = new Float32Array(featureCount * classCount)
  const inputs = new Float64Array(classCount)
  const learn = createLearner(lesson, rows, inputs)
  const order = firstNumbers(vectors.length)
  const leftAlone = new Uint8Array(vectors.length)
  const random = seededRandom(1)
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random)
    let worst = 0
    for (const i of order) {
      const rest = leftAlone[i] ?? 0
      if (rest > 0) {
        leftAlone[i] = rest - 1
        continue
      }
      const violation = learn(i)
      if (violation === 0) leftAlone[i] = roundsLeftAlone
      worst = Math.max(worst, violation)
    }
    progress((round + 1) / rounds)
    if (worst < tolerance) break
  }
  return { rows, bias: Float32Array.from(inputs, (input) => biasInput * input) }
}

/** One step on one example for every class that it concerns; answers how far off the worst of them was. */
function createLearner({ vectors, classes, classCount }: Lesson, rows: Float32Array, inputs: Float64Array): (i: number) => number {
  const slacks = slacksOf(classes, classCount)
  const alphas = new Float32Array(vectors.length * classCount)
  const norms = Float64Array.from(vectors, ({ values }) => values.reduce((sum, value) => sum + value * value, biasInput ** 2))
  const margins = new Float64Array(classCount)
  const steps = new Float64Array(classCount)
  const concerned = new Int32Array(classCount)
  return (i) => {
    const vector = vectors[i]
    if (!vector) return 0
    addScores(vector, rows, margins.fill(0))
    let worst = 0
    let count = 0
    for (let k = 0; k < classCount; k++) {
      const isWanted = classes[i] === k
      const sign = isWanted ? 1 : -1
      const slack = isWanted ? (slacks[k] ?? 0) : 0.5 / cost
      const alpha = alphas[i * classCount + k] ?? 0
      const gradient = sign * ((margins[k] ?? 0) + biasInput * (inputs[k] ?? 0)) - 1 + slack * alpha
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient
      if (projected === 0) continue
      worst = Math.max(worst, Math.abs(projected))
      const next = Math.max(alpha - gradient / ((norms[i] ?? 1) + slack), 0)
      alphas[i * classCount + k] = next
      steps[k] = (next - alpha) * sign
      inputs[k] = (inputs[k] ?? 0) + biasInput * (steps[k] ?? 0)
      concerned[count++] = k
    }
    if (count > 0) move(vector, rows, steps, concerned.subarray(0, count))
    return worst
  }
}

const slacksOf = (classes: Int32Array, classCount: number): Float64Array => {
  const sizes = new Float64Array(classCount)
  for (const one of classes) sizes[one] = (sizes[one] ?? 0) + 1
  return sizes.map((size) => 0.5 / (cost * ((classes.length - size) / Math.max(1, size)) ** balance))
}

/** Adds the score of every class for the vector, feature by feature, because the weights of one feature lie side by side. */
export function addScores({ indices, values }: SparseVector, rows: Float32Array, scores: Float64Array): void {
  const classCount = scores.length
  for (let i = 0; i < indices.length; i++) {
    const value = values[i] ?? 0
    const row = (indices[i] ?? 0) * classCount
    for (let k = 0; k < classCount; k++) scores[k] = (scores[k] ?? 0) + value * (rows[row + k] ?? 0)
  }
}

function move({ indices, values }: SparseVector, rows: Float32Array, steps: Float64Array, concerned: Int32Array): void {
  const classCount = steps.length
  for (let i = 0; i < indices.length; i++) {
    const value = values[i] ?? 0
    const row = (indices[i] ?? 0) * classCount
    for (const k of concerned) rows[row + k] = (rows[row + k] ?? 0) + value * (steps[k] ?? 0)
  }
}
