import { firstNumbers, type SparseVector, seededRandom } from './sparse.js'

/** One row of weights a feature, one column a class, and one bias a class. */
export type Weights = { readonly rows: Float32Array; readonly bias: Float32Array }
export type Lesson = {
  readonly vectors: readonly SparseVector[]
  readonly classes: Int32Array
  readonly classCount: number
  readonly featureCount: number
}

const cost = 1
const rounds = 40
const tolerance = 0.3
/** Classes differ in size; a positive example counts ((N − n₊) / n₊) to this power. */
const balance = 0.25
/** What every vector has, unwritten, at the place of the bias; half did best in cross-validation on two public sets. */
const biasInput = 0.5

/** One-against-the-rest linear SVM, squared hinge loss, by dual coordinate descent (Hsieh et al. 2008, the algorithm of liblinear). */
export function trainSvm(lesson: Lesson, progress: (share: number) => void = () => undefined): Weights {
  const { classCount, featureCount } = lesson
  const rows = new Float32Array(featureCount * classCount)
  const bias = new Float32Array(classCount)
  const norms = Float64Array.from(lesson.vectors, (vector) => vector.values.reduce((sum, value) => sum + value * value, biasInput ** 2))
  for (let wanted = 0; wanted < classCount; wanted++) {
    const weights = separate(lesson, wanted, norms)
    for (let feature = 0; feature < featureCount; feature++) rows[feature * classCount + wanted] = weights[feature] ?? 0
    bias[wanted] = biasInput * (weights[featureCount] ?? 0)
    progress((wanted + 1) / classCount)
  }
  return { rows, bias }
}

/** The last place of the answer is the bias: every vector has an unwritten input there. */
function separate({ vectors, classes, featureCount }: Lesson, wanted: number, norms: Float64Array): Float64Array {
  const positives = classes.reduce((sum, one) => sum + Number(one === wanted), 0)
  const positiveCost = cost * ((vectors.length - positives) / Math.max(1, positives)) ** balance
  const weights = new Float64Array(featureCount + 1)
  const alphas = new Float64Array(vectors.length)
  const order = firstNumbers(vectors.length)
  const random = seededRandom(wanted + 1)
  /** Examples far on their side of the border are set aside (liblinear's shrinking); at the end all are looked at once more. */
  let active = vectors.length
  let borderline = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    let worst = 0
    for (let at = 0; at < active; at++) {
      const other = at + Math.floor(random() * (active - at))
      const i = order[other] ?? 0
      order[other] = order[at] ?? 0
      order[at] = i
      const vector = vectors[i]
      if (!vector) continue
      const sign = classes[i] === wanted ? 1 : -1
      const slack = 0.5 / (sign > 0 ? positiveCost : cost)
      const alpha = alphas[i] ?? 0
      const gradient = sign * product(weights, vector, featureCount) - 1 + slack * alpha
      if (alpha === 0 && gradient > borderline) {
        active--
        order[at] = order[active] ?? 0
        order[active] = i
        at--
        continue
      }
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient
      worst = Math.max(worst, Math.abs(projected))
      if (projected === 0) continue
      const next = Math.max(alpha - gradient / ((norms[i] ?? 1) + slack), 0)
      alphas[i] = next
      add(weights, vector, (next - alpha) * sign, featureCount)
    }
    if (worst >= tolerance) borderline = worst
    else if (active === vectors.length) break
    else {
      active = vectors.length
      borderline = Number.POSITIVE_INFINITY
    }
  }
  return weights
}

function product(weights: Float64Array, { indices, values }: SparseVector, biasPlace: number): number {
  let sum = biasInput * (weights[biasPlace] ?? 0)
  for (let i = 0; i < indices.length; i++) sum += (weights[indices[i] ?? 0] ?? 0) * (values[i] ?? 0)
  return sum
}

function add(weights: Float64Array, { indices, values }: SparseVector, step: number, biasPlace: number): void {
  for (let i = 0; i < indices.length; i++) {
    const place = indices[i] ?? 0
    weights[place] = (weights[place] ?? 0) + step * (values[i] ?? 0)
  }
  weights[biasPlace] = (weights[biasPlace] ?? 0) + biasInput * step
}
