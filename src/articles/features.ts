import { features as lettersOf } from '../nlu/features.js'
import { stem } from '../nlu/stem.js'
import type { Words } from './words.js'

/** Makes texts that mean the same look the same: the recogniser's own. */
export type Normalise = (text: string) => string
/** What a text is made of; what stands in it twice stands here twice. */
export type Read = (text: string) => readonly string[]
type Token = { readonly text: string; readonly kind: 'concept' | 'aside' | 'other' }
/** Every word of words.yaml, normalised and cut as texts are, with what it stands for. */
export type KnownWords = ReadonlyMap<string, Token>

/** One word (or concept), two neighbours, two concepts that meet in a question. */
const WORD = '1:'
const NEIGHBOURS = '2:'
const MEETING = '3:'
const PHRASE = /[^\p{Script=Han}a-z0-9'’\-\s]+/u
const TOKEN = /\p{Script=Han}|[a-z]+(?:['’][a-z]+)*|\d+/gu
const HAN = /^\p{Script=Han}$/u
/** A question names few concepts; more of them would be a story, and pairs grow with the square. */
const MAX_MEETING = 12

export function knownWords(words: Words, normalise: Normalise): KnownWords {
  const known = new Map<string, Token>()
  for (const word of words.aside) known.set(keyOf(normalise(word)), { text: word, kind: 'aside' })
  for (const [word, concept] of words.concepts) known.set(keyOf(normalise(word)), { text: `=${concept}`, kind: 'concept' })
  return known
}

/**
 * The letters and words as the recogniser sees them, and what they mean: each word alone (its concept where it has one), neighbours in pairs that never
 * span punctuation, and concepts that meet anywhere. Words set aside count in pairs only.
 */
export function createReader(known: KnownWords, normalise: Normalise): Read {
  const longest = Math.max(1, ...[...known.keys()].map((key) => key.split(' ').length))
  return (text) => {
    const normal = normalise(text)
    const phrases = normal.split(PHRASE).map((phrase) => named(tokensOf(phrase), known, longest))
    return [...lettersOf(normal), ...phrases.flatMap(wordsOf), ...meetings(phrases.flat())]
  }
}

const keyOf = (word: string): string => tokensOf(word).join(' ')
const tokensOf = (phrase: string): readonly string[] =>
  [...phrase.matchAll(TOKEN)].map(([raw]) => (/^\d/.test(raw) ? '0' : HAN.test(raw) ? raw : stem(raw)))

/** Replaces the longest known words by what they stand for. */
function named(tokens: readonly string[], known: KnownWords, longest: number): readonly Token[] {
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

const wordsOf = (phrase: readonly Token[]): readonly string[] =>
  phrase.flatMap((token, at) => {
    const before = phrase[at - 1]
    return [...(token.kind === 'aside' ? [] : [`${WORD}${token.text}`]), ...(before ? [`${NEIGHBOURS}${before.text} ${token.text}`] : [])]
  })

function meetings(tokens: readonly Token[]): readonly string[] {
  const concepts = [...new Set(tokens.filter(({ kind }) => kind === 'concept').map(({ text }) => text))].sort().slice(0, MAX_MEETING)
  return concepts.flatMap((one, at) => concepts.slice(at + 1).map((other) => `${MEETING}${one} ${other}`))
}
