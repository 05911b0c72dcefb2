import type { Lang } from '../../shared/lang.js'
import type { Lexicon } from '../lexicon.js'

/** A training line with the place where its author finds it. */
export type Utterance = {
  readonly intent: string
  readonly lang: Lang
  readonly author: string
  readonly text: string
  readonly file: string
  readonly line: number
}

/** `lines`: where the examples of a language begin. */
export type IntentPlace = { readonly intent: string; readonly file: string; readonly lines: Readonly<Record<Lang, number>> }

/** Everything that is needed to judge training lines; `utterances` in the order in which a reader meets them. */
export type Teaching = {
  readonly utterances: readonly Utterance[]
  readonly intents: readonly IntentPlace[]
  readonly lexicon: Lexicon
}

/** `plain`: in one spelling; `bare`: its words without particles and punctuation. */
export type Line = Utterance & { readonly plain: string; readonly bare: string; readonly shells: readonly string[] }

/** Told again and again while something takes its time. */
export type Progress = (doing: string, done: number, of: number) => void
