/** The classifiers of natural as it ships them, and the stemmer they use by default. */
declare module 'natural/lib/natural/classifiers/bayes_classifier.js' {
  import type { Stemmer } from 'natural/lib/natural/classifiers/classifier.js'
  export default class BayesClassifier {
    constructor(stemmer?: Stemmer)
    addDocument(text: string, label: string): void
    train(): void
    getClassifications(text: string): readonly { readonly label: string; readonly value: number }[]
    static restore(saved: unknown, stemmer?: Stemmer): BayesClassifier
  }
}
declare module 'natural/lib/natural/classifiers/logistic_regression_classifier.js' {
  import type { Stemmer } from 'natural/lib/natural/classifiers/classifier.js'
  export default class LogisticRegressionClassifier {
    constructor(stemmer?: Stemmer)
    addDocument(text: string, label: string): void
    train(): void
    getClassifications(text: string): readonly { readonly label: string; readonly value: number }[]
    static restore(saved: unknown, stemmer?: Stemmer): LogisticRegressionClassifier
  }
}
declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  import type { Stemmer } from 'natural/lib/natural/classifiers/classifier.js'

  const stemmer: Stemmer
  export default stemmer
}
