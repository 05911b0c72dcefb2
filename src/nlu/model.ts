import { createHash } from 'node:crypto'
import type { Calibration } from './calibrate.js'
import type { LinearWeights } from './linear.js'
import type { Neighbours } from './nearest.js'
import type { Literacy } from './tokens.js'
import type { Vocabulary } from './vocabulary.js'

/** Goes up whenever features, training or the layout of the file change, so that an older artefact is refused. */
export const MODEL_FORMAT = 2

export type Model = {
  /** Of the examples, the lexicon and the format; see `knowledgeHash`. */
  readonly hash: string
  readonly weights: LinearWeights
  readonly vocabulary: Vocabulary
  readonly neighbours: Neighbours
  readonly calibration: Calibration
  readonly literacy: Literacy
}

/** Names what a model was taught; the order of the examples does not count. */
export function knowledgeHash(examples: readonly { readonly intent: string; readonly text: string }[], lexicon: unknown): string {
  const hash = createHash('sha256').update(`format ${MODEL_FORMAT}\n${JSON.stringify(lexicon)}\n`)
  for (const line of examples.map(({ intent, text }) => JSON.stringify([intent, text])).sort()) hash.update(`${line}\n`)
  return hash.digest('hex')
}
