import { createMatterSplitter } from '../clauses.js'
import { unitsOf } from '../features.js'
import type { Lexicon } from '../lexicon.js'
import { simplify, unify } from '../normalise.js'
import { createSpelling } from '../spelling.js'
import { emoji, history, negation, pinyinRow, question } from './cues.js'
import type { Line } from './utterance.js'

/** Ways in which people write, with the words for them in messages. */
export const STYLES = {
  very_short: 'very short',
  long: 'long',
  question: 'questions',
  negation: 'negations',
  traditional: 'traditional characters',
  pinyin: 'pinyin',
  mixed: 'mixed languages',
  misspelt: 'misspelt words',
  emoji: 'emoji',
  polite: 'politeness around the matter',
  history: 'something that happened before',
  several: 'several matters',
} as const
export type Style = keyof typeof STYLES

const mostUnitsOfVeryShort = 5
const fewestUnitsOfLong = 25
const none = {}

/** The styles of a line; it may have several, or none. */
export type FindStyles = (line: Pick<Line, 'lang' | 'text' | 'plain' | 'shells'>) => readonly Style[]

export function createStyleFinder({ spelling, policy }: Pick<Lexicon, 'spelling' | 'policy'>): FindStyles {
  const readPinyin = createSpelling({ ...spelling, variants: none })
  const correctSlips = createSpelling({ ...spelling, anchors: none, syllables: none })
  const splitMatters = createMatterSplitter(policy.also_cues)
  const isMixed = createMixedTest(policy.neutral_words)
  return ({ lang, text, plain, shells }) => {
    const unified = unify(text)
    const known = readPinyin(unified)
    // English has such rows too: "he can ban me".
    const read = lang === 'zh' ? known.replace(pinyinRow, '') : known
    const size = unitsOf(text).length
    const has: Readonly<Record<Style, boolean>> = {
      very_short: size <= mostUnitsOfVeryShort,
      long: size >= fewestUnitsOfLong,
      question: question.test(plain),
      negation: negation.test(plain),
      traditional: simplify(text) !== text,
      pinyin: read !== unified,
      mixed: isMixed(read),
      misspelt: correctSlips(unified) !== unified,
      emoji: emoji.test(text),
      polite: shells.length > 0,
      history: history.test(plain),
      several: splitMatters(plain).length > 0,
    }
    return styles.filter((style) => has[style])
  }
}

const isStyle = (name: string): name is Style => Object.hasOwn(STYLES, name)
export const styles: readonly Style[] = Object.keys(STYLES).filter(isStyle)

/** "QQ" and "ok" are written in every language. */
function createMixedTest(neutralWords: readonly string[]): (text: string) => boolean {
  const neutral = new Set(neutralWords)
  return (text) => /\p{Script=Han}/u.test(text) && (text.match(/\p{Script=Latin}+/gu) ?? []).some((word) => !neutral.has(word))
}
