import { createHash } from 'node:crypto'
import { assess } from './assess.js'
import { type Calibration, calibrate } from './calibrate.js'
import { IntentClassifier } from './classify.js'
import type { Lexicon } from './lexicon.js'
import { knowledgeHash, type Model } from './model.js'
import { comparedFeatures, indexNeighbours, type Neighbours } from './nearest.js'
import { createNormaliser } from './normalise.js'
import { readHan } from './readings.js'
import { commonWords } from './slips.js'
import { createTokenizer } from './tokens.js'

/** `author` tells voices apart: what the model is sure of is measured on voices that it was not taught. */
export type Example = { readonly intent: string; readonly text: string; readonly author?: string }
/** Told while a model is trained: what is being done, and which share of it is done. */
export type Progress = (step: string, share: number) => void
/** A line as the classifier sees it; `shelled` is the same line with politeness around it, for the lines that were drawn for that. */
type Lesson = Example & { readonly tokens: readonly string[]; readonly shelled: readonly string[] | null }
type Taught = { readonly classifier: IntentClassifier; readonly neighbours: Neighbours }

const heldBackOneIn = 4
/** Copies of more lines, or with politeness at both ends, cost more on plain lines than they save on polite ones. */
const shelledOneIn = 10
const fewestHeldBack = 40
/** For so few examples that nothing can be held back. */
const uncalibrated: Calibration = { sharpness: 1, outOfScope: null, familiar: 0 }

/** The same examples in any order give the same model, bit for bit. */
export function trainModel(examples: readonly Example[], lexicon: Lexicon, progress: Progress = () => undefined): Model {
  const normalise = createNormaliser(lexicon)
  const sorted = examples
    .map((example) => ({ ...example, normal: normalise(example.text) }))
    .sort((a, b) => compare(a.intent, b.intent) || compare(a.text, b.text) || compare(a.author ?? '', b.author ?? ''))
  const literacy = { readings: readHan(), words: commonWords(sorted.map(({ normal }) => normal.plain)) }
  const read = createTokenizer(lexicon, literacy)
  const lessons = sorted.map(({ normal, ...example }, at) => {
    if (at % 1000 === 0) progress('reading', at / sorted.length)
    const shelled = withShell(example, lexicon)
    return { ...example, tokens: read(normal), shelled: shelled === null ? null : read(normalise(shelled)) }
  })
  const { classifier, neighbours } = teach(lessons, (share) => progress('teaching', share))
  return {
    hash: knowledgeHash(examples, lexicon),
    weights: classifier.classifier.weights,
    vocabulary: classifier.knownFeatures,
    neighbours,
    calibration: calibrateOn(lessons, lexicon.policy.out_of_scope, (share) => progress('calibrating', share)),
    literacy,
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

function teach(lessons: readonly Lesson[], progress: (share: number) => void): Taught {
  const classifier = new IntentClassifier()
  classifier.progress = progress
  for (const { tokens, intent } of lessons) classifier.addDocument(tokens, intent)
  for (const { shelled, intent } of lessons) if (shelled) classifier.addDocument(shelled, intent)
  classifier.train()
  const vectors = lessons.map(({ tokens }) => classifier.textToFeatures(comparedFeatures(tokens)))
  return { classifier, neighbours: indexNeighbours(vectors, classifier.knownFeatures.hashes.length) }
}

/** The line with politeness before or after it, made of other phrases than those stripped, so that a phrase nobody listed does little harm; null if not drawn. */
function withShell({ intent, text }: Example, { shells }: Lexicon): string | null {
  const chance = draw(text)
  if (shells.bare_intents.includes(intent) || chance % shelledOneIn !== 0) return null
  const lang = /\p{Script=Han}/u.test(text) ? 'zh' : 'en'
  const isLed = (chance >>> 20) % 2 === 1
  const phrase = isLed ? pick(shells.taught.lead[lang], chance >>> 4) : pick(shells.taught.tail[lang], chance >>> 12)
  return (isLed ? [phrase, text] : [text, phrase]).join(lang === 'en' ? ' ' : '')
}

/** A number that belongs to the text alone, so that an added example changes no other draw. */
const draw = (text: string): number => createHash('sha256').update(text).digest().readUInt32LE(0)
const pick = (phrases: readonly string[], at: number): string => phrases[at % Math.max(1, phrases.length)] ?? ''

/** Teaches a second classifier without some of the voices, and listens to what it makes of them. */
function calibrateOn(lessons: readonly Lesson[], outOfScope: string, progress: (share: number) => void): Calibration {
  const isHeldBack = heldBack(lessons)
  const tried = lessons.filter(isHeldBack)
  if (tried.length < fewestHeldBack) return uncalibrated
  const { classifier, neighbours } = teach(
    lessons.filter((lesson) => !isHeldBack(lesson)).map((lesson) => ({ ...lesson, shelled: null })),
    progress,
  )
  const { labels } = classifier.classifier.weights
  const judged = tried.map(({ intent, tokens }) => ({ assessment: assess(classifier, neighbours, tokens), label: labels.indexOf(intent) }))
  return calibrate(
    judged.filter(({ label }) => label >= 0),
    labels.indexOf(outOfScope),
  )
}

/** Whole authors where there are enough of them, else single lines. */
function heldBack(examples: readonly Example[]): (example: Example) => boolean {
  const authors = [...new Set(examples.flatMap(({ author }) => (author === undefined ? [] : [author])))].sort()
  if (authors.length < heldBackOneIn) return ({ text }) => draw(`held back ${text}`) % heldBackOneIn === 0
  const chosen = new Set(authors.filter((_, place) => place % heldBackOneIn === heldBackOneIn - 1))
  return ({ author }) => author !== undefined && chosen.has(author)
}
