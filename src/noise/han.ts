import { customPinyin, pinyin } from 'pinyin-pro'
import { meantReadings } from '../nlu/readings.js'
import { below, type Random } from './random.js'

/** GB 2312 puts the characters in common use first, and in the order of their sound. */
const COMMON = { from: 0xb0, to: 0xd7, first: 0xa1, last: 0xfe } as const

function commonCharacters(): readonly string[] {
  const decoder = new TextDecoder('gb18030')
  const found: string[] = []
  for (let high = COMMON.from; high <= COMMON.to; high++) {
    for (let low = COMMON.first; low <= COMMON.last; low++) found.push(decoder.decode(Uint8Array.of(high, low)))
  }
  return found.filter((char) => /^\p{Script=Han}$/u.test(char))
}

/** Who has not received (没收到) has confiscated nothing (没收). */
customPinyin({ 没收到: 'méi shōu dào' })

export const syllablesOf = (text: string): readonly string[] => pinyin(text, { toneType: 'none', type: 'array', v: true })

/** 了 is hardly ever meant to be liǎo, as a dictionary has it. */
const readingOf = (char: string): string => (Object.hasOwn(meantReadings, char) ? meantReadings[char] : syllablesOf(char)[0]) ?? ''

/** Sounds that many speakers do not tell apart, and so type one for the other. */
const blurred = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[aeiou])/, 'l')
    .replace(/([aei]n)g$/, '$1')

export type Sounds = {
  /** Other common characters of the very same syllable, whatever the tone. */
  readonly homophonesOf: (char: string) => readonly string[]
  /** Common characters of a syllable that is easily taken for this one, or of the same. */
  readonly alikeOf: (char: string) => readonly string[]
}

/** Takes a tenth of a second, so it is done once, when it is wanted. */
export function createSounds(): Sounds {
  const bySyllable = new Map<string, string[]>()
  const byBlur = new Map<string, string[]>()
  for (const char of commonCharacters()) {
    const syllable = readingOf(char)
    put(bySyllable, syllable, char)
    put(byBlur, blurred(syllable), char)
  }
  const others = (table: ReadonlyMap<string, readonly string[]>, key: (syllable: string) => string) => (char: string) =>
    /^\p{Script=Han}$/u.test(char) ? (table.get(key(readingOf(char))) ?? []).filter((other) => other !== char) : []
  return { homophonesOf: others(bySyllable, (syllable) => syllable), alikeOf: others(byBlur, blurred) }
}

function put(table: Map<string, string[]>, key: string, char: string): void {
  table.set(key, [...(table.get(key) ?? []), char])
}

/** One pair of neighbours as they sound, run together: 解绑 becomes "jiebang". */
export function wordAsPinyin(text: string, random: Random): string {
  const pairs = [...text.matchAll(/(?=\p{Script=Han}{2})/gu)]
  const at = pairs[below(pairs.length, random)]?.index
  if (at === undefined) return text
  const word = text.slice(at, at + 2)
  return `${text.slice(0, at)}${syllablesOf(word).join('')}${text.slice(at + 2)}`
}
