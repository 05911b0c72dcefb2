/** Widths are guessed, a little too wide, since there is no browser to ask: what is drawn must never leave its box, in whatever font. */
const widthOf = (char: string): number =>
  /[\u2e80-\uffef]/.test(char) || char.length > 1 ? 1 : /[A-Z@MWmw]/.test(char) ? 0.8 : /[ilj.,:;'|! ]/.test(char) ? 0.34 : 0.57

export const textWidth = (text: string, size: number): number => [...text].reduce((sum, char) => sum + widthOf(char), 0) * size

/** Names stand in a font whose signs are all of one width. */
const MONO = 0.61
export const monoWidth = (text: string, size: number): number =>
  [...text].reduce((sum, char) => sum + Math.max(MONO, widthOf(char) === 1 ? 1 : 0), 0) * size
export function monoFitted(text: string, width: number, size: number): string {
  const chars = [...text]
  if (monoWidth(text, size) <= width) return text
  while (chars.length > 0 && monoWidth(`${chars.join('')}…`, size) > width) chars.pop()
  return `${chars.join('')}…`
}

/** Cut with an ellipsis where it is too long. */
export const fitted = (text: string, width: number, size: number): string => (textWidth(text, size) <= width ? text : cut(text, width, size))

function cut(text: string, width: number, size: number): string {
  const chars = [...text]
  while (chars.length > 0 && textWidth(`${chars.join('')}…`, size) > width) chars.pop()
  return `${chars.join('').trimEnd()}…`
}

/** A Chinese character with the marks that may not begin a line, or a word with the space behind it. */
const PIECES = /[\u2e80-\uffef][，。；：！？、）】》”’…]*|[^\s\u2e80-\uffef]+\s*|\s+/gu

/** The text in at most so many lines, the last one cut where more would follow. */
export function wrapped(
  text: string,
  { width, size, lines }: { readonly width: number; readonly size: number; readonly lines: number },
): readonly string[] {
  const rows: string[] = []
  let row = ''
  for (const [piece] of text.matchAll(PIECES)) {
    if (row !== '' && textWidth((row + piece).trimEnd(), size) > width) {
      rows.push(row)
      row = ''
    }
    row += piece
  }
  if (row !== '') rows.push(row)
  const shown = rows.slice(0, lines).map((one) => fitted(one.trim(), width, size))
  const last = shown.at(-1)
  if (rows.length <= lines || last === undefined) return shown
  return [...shown.slice(0, -1), last.endsWith('…') ? last : cut(last, width, size)]
}
