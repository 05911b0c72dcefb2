import { CHINESE_DIGITS, chineseDigit, plainDigit, SPELLED_DIGIT, spelledDigits } from './digits.js'

/** A part of a text that must not be kept: what it is decides what may still be shown of it. */
export type Span = { readonly kind: string; readonly start: number; readonly end: number }

/** Longer runs of digits are taken for personal numbers wherever they stand; a number split over two messages is covered too. */
const LONGEST_HARMLESS = 4
/** Ticket numbers are ours. */
const TICKET = /(MB[\s-]?\d{8}(?!\d))/iu
const VERSION = /^\d{1,2}\.\d{1,2}(?:\.\d{1,3})?(?:\.\d{1,5})?$/
const LONGEST_VERSION = 8
const DIGIT = `(?:[\\p{Nd}⓪①-⑨⁰¹²³⁴-⁹₀-₉${CHINESE_DIGITS}]|${SPELLED_DIGIT})`
/** Blanks, signs and marks between digits do not make several numbers of them; words do. */
const RUN = new RegExp(`${DIGIT}(?:[^\\p{L}\\p{N}]{0,4}${DIGIT})*`, 'giu')

/** A part that is hidden, and what stands in its place. */
export type MaskedPart = Span & { readonly shown: string }

/** Hides what must not be stored or logged: the spans that were recognised, and every run of five digits or more that is neither ticket nor version. */
export function maskText(text: string, spans: readonly Span[] = []): string {
  let out = ''
  let at = 0
  for (const { start, end, shown } of maskedParts(text, spans)) {
    out += text.slice(at, start) + shown
    at = end
  }
  return out + text.slice(at)
}

/** What `maskText` hides, in order: `shown` stands in the place of `text.slice(start, end)`. */
export function maskedParts(text: string, spans: readonly Span[] = []): readonly MaskedPart[] {
  const ordered = [...spans].filter((span) => span.end > span.start && KEPT[span.kind] !== 'all').sort((a, b) => a.start - b.start)
  const parts: MaskedPart[] = []
  let at = 0
  for (const span of ordered) {
    if (span.start < at) continue
    parts.push(...runsIn(text, at, span.start), { ...span, shown: maskValue(span.kind, text.slice(span.start, span.end)) })
    at = span.end
  }
  return [...parts, ...runsIn(text, at, text.length)]
}

/** Spans of these kinds hold nothing personal by themselves; error texts may quote numbers, which the runs take care of. */
const KEPT: Readonly<Record<string, 'all'>> = { ticket: 'all', version: 'all', error_text: 'all' }

function runsIn(text: string, from: number, to: number): readonly MaskedPart[] {
  let at = from
  return text
    .slice(from, to)
    .split(TICKET)
    .flatMap((piece, place) => {
      const begin = at
      at += piece.length
      if (place % 2 === 1) return []
      return [...piece.matchAll(RUN)].flatMap(({ 0: run, index }) => {
        const kind = kindOfRun(run)
        return kind === null ? [] : [{ kind, start: begin + index, end: begin + index + run.length, shown: maskValue(kind, run) }]
      })
    })
}

/** Null for a run that may be kept. */
function kindOfRun(run: string): 'phone' | 'number' | null {
  const digits = digitsOf(run)
  const harmless = digits.length <= LONGEST_HARMLESS || (digits.length <= LONGEST_VERSION && VERSION.test(run))
  return harmless ? null : digits.length === 11 ? 'phone' : 'number'
}

/** What may be shown of a value: phone `138****5678`, account number `12****89`, the rest nothing but its ends or stars. */
export function maskValue(kind: string, value: string): string {
  const digits = digitsOf(value)
  switch (kind) {
    case 'phone':
      return digits.length === 11 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : '****'
    case 'qq':
      return digits.length >= 7 ? `${digits.slice(0, 2)}****${digits.slice(-2)}` : `${digits.slice(0, 1)}****${digits.slice(-1)}`
    case 'id_card':
      return `${digits.slice(0, 1)}****${value.slice(-1)}`
    case 'number':
      return `${digits.slice(0, 1)}****${digits.slice(-1)}`
    default:
      return '******'
  }
}

const spelled = new RegExp(SPELLED_DIGIT, 'gi')
const digitsOf = (text: string): string =>
  [...text.replace(spelled, (word) => spelledDigits(word.toLowerCase()))].map((char) => chineseDigit(char) ?? plainDigit(char) ?? '').join('')

/** Masks every string inside a JSON value, keys included; a depth bound keeps hostile nesting harmless. */
export function maskDeep(value: unknown, depth = 8): unknown {
  if (typeof value === 'string') return maskText(value)
  if (typeof value === 'number') return maskText(String(value)) === String(value) ? value : maskText(String(value))
  if (depth === 0 || value === null || typeof value !== 'object') return typeof value === 'boolean' ? value : null
  if (Array.isArray(value)) return value.map((item) => maskDeep(item, depth - 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [maskText(key), maskDeep(item, depth - 1)]))
}
