import { firstHan, type Readings } from './readings.js'

/** How a normalised text sounds, syllable by syllable; empty for a text that is neither Chinese nor pinyin. */
export type Hear = (plain: string) => readonly string[]

const token = /\p{Script=Han}|\p{N}+|[a-z]+/gu
/** Interjections that hardly anybody means when words run together. */
const mumbled: ReadonlySet<string> = new Set(['n', 'ng', 'm', 'hm', 'hng'])
const longestWord = 60
const longestSyllable = 6

/**
 * Who slips into a homophone (姐帮 for 解绑) or writes pinyin ("jiebang shibai") still sounds right. Latin words are taken for pinyin when all of
 * them can be cut into syllables; beside Han characters each for itself, if it has at least two.
 */
export function createEar({ syllables, places }: Readings): Hear {
  const known = new Set(syllables.filter((syllable) => !mumbled.has(syllable)))
  const readingOf = (char: string): string | undefined => syllables[places[(char.codePointAt(0) ?? 0) - firstHan] ?? -1]
  return (plain) => {
    const tokens = plain.match(token) ?? []
    const isChinese = tokens.some((word) => readingOf(word) !== undefined)
    const cuts = new Map(tokens.filter((word) => /^[a-z]/.test(word)).map((word) => [word, cutIntoSyllables(word, known)] as const))
    const all = [...cuts.values()]
    const isPinyin = all.length > 0 && all.every((cut) => cut !== null) && all.reduce((sum, cut) => sum + (cut?.length ?? 0), 0) >= 2
    if (!isChinese && !isPinyin) return []
    return tokens.flatMap((word) => {
      if (!/^[a-z]/.test(word)) return [readingOf(word) ?? '0']
      const cut = cuts.get(word) ?? null
      return cut && (isPinyin || cut.length >= 2) ? cut : [word]
    })
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
