const units = /\p{Script=Han}|\p{N}+|[\p{L}\p{M}](?:(?!\p{Script=Han})[\p{L}\p{M}])*/gu
const han = /\p{Script=Han}/u
const startsWithDigit = /^\p{N}/u

/** Han characters one by one, words and digit runs whole; a digit run says only that it is one. */
export const unitsOf = (text: string): readonly string[] => (text.match(units) ?? []).map((unit) => (startsWithDigit.test(unit) ? '0' : unit))

/**
 * What the classifier sees of a normalised text. Every feature carries its kind, so that no feature can be named like a property of every
 * object or look like a number, both of which confuse natural's own tables:
 * `u` Han character, `w` word, `b`/`v` two neighbours, `s`/`t` two with one/two between them, `c` piece of a word.
 */
export function features(text: string): readonly string[] {
  const found = unitsOf(text)
  const row = ['^', ...found, '$']
  const isChinese = found.some((unit) => han.test(unit))
  return [
    ...named(isChinese ? 'u' : 'w', found),
    ...named(isChinese ? 'b' : 'v', pairs(row)),
    ...named('s', pairs(row, 2)),
    ...named('t', pairs(row, 3)),
    ...(isChinese ? [] : named('c', found.flatMap(pieces))),
  ]
}

/** How a text sounds: `p` syllable, `q` two neighbours. */
export const soundFeatures = (syllables: readonly string[]): readonly string[] =>
  syllables.length === 0 ? [] : [...named('p', syllables), ...named('q', pairs(['^', ...syllables, '$']))]

/** A long story names dozens of concepts, and meetings grow with the square. */
const mostMeeting = 14

/** What a text is about, in either language: `k` concept, `l` one after another, `m` two that meet anywhere. */
export function conceptFeatures(concepts: readonly (readonly string[])[]): readonly string[] {
  const main = concepts.map(([first = '']) => first)
  const all = [...new Set(concepts.flat())].sort().slice(0, mostMeeting)
  return [
    ...named('k', concepts.flat()),
    ...named('l', pairs(['^', ...main, '$'])),
    ...named(
      'm',
      all.flatMap((one, at) => all.slice(at + 1).map((other) => `${one} ${other}`)),
    ),
  ]
}

/** How much each kind counts beside the words themselves; chosen by cross-validation over authors and over training parts of public sets. */
const weights: Readonly<Record<string, number>> = { k: 1.3, l: 0.8, m: 0.8, s: 0.6, t: 0.4, p: 0.5, q: 0.6, c: 0.6 }
const known = new Map(Object.entries(weights))
export const weightOf = (feature: string): number => known.get(feature[0] ?? '') ?? 1

/** Whether the feature is a single word or character. */
export const isSingle = (feature: string): boolean => feature.startsWith('u:') || feature.startsWith('w:')

const named = (kind: string, found: readonly string[]): readonly string[] => found.map((one) => `${kind}:${one}`)
const pairs = (row: readonly string[], apart = 1): readonly string[] => row.slice(apart).map((unit, i) => `${row[i]} ${unit}`)

const shortestPiece = 3
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
