import { firstHan, type Readings } from './readings.js'

/** A character or word as it is written, and how it sounds; what is neither Han nor pinyin sounds as it is written. */
export type Sounding = { readonly written: string; readonly sound: string }
/** `isSpoken`: whether there is Chinese in it, in characters or in pinyin. */
export type Heard = { readonly row: readonly Sounding[]; readonly isSpoken: boolean }
export type Hear = (plain: string) => Heard

const token = /\p{Script=Han}|\p{N}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+(?:['’]\p{L}+)*/gu
const latin = /^[a-z]+$/
/** Interjections that hardly anybody means when words run together. */
const mumbled: ReadonlySet<string> = new Set(['n', 'ng', 'm', 'hm', 'hng'])
const longestWord = 60
const longestSyllable = 6

/** What many speakers do not tell apart, and so type one for the other: zh and z, n and l, ang and an. */
const blurred = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[aeiouv])/, 'l')
    .replace(/([aei]n)g$/, '$1')

/**
 * Who slips into a homophone (姐帮 for 解绑) or writes pinyin ("jiebang shibai") still sounds right. Latin words are taken for pinyin when all of
 * them can be cut into syllables; beside Han characters each for itself, if it has at least two.
 */
export function createEar({ syllables, places }: Readings): Hear {
  const known = new Set(syllables.filter((syllable) => !mumbled.has(syllable)))
  const sounds = syllables.map(blurred)
  const soundOf = (char: string): string | undefined => sounds[places[(char.codePointAt(0) ?? 0) - firstHan] ?? -1]
  return (plain) => {
    const words = plain.match(token) ?? []
    const cuts = words.map((word) => (latin.test(word) ? cutIntoSyllables(word, known) : undefined))
    const isChinese = words.some((word) => soundOf(word) !== undefined)
    const isPinyin = cuts.every((cut) => cut !== null) && cuts.reduce((sum, cut) => sum + (cut?.length ?? 0), 0) >= 2
    const row = words.flatMap((word, at): readonly Sounding[] => {
      const cut = cuts[at]
      if (cut && (isPinyin || (isChinese && cut.length >= 2))) return cut.map((syllable) => ({ written: syllable, sound: blurred(syllable) }))
      return [{ written: word, sound: soundOf(word) ?? word }]
    })
    return { row, isSpoken: isChinese || isPinyin }
  }
}

/** The cut with the fewest syllables, or null when some letter belongs to none. */
function cutIntoSyllables(word: string, known: ReadonlySet<string>): readonly string[] | null {
  if (word.length > longestWord) return null
  const best: (readonly string[] | undefined)[] = [[]]
  for (let end = 1; end <= word.length; end++)
    for (let start = Math.max(0, end - longestSyllable); start < end; start++) {
      const before = best[start]
      const syllable = word.slice(start, end)
      if (before && known.has(syllable) && before.length + 1 < (best[end]?.length ?? Number.POSITIVE_INFINITY)) best[end] = [...before, syllable]
    }
  return best[word.length] ?? null
}
