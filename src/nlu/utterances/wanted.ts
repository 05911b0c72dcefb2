import type { Lang } from '../../shared/lang.js'
import type { Style } from './styles.js'

/** Intents are wanted in different numbers: problems, the small words around them, and everything else that people say. */
export type IntentKind = 'problem' | 'social' | 'out_of_scope'

type Wanted = {
  /** Lines of an intent in a language. */
  readonly lines: Readonly<Record<IntentKind, Readonly<Record<Lang, number>>>>
  /** Lines of an intent in each style, both languages together. A style that is not named is not asked for. */
  readonly styles: Readonly<Record<IntentKind, Readonly<Partial<Record<Style, number>>>>>
  /** People who write for an intent in a language, and what each should write at least. */
  readonly voices: number
  readonly linesOfEachVoice: number
  /** Largest share of lines that are a near-duplicate of an earlier one. */
  readonly nearDuplicates: number
  /** A skeleton of so many tokens may stand so often in a language. */
  readonly skeleton: { readonly fewestTokens: number; readonly most: number }
}

/** What training lines are held against. */
export const WANTED: Wanted = {
  lines: {
    problem: { zh: 400, en: 150 },
    social: { zh: 120, en: 60 },
    out_of_scope: { zh: 1000, en: 400 },
  },
  styles: {
    problem: {
      very_short: 20,
      long: 20,
      question: 60,
      negation: 60,
      traditional: 15,
      pinyin: 8,
      mixed: 10,
      misspelt: 25,
      emoji: 10,
      polite: 20,
      history: 20,
      several: 10,
    },
    social: { very_short: 60, traditional: 4, pinyin: 3, misspelt: 4, emoji: 8 },
    out_of_scope: {
      very_short: 100,
      long: 30,
      question: 200,
      negation: 60,
      traditional: 30,
      pinyin: 10,
      mixed: 20,
      misspelt: 30,
      emoji: 15,
      polite: 20,
      history: 20,
      several: 5,
    },
  },
  // The model is judged on every fifth author, so fewer leave nobody to judge it on.
  voices: 5,
  linesOfEachVoice: 3,
  nearDuplicates: 0.01,
  skeleton: { fewestTokens: 4, most: 3 },
}
