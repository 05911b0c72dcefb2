/** natural ships types for its index only, and the index loads every classifier it has (28 MB); this is the one file needed. */
declare module 'natural/lib/natural/classifiers/classifier.js' {
  export type Classification = { readonly label: string; readonly value: number }
  export interface Backend<Observation> {
    addExample(observation: Observation, label: string): void
    train(): void
    getClassifications(observation: Observation): readonly Classification[]
    classify(observation: Observation): string
  }
  export interface Stemmer {
    tokenizeAndStem(text: string, keepStops?: boolean): readonly string[]
  }
  export default class Classifier<Observation, Engine extends Backend<Observation>> {
    classifier: Engine
    readonly docs: { readonly label: string; readonly text: readonly string[] }[]
    lastAdded: number
    constructor(classifier: Engine, stemmer: Stemmer)
    addDocument(text: string | readonly string[], label: string): void
    textToFeatures(observation: string | readonly string[]): Observation
    train(): void
    retrain(): void
    getClassifications(observation: string | readonly string[]): readonly Classification[]
    classify(observation: string | readonly string[]): string
  }
}
