import type { Lexicon } from './lexicon.js'
import type { Hear, Sounding } from './phonetics.js'
import { stem } from './stem.js'

/** The concepts that a heard text names, in its order. A phrase may stand for several; the first of them counts as the main one. */
export type FindConcepts = (row: readonly Sounding[]) => readonly (readonly string[])[]

/** One or two syllables sound like too many things. */
const fewestSounds = 3
/** Phrases with what they stand for, and for every first word the size of the longest phrase that begins with it. */
type Phrases = { readonly named: Map<string, readonly string[]>; readonly longest: Map<string, number> }
const noPhrases = (): Phrases => ({ named: new Map(), longest: new Map() })

const writtenOf = ({ written }: Sounding): string => (/^[a-z]/.test(written) ? stem(written) : written)
const isHan = ({ written }: Sounding): boolean => /^\p{Script=Han}$/u.test(written)

/** Walks over the text once and takes the longest phrase at every place, so 解不掉 is never read as 解; where none is written so, one that sounds so. */
export function createConceptFinder(concepts: Lexicon['concepts'], spell: (phrase: string) => string, hear: Hear): FindConcepts {
  const written = noPhrases()
  const sounding = noPhrases()
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
  return (row) => {
    const asWritten = row.map(writtenOf)
    const asHeard = row.map(({ sound }) => sound)
    const found: (readonly string[])[] = []
    for (let at = 0; at < row.length; ) {
      const match = longestAt(asWritten, at, written) ?? longestAt(asHeard, at, sounding)
      if (match) found.push(match.named)
      at += match?.size ?? 1
    }
    return found
  }
}

function put({ named, longest }: Phrases, tokens: readonly string[], concept: string): void {
  const [first] = tokens
  if (first === undefined) return
  const key = tokens.join(' ')
  const before = named.get(key) ?? []
  if (!before.includes(concept)) named.set(key, [...before, concept])
  longest.set(first, Math.max(tokens.length, longest.get(first) ?? 0))
}

function longestAt(tokens: readonly string[], at: number, { named, longest }: Phrases) {
  for (let size = Math.min(longest.get(tokens[at] ?? '') ?? 0, tokens.length - at); size > 0; size--) {
    const found = named.get(tokens.slice(at, at + size).join(' '))
    if (found) return { named: found, size }
  }
  return null
}
