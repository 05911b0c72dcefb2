import { below, type Random } from './random.js'

export type Chars = readonly string[]

/** One change for about so many characters, and one at least. */
export const CHARACTERS_PER_CHANGE = 8
export const changesFor = (length: number): number => Math.max(1, Math.round(length / CHARACTERS_PER_CHANGE))

/** Swaps two neighbours that differ and are both letters; unchanged where there are none. */
export function swapOne(chars: Chars, random: Random): Chars {
  const places = placesOf(chars, (char, place) => isLetter(char) && isLetter(chars[place + 1] ?? '') && char !== chars[place + 1])
  const at = places[below(places.length, random)]
  return at === undefined ? chars : [...chars.slice(0, at), chars[at + 1] ?? '', chars[at] ?? '', ...chars.slice(at + 2)]
}

/** Drops a letter, never the last that is left. */
export function dropOne(chars: Chars, random: Random): Chars {
  const places = placesOf(chars, isLetter)
  const at = places[below(places.length, random)]
  return at === undefined || places.length < 2 ? chars : [...chars.slice(0, at), ...chars.slice(at + 1)]
}

/** Puts something else at a place where `other` has something to offer. */
export function replaceOne(chars: Chars, random: Random, other: (char: string) => readonly string[]): Chars {
  const places = placesOf(chars, (char) => other(char).length > 0)
  const at = places[below(places.length, random)]
  if (at === undefined) return chars
  const choices = other(chars[at] ?? '')
  return [...chars.slice(0, at), choices[below(choices.length, random)] ?? '', ...chars.slice(at + 1)]
}

/** As many changes as the length calls for. */
export function repeatedly(text: string, change: (chars: Chars) => Chars): string {
  let chars: Chars = [...text]
  for (let left = changesFor(chars.length); left > 0; left--) chars = change(chars)
  return chars.join('')
}

const isLetter = (char: string): boolean => /[\p{L}\p{N}]/u.test(char)

const placesOf = (chars: Chars, fits: (char: string, place: number) => boolean): readonly number[] =>
  chars.flatMap((char, place) => (fits(char, place) ? [place] : []))
