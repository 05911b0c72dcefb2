import type { Lexicon } from './lexicon.js'
import type { Hear, Sounding } from './phonetics.js'
import { stem } from './stem.js'

/** The concepts that a heard text names, in its order. A phrase may stand for several; the first of them counts as the main one. */
export type FindConcepts = (row: readonly Sounding[]) => readonly (readonly string[])[]

/** One or two syllables sound like too many things. */
const fewestSounds = 3
type Known = Map<string, readonly string[]>

const writtenOf = ({ written }: Sounding): string => (/^[a-z]/.test(written) ? stem(written) : written)
const isHan = ({ written }: Sounding): boolean => /^\p{Script=Han}$/u.test(written)

/** Walks over the text once and takes the longest phrase at every place, so 解不掉 is never read as 解; where none is written so, one that sounds so. */
export function createConceptFinder(concepts: Lexicon['concepts'], spell: (phrase: string) => string, hear: Hear): FindConcepts {
  const written: Known = new Map()
  const sounding: Known = new Map()
  for (const [concept, { zh, en }] of Object.entries(concepts))
    for (const phrase of [...zh, ...en]) {
      const { row } = hear(spell(phrase))
      put(written, row.map(writtenOf), concept)
      if (row.length >= fewestSounds && row.every(isHan))
        put(
          sounding,
          row.map(({ sound }) => sound),
          concept,
        )
    }
  const longest = Math.max(1, ...[...written.keys()].map((key) => key.split(' ').length))
  return (row) => {
    const asWritten = row.map(writtenOf)
    const asHeard = row.map(({ sound }) => sound)
    const found: (readonly string[])[] = []
    for (let at = 0; at < row.length; ) {
      const match = longestAt(asWritten, at, longest, written) ?? longestAt(asHeard, at, longest, sounding)
      if (match) found.push(match.named)
      at += match?.size ?? 1
    }
    return found
  }
}

function put(known: Known, tokens: readonly string[], concept: string): void {
  const key = tokens.join(' ')
  const named = known.get(key) ?? []
  if (key !== '' && !named.includes(concept)) known.set(key, [...named, concept])
}

function longestAt(tokens: readonly string[], at: number, longest: number, known: Known) {
  for (let size = Math.min(longest, tokens.length - at); size > 0; size--) {
    const named = known.get(tokens.slice(at, at + size).join(' '))
    if (named) return { named, size }
  }
  return null
}
