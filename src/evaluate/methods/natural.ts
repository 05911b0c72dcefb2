import type { Stemmer } from 'natural/lib/natural/classifiers/classifier.js'
import { hasHan } from '../../nlu/lang.js'
import type { Example } from '../../nlu/train.js'
import type { Judge, Method } from './method.js'

type Trainable = {
  addDocument(text: string, label: string): void
  train(): void
  getClassifications(text: string): readonly { readonly label: string; readonly value: number }[]
}
type Kind = {
  readonly create: (stemmer?: Stemmer) => Trainable
  readonly restore: (saved: unknown, stemmer?: Stemmer) => Trainable
}

/** Its logistic regression keeps a dense row an example and a dense column a word: 300 lines take half a minute, a thousand a quarter of an hour. */
const MOST_LOGISTIC = 300

export const naturalMethods: readonly Method[] = [
  natural({ name: 'natural Bayes', kind: bayes, isByCharacter: false }),
  natural({ name: 'natural Bayes, Han characters', kind: bayes, isByCharacter: true }),
  natural({ name: 'natural logistic', kind: logistic, isByCharacter: false, most: MOST_LOGISTIC }),
  natural({ name: 'natural logistic, Han characters', kind: logistic, isByCharacter: true, most: MOST_LOGISTIC }),
]

type Variant = {
  readonly name: string
  readonly kind: () => Promise<Kind>
  readonly isByCharacter: boolean
  readonly most?: number
}

function natural({ name, kind, isByCharacter, most = Number.POSITIVE_INFINITY }: Variant): Method {
  const stemmer = async (): Promise<readonly Stemmer[]> => (isByCharacter ? [await byCharacter()] : [])
  return {
    name,
    refusal: async (examples) => tooMany(examples, most) ?? (isByCharacter ? sameWithout(examples) : nothingLeft(examples)),
    train: async (examples) => {
      const { create } = await kind()
      const classifier = create(...(await stemmer()))
      for (const { text, intent } of examples) classifier.addDocument(text, intent)
      classifier.train()
      return judgeOf(classifier)
    },
    load: async (saved) => {
      const { restore } = await kind()
      return judgeOf(restore(JSON.parse(Buffer.from(saved).toString('utf8')), ...(await stemmer())))
    },
  }
}

const tooMany = ({ length }: readonly Example[], most: number): string | null =>
  length > most ? `left out: its training is dense and too slow for ${length} lines (limit ${most})` : null

const sameWithout = (examples: readonly Example[]): string | null =>
  examples.some(({ text }) => hasHan(text)) ? null : 'left out: without Han characters it is the same as without this variant'

/** Its tokenizer deletes every character outside ASCII; a classifier without a single token throws "Not Trained" when it is asked. */
async function nothingLeft(examples: readonly Example[]): Promise<string | null> {
  const { default: porter } = await import('natural/lib/natural/stemmers/porter_stemmer.js')
  const isEmpty = examples.every(({ text }) => porter.tokenizeAndStem(text).length === 0)
  return isEmpty ? 'cannot be trained ("Not Trained"): it deletes every character outside ASCII, and nothing is left of these lines' : null
}

async function bayes(): Promise<Kind> {
  const { default: Bayes } = await import('natural/lib/natural/classifiers/bayes_classifier.js')
  return { create: (stemmer) => new Bayes(stemmer), restore: (saved, stemmer) => Bayes.restore(saved, stemmer) }
}

async function logistic(): Promise<Kind> {
  const { default: Logistic } = await import('natural/lib/natural/classifiers/logistic_regression_classifier.js')
  return { create: (stemmer) => new Logistic(stemmer), restore: (saved, stemmer) => Logistic.restore(saved, stemmer) }
}

/** What natural does by default, and Han characters, which it would delete, one by one. */
async function byCharacter(): Promise<Stemmer> {
  const { default: porter } = await import('natural/lib/natural/stemmers/porter_stemmer.js')
  return { tokenizeAndStem: (text, keepStops) => [...porter.tokenizeAndStem(text, keepStops), ...(text.match(/\p{Script=Han}/gu) ?? [])] }
}

function judgeOf(classifier: Trainable): Judge {
  return {
    judge: async (text) => {
      const found = classifier.getClassifications(text)
      const total = found.reduce((sum, { value }) => sum + value, 0)
      const ranking = found.map(({ label, value }) => ({ intent: label, score: total > 0 ? value / total : 0 }))
      return { ranking, familiarity: ranking[0]?.score ?? 0, rejected: null }
    },
    save: () => Buffer.from(JSON.stringify(classifier)),
  }
}
