import type { Lexicon } from './lexicon.js'
import { stem } from './stem.js'

/** The concepts that a normalised text names, in its order. A phrase may stand for several; the first of them counts as the main one. */
export type FindConcepts = (plain: string) => readonly (readonly string[])[]

const token = /\p{Script=Han}|\p{N}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+(?:['’]\p{L}+)*/gu
const tokensOf = (text: string): readonly string[] => (text.match(token) ?? []).map((word) => (/^[a-z]/.test(word) ? stem(word) : word))

/** Walks over the text once and takes the longest phrase at every place, so 解不掉 is never read as 解. */
export function createConceptFinder(concepts: Lexicon['concepts'], spell: (phrase: string) => string): FindConcepts {
  const known = new Map<string, readonly string[]>()
  for (const [concept, { zh, en }] of Object.entries(concepts))
    for (const phrase of [...zh, ...en]) {
      const key = tokensOf(spell(phrase)).join(' ')
      const named = known.get(key) ?? []
      if (key !== '' && !named.includes(concept)) known.set(key, [...named, concept])
    }
  const longest = Math.max(1, ...[...known.keys()].map((key) => key.split(' ').length))
  return (plain) => {
    const tokens = tokensOf(plain)
    const found: (readonly string[])[] = []
    for (let at = 0; at < tokens.length; ) {
      let size = Math.min(longest, tokens.length - at)
      let named = known.get(tokens.slice(at, at + size).join(' '))
      while (named === undefined && --size > 0) named = known.get(tokens.slice(at, at + size).join(' '))
      if (named) found.push(named)
      at += Math.max(1, size)
    }
    return found
  }
}
