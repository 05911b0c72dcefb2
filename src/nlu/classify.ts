import Classifier from 'natural/lib/natural/classifiers/classifier.js'
import { features } from './features.js'
import { SparseLinear } from './linear.js'
import type { SparseVector } from './sparse.js'
import { buildVocabulary, toVector, type Vocabulary } from './vocabulary.js'

/** natural's `Classifier` with our features and a sparse back end; everything else (documents, training, asking) is natural's. */
export class IntentClassifier extends Classifier<SparseVector, SparseLinear> {
  private vocabulary: Vocabulary
  /** Called while training, with the share that is done. */
  progress: (share: number) => void = () => undefined

  constructor(vocabulary: Vocabulary = buildVocabulary([]), backend = new SparseLinear(vocabulary.hashes.length)) {
    super(backend, { tokenizeAndStem: features })
    this.vocabulary = vocabulary
  }

  get knownFeatures(): Vocabulary {
    return this.vocabulary
  }

  override textToFeatures(observation: string | readonly string[]): SparseVector {
    return toVector(typeof observation === 'string' ? features(observation) : observation, this.vocabulary)
  }

  /** natural counts every token in a table of its own, which nothing here reads and which a token named like a property would corrupt. */
  override addDocument(text: string | readonly string[], label: string): void {
    const tokens = typeof text === 'string' ? features(text) : text
    if (tokens.length > 0) this.docs.push({ label, text: tokens })
  }

  /** Always rebuilds the whole: adding to a trained model would move the places of its features. */
  override train(): void {
    this.vocabulary = buildVocabulary(this.docs.map(({ text }) => text))
    this.classifier = new SparseLinear(this.vocabulary.hashes.length, undefined, this.progress)
    this.lastAdded = 0
    super.train()
  }

  override retrain(): void {
    this.train()
  }
}
