import { createHash } from 'node:crypto'
import { assess } from './assess.js'
import { type Calibration, calibrate } from './calibrate.js'
import { IntentClassifier } from './classify.js'
import type { Lexicon } from './lexicon.js'
import { knowledgeHash, type Model } from './model.js'
import { indexNeighbours, type Neighbours } from './nearest.js'
import { createNormaliser, type Normalise } from './normalise.js'
import { tokensOf } from './tokens.js'

/** `author` tells voices apart: what the model is sure of is measured on voices that it was not taught. */
export type Example = { readonly intent: string; readonly text: string; readonly author?: string }
type Document = { readonly intent: string; readonly tokens: readonly string[] }

const heldBackOneIn = 5
const shelledOneIn = 4
const fewestHeldBack = 40
/** For so few examples that nothing can be held back. */
const uncalibrated: Calibration = { sharpness: 1, outOfScope: null, familiar: 0 }

/** The same examples in any order give the same model, bit for bit. */
export function trainModel(examples: readonly Example[], lexicon: Lexicon): Model {
  const normalise = createNormaliser(lexicon)
  const sorted = [...examples].sort((a, b) => compare(a.intent, b.intent) || compare(a.text, b.text) || compare(a.author ?? '', b.author ?? ''))
  const { classifier, neighbours } = teach(sorted, lexicon, normalise)
  return {
    hash: knowledgeHash(examples, lexicon),
    weights: classifier.classifier.weights,
    vocabulary: classifier.knownFeatures,
    neighbours,
    calibration: calibrateOn(sorted, lexicon, normalise),
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

function teach(
  examples: readonly Example[],
  lexicon: Lexicon,
  normalise: Normalise,
): { readonly classifier: IntentClassifier; readonly neighbours: Neighbours } {
  const plain = examples.map(({ intent, text }) => ({ intent, tokens: tokensOf(normalise(text)) }))
  const classifier = new IntentClassifier()
  for (const { tokens, intent } of [...plain, ...shelled(examples, lexicon, normalise)]) classifier.addDocument(tokens, intent)
  classifier.train()
  const vectors = plain.map(({ tokens }) => classifier.textToFeatures(tokens))
  return { classifier, neighbours: indexNeighbours(vectors, classifier.knownFeatures.places.size) }
}

/** Copies with politeness around them, made of other phrases than those stripped, so that a phrase nobody listed does little harm. */
function shelled(examples: readonly Example[], { shells }: Lexicon, normalise: Normalise): readonly Document[] {
  const bare = new Set(shells.bare_intents)
  return examples.flatMap(({ intent, text }) => {
    const chance = draw(text)
    if (bare.has(intent) || chance % shelledOneIn !== 0) return []
    const lang = /\p{Script=Han}/u.test(text) ? 'zh' : 'en'
    const lead = pick(shells.taught.lead[lang], chance >>> 4)
    const tail = pick(shells.taught.tail[lang], chance >>> 12)
    return [{ intent, tokens: tokensOf(normalise([lead, text, tail].join(lang === 'en' ? ' ' : ''))) }]
  })
}

/** A number that belongs to the text alone, so that an added example changes no other draw. */
const draw = (text: string): number => createHash('sha256').update(text).digest().readUInt32LE(0)
const pick = (phrases: readonly string[], at: number): string => phrases[at % Math.max(1, phrases.length)] ?? ''

/** Teaches a second classifier without some of the voices, and listens to what it makes of them. */
function calibrateOn(examples: readonly Example[], lexicon: Lexicon, normalise: Normalise): Calibration {
  const isHeldBack = heldBack(examples)
  const tried = examples.filter(isHeldBack)
  if (tried.length < fewestHeldBack) return uncalibrated
  const { classifier, neighbours } = teach(
    examples.filter((example) => !isHeldBack(example)),
    lexicon,
    normalise,
  )
  const { labels } = classifier.classifier.weights
  const judged = tried.map(({ intent, text }) => ({
    assessment: assess(classifier, neighbours, tokensOf(normalise(text))),
    label: labels.indexOf(intent),
  }))
  return calibrate(
    judged.filter(({ label }) => label >= 0),
    labels.indexOf(lexicon.policy.out_of_scope),
  )
}

/** Whole authors where there are enough of them, else single lines. */
function heldBack(examples: readonly Example[]): (example: Example) => boolean {
  const authors = [...new Set(examples.flatMap(({ author }) => (author === undefined ? [] : [author])))].sort()
  if (authors.length < heldBackOneIn) return ({ text }) => draw(`held back ${text}`) % heldBackOneIn === 0
  const chosen = new Set(authors.filter((_, place) => place % heldBackOneIn === heldBackOneIn - 1))
  return ({ author }) => author !== undefined && chosen.has(author)
}
