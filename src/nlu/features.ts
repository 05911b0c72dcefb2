const units = /\p{Script=Han}|\p{N}+|[\p{L}\p{M}](?:(?!\p{Script=Han})[\p{L}\p{M}])*/gu
const han = /\p{Script=Han}/u
const startsWithDigit = /^\p{N}/u

/** Han characters one by one, words and digit runs whole; a digit run says only that it is one. */
export const unitsOf = (text: string): readonly string[] => (text.match(units) ?? []).map((unit) => (startsWithDigit.test(unit) ? '0' : unit))

/**
 * What the classifier sees of a normalised text. Every feature carries its kind (`u:` `b:` `w:` `v:` `c:`), so that no
 * feature can be named like a property of every object or look like a number, both of which confuse natural's own tables.
 */
export function features(text: string): readonly string[] {
  const found = unitsOf(text)
  return found.some((unit) => han.test(unit)) ? chineseFeatures(found) : latinFeatures(found)
}

const chineseFeatures = (found: readonly string[]): readonly string[] => [
  ...found.map((unit) => `u:${unit}`),
  ...pairs(['^', ...found, '$']).map((pair) => `b:${pair}`),
]

const latinFeatures = (words: readonly string[]): readonly string[] => [
  ...words.map((word) => `w:${word}`),
  ...pairs(['^', ...words, '$']).map((pair) => `v:${pair}`),
  ...words.flatMap(pieces).map((piece) => `c:${piece}`),
]

const pairs = (row: readonly string[]): readonly string[] => row.slice(1).map((unit, i) => `${row[i]} ${unit}`)

const shortestPiece = 2
const longestPiece = 5
/** Longer "words" are keyboard noise; their pieces would only cost time. */
const longestWord = 40

function pieces(word: string): readonly string[] {
  const marked = `_${word.slice(0, longestWord)}_`
  const found: string[] = []
  for (let size = shortestPiece; size <= longestPiece; size++) {
    for (let at = 0; at + size <= marked.length; at++) found.push(marked.slice(at, at + size))
  }
  return found
}
