import type { Backend, Classification } from 'natural/lib/natural/classifiers/classifier.js'
import { softmaxInPlace, trainLogistic } from './logistic.js'
import { type PackedWeights, pack, scorePacked } from './packed.js'
import type { SparseVector } from './sparse.js'
import { trainSvm } from './svm.js'

export type LinearWeights = { readonly labels: readonly string[]; readonly svm: PackedWeights; readonly logistic: PackedWeights }
/** What both learners say of one utterance; `sums` runs along `labels`. */
export type Opinion = { readonly sums: Float64Array; readonly topProbability: number; readonly topMargin: number }

const nothing: PackedWeights = { rows: new Int16Array(0), scale: 1, bias: new Float32Array(0) }
const untrained: LinearWeights = { labels: [], svm: nothing, logistic: nothing }

/**
 * What natural's `Classifier` drives: an SVM and a logistic regression over sparse vectors. Each is z-scored per utterance and
 * both are added, which is better than either. natural's own back ends are dense and take minutes at this size.
 */
export class SparseLinear implements Backend<SparseVector> {
  private readonly examples: { readonly vector: SparseVector; readonly label: string }[] = []

  constructor(
    private readonly featureCount: number,
    public weights: LinearWeights = untrained,
    private readonly progress: (share: number) => void = () => undefined,
  ) {}

  addExample(vector: SparseVector, label: string): void {
    this.examples.push({ vector, label })
  }

  train(): void {
    const labels = [...new Set(this.examples.map(({ label }) => label))].sort()
    const places = new Map(labels.map((label, place) => [label, place]))
    const lesson = {
      vectors: this.examples.map(({ vector }) => vector),
      classes: Int32Array.from(this.examples, ({ label }) => places.get(label) ?? 0),
      classCount: labels.length,
      featureCount: this.featureCount,
    }
    this.weights = {
      labels,
      svm: pack(trainSvm(lesson, (share) => this.progress(share / 2))),
      logistic: pack(trainLogistic(lesson, (share) => this.progress((1 + share) / 2))),
    }
  }

  judge(vector: SparseVector): Opinion {
    const margins = new Float64Array(this.weights.labels.length)
    const logits = new Float64Array(this.weights.labels.length)
    scorePacked(this.weights.svm, vector, margins)
    scorePacked(this.weights.logistic, vector, logits)
    const standardLogits = standardised(logits)
    softmaxInPlace(logits)
    return {
      sums: standardised(margins).map((score, k) => score + (standardLogits[k] ?? 0)),
      topProbability: highest(logits),
      topMargin: highest(margins),
    }
  }

  getClassifications(vector: SparseVector): readonly Classification[] {
    const { sums } = this.judge(vector)
    return this.weights.labels.map((label, k) => ({ label, value: sums[k] ?? 0 })).sort((a, b) => b.value - a.value)
  }

  classify(vector: SparseVector): string {
    const [best] = this.getClassifications(vector)
    if (!best) throw new Error('SparseLinear: expected to be trained before it classifies, but it knows no label')
    return best.label
  }
}

const highest = (scores: Float64Array): number => scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)

function standardised(scores: Float64Array): Float64Array {
  const mean = scores.reduce((a, b) => a + b, 0) / scores.length
  const deviation = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length)
  return scores.map((score) => (deviation > 0 ? (score - mean) / deviation : 0))
}
