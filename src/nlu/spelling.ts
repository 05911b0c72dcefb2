import type { Lexicon } from './lexicon.js'

/** Puts known misspellings, homophones and pinyin right in a text that `unify` has been over. */
export function createSpelling({ variants, anchors, syllables }: Lexicon['spelling']): (text: string) => string {
  const right = new Map(Object.entries(variants).flatMap(([good, bad]) => bad.map((one) => [one, good] as const)))
  const wrong = alternation([...right.keys()])
  const readPinyin = createPinyinReader(new Map(Object.entries(anchors)), new Map(Object.entries(syllables)))
  return (text) => {
    const read = text.replace(/[a-z]+(?:[ ']+[a-z]+)*/g, readPinyin)
    return wrong ? read.replace(wrong, (found) => right.get(found) ?? found) : read
  }
}

const escaped = (phrase: string): string => phrase.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
const isLatin = (phrase: string): boolean => /^[a-z0-9]/.test(phrase)

/** All phrases in one expression, longest first; a Latin phrase must stand alone (`\b` sees no border inside Chinese text). */
function alternation(phrases: readonly string[]): RegExp | null {
  if (phrases.length === 0) return null
  const sorted = [...phrases].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  return new RegExp(sorted.map((phrase) => (isLatin(phrase) ? `(?<![a-z0-9])${escaped(phrase)}(?![a-z0-9])` : escaped(phrase))).join('|'), 'g')
}

type Words = ReadonlyMap<string, string>

/**
 * A row of Latin words is pinyin when all of it can be cut into known syllables and one of the domain's words is among them
 * ("wo de mi bao jiebang bu liao"); else only the domain's words in it are ("my mibao phone").
 */
function createPinyinReader(anchors: Words, syllables: Words): (row: string) => string {
  const all: Words = new Map([...syllables, ...anchors])
  const longest = Math.max(1, ...[...all.keys()].map(({ length }) => length))
  return (row) => {
    const joined = row.replace(/[ ']+/g, '')
    if (joined.length <= 200) {
      const cut = cutInto(joined, all, longest)
      if (cut?.some((piece) => anchors.has(piece))) return cut.map((piece) => all.get(piece) ?? piece).join('')
    }
    return row.replace(/[a-z]+/g, (word) => anchors.get(word) ?? word)
  }
}

/** The cut with the fewest pieces, or null when some letter belongs to none. */
function cutInto(row: string, words: Words, longest: number): readonly string[] | null {
  const fewest: (number | undefined)[] = [0]
  const lastPiece: string[] = ['']
  for (let end = 1; end <= row.length; end++) {
    for (let start = Math.max(0, end - longest); start < end; start++) {
      const before = fewest[start]
      const piece = row.slice(start, end)
      if (before === undefined || !words.has(piece) || before + 1 >= (fewest[end] ?? Number.POSITIVE_INFINITY)) continue
      fewest[end] = before + 1
      lastPiece[end] = piece
    }
  }
  if (fewest[row.length] === undefined) return null
  const pieces: string[] = []
  for (let end = row.length; end > 0; end -= lastPiece[end]?.length ?? end) pieces.unshift(lastPiece[end] ?? '')
  return pieces
}
