import type { Diagnostic } from './diagnostic.js'
import type { Loaded } from './load.js'
import type { Signatures, Text, Texts } from './program.js'
import { adviceRules } from './rules/advice.js'
import { callRules } from './rules/calls.js'
import { factRules } from './rules/facts.js'
import { humanRules } from './rules/humans.js'
import { intentRules } from './rules/intents.js'
import { nameRules } from './rules/names.js'
import { nextRules } from './rules/next.js'
import { outcomeRules } from './rules/outcomes.js'
import { ownershipRules } from './rules/ownership.js'
import { queueRules } from './rules/queues.js'
import { reachRules } from './rules/reach.js'
import { replayRules } from './rules/replays.js'
import { ringRules } from './rules/rings.js'
import type { Rule } from './rules/rule.js'
import { slotRules } from './rules/slots.js'
import { targetRules } from './rules/targets.js'
import { textRules } from './rules/texts.js'

/** A section of an article, as far as the documented facts are concerned. */
export type FactSection = {
  readonly place: string
  readonly file: string
  readonly line: number
  readonly source: readonly string[]
  readonly text: Text
}

/** The dialogs and what they are held against; what is left out is not judged. */
export type World = {
  readonly loaded: Omit<Loaded, 'texts' | 'diagnostics'>
  readonly signatures: Signatures
  /** All standard texts, those of `_texts.yaml` laid over the built-in ones. */
  readonly texts?: Texts | undefined
  /** Intents that the recogniser has examples of. */
  readonly intents?: readonly string[] | undefined
  readonly queues?: readonly string[] | undefined
  readonly facts?: { readonly all: readonly string[]; readonly sections: readonly FactSection[]; readonly isDraft?: boolean } | undefined
  /** Each `dialog/node` that some replay visits. */
  readonly visited?: ReadonlySet<string> | undefined
}

const RULES: readonly Rule[] = [
  targetRules,
  reachRules,
  ringRules,
  nextRules,
  outcomeRules,
  slotRules,
  nameRules,
  intentRules,
  queueRules,
  replayRules,
  ownershipRules,
  factRules,
  humanRules,
  callRules,
  textRules,
  adviceRules,
]

/** Runs every rule over all dialogs together. An empty list means that they may ship. */
export const lint = (world: World): readonly Diagnostic[] =>
  RULES.flatMap((rule) => [...rule(world)]).sort((a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.code, b.code))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
