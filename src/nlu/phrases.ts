import type { Entity } from './entities.js'
import type { Lexicon } from './lexicon.js'
import { createPasswordFinder } from './passwords.js'

export type PhraseFinder = {
  readonly passwords: (shape: string) => readonly Entity[]
  readonly tickets: (shape: string) => readonly Entity[]
  readonly versions: (shape: string) => readonly Entity[]
  readonly errorTexts: (text: string, shape: string) => readonly Entity[]
}

/** Eight digits if they can be had, else what was typed, so that it can be called wrong. */
const ticketShape = /(?<![a-z\d])mb[\s\-‐-―−_:#\u200b]{0,3}(\d(?:[\s-]?\d){7}(?!\d)|\d(?:[\s-]?\d){3,11}(?!\d))/g
const versionShape = /(?<![\d.])(v\s?)?(\d{1,2}(?:\.\d{1,5}){1,3})(?![\d.]?\d)/g
const quotes: Readonly<Record<string, string>> = {
  '「': '」',
  '『': '』',
  '“': '”',
  '"': '"',
  "'": "'",
  '‘': '’',
  '《': '》',
  '【': '】',
  '＂': '＂',
}
const longestQuote = 120
const cueWindow = 14

/** Entities told by the words around them. Every expression looks at a bounded piece of text, so the work grows with the length alone. */
export function createPhraseFinder(words: Lexicon['entities']): PhraseFinder {
  const cues = words.quote_cues.map((cue) => cue.toLowerCase())
  const versionWords = words.version_words.map((word) => word.toLowerCase())
  return {
    passwords: createPasswordFinder(words),
    tickets: (shape) => [...shape.matchAll(ticketShape)].map(ticketOf),
    versions: (shape) => [...shape.matchAll(versionShape)].flatMap((match) => versionOf(match, shape, versionWords)),
    errorTexts: (text, shape) =>
      quoted(text).filter(({ start }) => cues.some((cue) => shape.slice(Math.max(0, start - 1 - cueWindow), start - 1).includes(cue))),
  }
}

function ticketOf(match: RegExpExecArray): Entity {
  const digits = (match[1] ?? '').replace(/\D/g, '')
  return { kind: 'ticket', value: `MB-${digits}`, start: match.index, end: match.index + match[0].length, valid: digits.length === 8 }
}

/** Two dots make a version; one dot needs a "v" or the word ("3.5" alone may be a price). */
function versionOf(match: RegExpExecArray, shape: string, words: readonly string[]): readonly Entity[] {
  const value = match[2] ?? ''
  const start = match.index
  const end = start + match[0].length
  const before = shape.slice(Math.max(0, start - 10), start)
  const told = match[1] !== undefined || words.some((word) => before.includes(word) || shape.slice(end, end + 3).includes(word))
  return told || value.split('.').length > 2 ? [{ kind: 'version', value, start, end, valid: true }] : []
}

/** The insides of quotation marks, without overlap. */
function quoted(text: string): readonly Entity[] {
  const found: Entity[] = []
  for (let at = 0; at < text.length; at++) {
    const closing = Object.hasOwn(quotes, text[at] ?? '') ? quotes[text[at] ?? ''] : undefined
    if (closing === undefined || (text[at] === "'" && /\w/.test(text[at - 1] ?? ''))) continue
    const end = text.slice(at + 1, at + 2 + longestQuote).indexOf(closing)
    const value = end > 0 ? text.slice(at + 1, at + 1 + end).trim() : ''
    if (value === '') continue
    found.push({ kind: 'error_text', value, start: at + 1, end: at + 1 + end, valid: true })
    at += end + 1
  }
  return found
}
