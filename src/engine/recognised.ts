import type { Lang } from '../shared/lang.js'

/** What the words came down to. Free text never enters the engine: only intents, kinds of entity, and references into the vault. */
export type RecognisedEntity = {
  readonly kind: string
  /** A reference into the vault, a tag, or a harmless value such as a ticket number. */
  readonly ref: string
  readonly valid: boolean
}
export type Decision =
  | { readonly type: 'understood'; readonly intent: string }
  | { readonly type: 'ambiguous'; readonly between: readonly string[] }
  | { readonly type: 'not_understood' }

export type Recognised = {
  /** null where the words tell nothing, such as a bare number. */
  readonly lang: Lang | null
  readonly decision: Decision
  /** A second problem named in the same message. */
  readonly also: readonly string[]
  /** A command of the lexicon: restart, language_en, correction, repeat, abuse … */
  readonly command: string | null
  /** The option of the open question that the words mean. */
  readonly choice: string | null
  readonly entities: readonly RecognisedEntity[]
  /**
   * Digits and nothing else that are not the whole of what is asked for. `part`: of a number, so far. `unsure`: with those before a value that may be
   * meant. `stray`: they may belong to the account number that was just taken.
   */
  readonly piece: { readonly type: 'part' | 'unsure'; readonly ref: string } | { readonly type: 'stray' } | null
  /** The article and section that answer the words best, `article/section`. */
  readonly article: string | null
  /** What was sent and cannot be taken: kinds of secret (password, id_card, bank_card), or `file`. */
  readonly refused: readonly string[]
  readonly ranking: readonly { readonly intent: string; readonly confidence: number }[]
}

/** Words that came to nothing. */
export const NOTHING_RECOGNISED: Recognised = {
  lang: null,
  decision: { type: 'not_understood' },
  also: [],
  command: null,
  choice: null,
  entities: [],
  piece: null,
  article: null,
  refused: [],
  ranking: [],
}
