import type { Words } from './words.js'

/** How often each feature occurs in a text. */
export type Features = ReadonlyMap<string, number>

/** One word (or concept), two neighbours, two concepts that meet in a question. */
const WORD = '1:'
const NEIGHBOURS = '2:'
const MEETING = '3:'
export const isPair = (feature: string): boolean => !feature.startsWith(WORD)
/** How much each kind counts when questions are compared. */
export const weightOfKind = (feature: string): number => (feature.startsWith(WORD) ? 1 : feature.startsWith(MEETING) ? 0.6 : 0.5)

/** Makes texts that mean the same look the same; the recogniser's own may be put in its place. */
export type Normalise = (text: string) => string
export const plainNormalise: Normalise = (text) => text.normalize('NFKC').toLowerCase()

/** Reads texts into features: `whole` for questions, which are short, with the concepts that meet in them; `plain` without. */
export type Reader = { readonly plain: (text: string) => Features; readonly whole: (text: string) => Features }

const PHRASE = /[^\p{Script=Han}a-z0-9'’\-\s]+/u
const TOKEN = /\p{Script=Han}|[a-z]+(?:['’][a-z]+)*|\d+/gu
const HAN = /^\p{Script=Han}$/u
/** A question names few concepts; more of them would be a story, and pairs grow with the square. */
const MAX_MEETING = 12

type Token = { readonly text: string; readonly kind: 'concept' | 'aside' | 'other' }

/**
 * Features are: each word alone (its concept where it has one, else Han characters one by one, Latin words by their stem, digit runs as one),
 * neighbours in pairs that never span punctuation, and concepts that meet anywhere in a question. Words set aside count in pairs only.
 */
export function createReader(words: Words, normalise: Normalise): Reader {
  const known = new Map<string, Token>()
  for (const word of words.aside) known.set(tokensOf(normalise(word)).join(' '), { text: word, kind: 'aside' })
  for (const [word, concept] of words.concepts) known.set(tokensOf(normalise(word)).join(' '), { text: `=${concept}`, kind: 'concept' })
  const longest = Math.max(1, ...[...known.keys()].map((key) => key.split(' ').length))
  const phrases = (text: string): readonly (readonly Token[])[] =>
    normalise(text)
      .split(PHRASE)
      .map((phrase) => named(tokensOf(phrase), known, longest))
  return {
    plain: (text) => count(phrases(text)),
    whole: (text) => {
      const read = phrases(text)
      return new Map([...count(read), ...meetings(read.flat())])
    },
  }
}

const tokensOf = (phrase: string): readonly string[] =>
  [...phrase.matchAll(TOKEN)].map(([raw]) => (/^\d/.test(raw) ? '0' : HAN.test(raw) ? raw : stem(raw)))

/** Replaces the longest known words by what they stand for. */
function named(tokens: readonly string[], known: ReadonlyMap<string, Token>, longest: number): readonly Token[] {
  const result: Token[] = []
  for (let at = 0; at < tokens.length; ) {
    let length = Math.min(longest, tokens.length - at)
    while (length > 1 && !known.has(tokens.slice(at, at + length).join(' '))) length--
    const key = tokens.slice(at, at + length).join(' ')
    result.push(known.get(key) ?? { text: key, kind: 'other' })
    at += length
  }
  return result
}

function count(phrases: readonly (readonly Token[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (feature: string): void => void counts.set(feature, (counts.get(feature) ?? 0) + 1)
  for (const phrase of phrases) {
    phrase.forEach((token, at) => {
      const before = phrase[at - 1]
      if (token.kind !== 'aside') add(`${WORD}${token.text}`)
      if (before) add(`${NEIGHBOURS}${before.text} ${token.text}`)
    })
  }
  return counts
}

function meetings(tokens: readonly Token[]): readonly (readonly [string, number])[] {
  const concepts = [...new Set(tokens.filter(({ kind }) => kind === 'concept').map(({ text }) => text))].sort().slice(0, MAX_MEETING)
  return concepts.flatMap((one, at) => concepts.slice(at + 1).map((other) => [`${MEETING}${one} ${other}`, 1] as const))
}

/** Takes plural, -ing and -ed off, so that "unbinding phones" meets "unbind phone"; it need not be right, only alike on both sides. */
function stem(word: string): string {
  const bare = word.replace(/['’](?:s|re|ve|ll|d|m)$/, '').replace(/['’]/g, '')
  if (bare.length < 5) return bare.replace(/([^su])s$/, '$1')
  const short = bare.replace(/ies$/, 'y').replace(/(?:ing|ed|es|s)$/, '')
  return short.replace(/([b-df-hj-km-np-rtv-y])\1$/, '$1').replace(/e$/, '')
}
