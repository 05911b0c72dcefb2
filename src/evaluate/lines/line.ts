import { hasHan } from '../../nlu/lang.js'
import type { Example } from '../../nlu/train.js'

/** A labelled utterance. `alt` are further intents that count as right where people themselves would not agree. */
export type Line = {
  readonly text: string
  readonly intent: string
  readonly lang?: string | undefined
  readonly author?: string | undefined
  readonly alt?: readonly string[] | undefined
}

export const isRight = ({ intent, alt }: Line, given: string): boolean => given === intent || (alt?.includes(given) ?? false)

/** The language that was noted, else what the script tells: a thumb or a number alone is of no language. */
export const langOf = ({ text, lang }: Line): string => lang ?? (hasHan(text) ? 'zh' : /\p{Script=Latin}/u.test(text) ? 'en' : 'neither')

export const asExample = ({ intent, text, author }: Line): Example => ({ intent, text, ...(author !== undefined && { author }) })

export const intentsOf = (lines: readonly Line[]): readonly string[] => [...new Set(lines.map(({ intent }) => intent))].sort()
