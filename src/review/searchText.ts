/** Han characters apart, so that words of one and of two characters are found; FTS5's trigrams would find neither. */
export const indexed = (text: string): string => plain(text).replace(/\p{Script=Han}/gu, ' $& ')

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

const MOST_TERMS = 12
const MOST_TOKENS = 40

/** A query of FTS5 in which every term must occur; null when there is nothing to look for. Operators and quotes are plain text. */
export function matchFor(query: string): string | null {
  const terms = plain(query)
    .split(/\s+/u)
    .map((term) => indexed(term).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])
    .filter((tokens) => tokens.length > 0)
    .slice(0, MOST_TERMS)
  return terms.length === 0 ? null : terms.map((tokens) => phrase(tokens.slice(0, MOST_TOKENS))).join(' ')
}

/** The last Latin token may go on: "unbin" finds "unbind". */
function phrase(tokens: readonly string[]): string {
  const goesOn = /[a-z0-9]$/.test(tokens.at(-1) ?? '')
  return `"${tokens.join(' ')}"${goesOn ? '*' : ''}`
}

const AROUND = 40
/** The words around the first hit, hits between ⟦ and ⟧; null where none of the terms stands as it was typed. */
export function snippetOf(text: string, query: string): string | null {
  const terms = plain(query)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((term) => term !== '')
  const folded = plain(text)
  // Folding may change lengths; then the folded text itself is shown.
  const shown = folded.length === text.length ? text : folded
  const places = terms.map((term) => folded.indexOf(term)).filter((at) => at >= 0)
  if (places.length === 0) return null
  const start = Math.max(0, Math.min(...places) - AROUND)
  const part = shown.slice(start, start + 4 * AROUND)
  const marked = terms.reduce((marks, term) => marksOf(plain(part), term, marks), new Set<number>())
  return `${start > 0 ? '…' : ''}${withMarks(part, marked)}${start + part.length < shown.length ? '…' : ''}`
}

function marksOf(part: string, term: string, marks: Set<number>): Set<number> {
  for (let at = part.indexOf(term); at >= 0; at = part.indexOf(term, at + term.length)) for (let i = 0; i < term.length; i++) marks.add(at + i)
  return marks
}

const withMarks = (part: string, marks: ReadonlySet<number>): string =>
  Array.from({ length: part.length }, (_, at) => {
    const opens = marks.has(at) && !marks.has(at - 1) ? '⟦' : ''
    const closes = marks.has(at) && !marks.has(at + 1) ? '⟧' : ''
    return `${opens}${part[at] ?? ''}${closes}`
  }).join('')
