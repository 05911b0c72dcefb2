import { hasHan } from './lang.js'
import type { Lexicon } from './lexicon.js'
import type { Hear, Sounding } from './phonetics.js'
import { createEar } from './phonetics.js'
import { createSlipMender } from './slips.js'
import type { Literacy } from './tokens.js'

/**
 * What the words may have been meant to be, where as they stand they tell nothing: English amid Chinese put into Chinese, what sounds like words of
 * ours written like them, slips in English put right. `labels`: of the open question. Null when that makes no difference.
 */
export type Reread = (plain: string, labels: readonly string[]) => string | null
type Phrases = ReadonlyMap<string, string>

/** One syllable sounds like too many things. */
const fewestSounds = 2
const mostSounds = 12
/** Nobody slips all the way through a long story, and it is matched by its other words. */
const longest = 60

export function createRereader(lexicon: Lexicon, { readings, words }: Literacy, spell: (phrase: string) => string): Reread {
  const hear = createEar(readings)
  const known = phrasesOf(ourPhrases(lexicon), spell, hear)
  const soundsOfLabels = remembering((label) => [...phrasesOf([label], spell, hear)])
  const english = englishOf(lexicon.spelling.amid_chinese, spell)
  const mend = createSlipMender([...new Set([...words, ...englishWords(lexicon)])])
  return (plain, labels) => {
    if (plain.length > longest) return null
    const dictionaries = [soundsOfLabels(labels), known]
    const clauseAnew = (clause: string): string => {
      const { row, isSpoken } = hear(clause)
      return isSpoken ? written(row, dictionaries) : mend(clause)
    }
    const reread = (hasHan(plain) ? english(plain) : plain)
      .split(marks)
      .map((part, at) => (at % 2 === 0 ? clauseAnew(part) : part))
      .join('')
    return bare(reread) === bare(plain) ? null : reread
  }
}

/** They part what is said, so no word reaches over them. */
const marks = /([，。！？；、,!?;]+)/
const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

/** The words of the domain first: of two that sound alike they are the likelier. */
const ourPhrases = ({ spelling, commands, answers, concepts }: Lexicon): readonly string[] => [
  ...Object.keys(spelling.variants),
  ...Object.values(spelling.anchors),
  ...Object.values(commands).flatMap(({ whole }) => whole.zh),
  ...answers.affirm,
  ...answers.deny,
  ...Object.keys(answers.ordinals).flatMap((ordinal) => (hasHan(ordinal) ? [`第${ordinal}个`] : [])),
  ...Object.values(concepts).flatMap(({ zh }) => zh),
]

const englishWords = ({ commands, answers }: Lexicon): readonly string[] =>
  [...Object.values(commands).flatMap(({ whole }) => whole.en), ...answers.affirm, ...answers.deny].flatMap(
    (phrase) => phrase.match(/[a-z]+(?:['’][a-z]+)*/g) ?? [],
  )

/** By their sound; the first of those that sound alike. */
function phrasesOf(phrases: readonly string[], spell: (phrase: string) => string, hear: Hear): Phrases {
  const found = new Map<string, string>()
  for (const phrase of phrases) {
    const { row } = hear(spell(phrase))
    const sound = soundOf(row)
    if (row.length >= fewestSounds && row.length <= mostSounds && row.some(isHan) && !found.has(sound)) found.set(sound, textOf(row))
  }
  return found
}

/** Labels come from dialogs, so there are few; the limit only keeps a careless caller from filling the memory. */
const mostLabels = 10_000

function remembering(read: (label: string) => readonly (readonly [string, string])[]): (labels: readonly string[]) => Phrases {
  const known = new Map<string, readonly (readonly [string, string])[]>()
  return (labels) =>
    new Map(
      labels.flatMap((label) => {
        const sounds = known.get(label) ?? read(label)
        if (known.size < mostLabels) known.set(label, sounds)
        return sounds
      }),
    )
}

const isHan = ({ written: one }: Sounding): boolean => /^\p{Script=Han}$/u.test(one)
const soundOf = (row: readonly Sounding[]): string => row.map(({ sound }) => sound).join(' ')
const textOf = (row: readonly Sounding[]): string => row.map(({ written: one }) => (/^[a-z]/.test(one) ? ` ${one} ` : one)).join('')

/** Walks over the text once and takes the longest phrase that sounds so at every place; what sounds like none stays as it is. */
function written(row: readonly Sounding[], dictionaries: readonly Phrases[]): string {
  let text = ''
  for (let at = 0; at < row.length; ) {
    const { phrase, size } = longestAt(row, at, dictionaries)
    text += phrase
    at += size
  }
  return text.replace(/ +/g, ' ').trim()
}

function longestAt(row: readonly Sounding[], at: number, dictionaries: readonly Phrases[]): { readonly phrase: string; readonly size: number } {
  for (let size = Math.min(mostSounds, row.length - at); size >= fewestSounds; size--) {
    const said = row.slice(at, at + size)
    const sound = soundOf(said)
    for (const phrases of dictionaries) {
      const phrase = phrases.get(sound)
      if (phrase !== undefined && keepsNegations(said, phrase)) return { phrase, size }
    }
  }
  return { phrase: textOf(row.slice(at, at + 1)), size: 1 }
}

/** 全不 sounds like 全部. */
const negations = '不没未别无非'
const keepsNegations = (said: readonly Sounding[], phrase: string): boolean =>
  said.every(({ written: one }) => !negations.includes(one) || phrase.includes(one))

/** The longest term first; Latin words stand alone or beside Han characters. */
function englishOf(terms: Readonly<Record<string, string>>, spell: (phrase: string) => string): (plain: string) => string {
  const meant = new Map(Object.entries(terms).map(([term, chinese]) => [spell(term), chinese]))
  const longestFirst = [...meant.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  if (longestFirst.length === 0) return (plain) => plain
  const any = new RegExp(` ?(?<![a-z0-9])(${longestFirst.join('|')})(?![a-z0-9]) ?`, 'g')
  return (plain) => plain.replace(any, (whole, term: string) => meant.get(term) ?? whole)
}
