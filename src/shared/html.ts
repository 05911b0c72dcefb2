/** Markup that may stand in a page; whatever else is put into it is escaped. */
export class Html {
  constructor(readonly markup: string) {}
}
export type Part = string | number | Html | null | readonly Part[]

/** A template of markup, HTML or SVG. Texts come from anywhere, so there is no way to put one in unescaped. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((text, place) => `${text}${rendered(parts[place] ?? null)}`).join(''))

function rendered(part: Part): string {
  if (part === null) return ''
  if (part instanceof Html) return part.markup
  return typeof part === 'string' || typeof part === 'number' ? escaped(String(part)) : part.map(rendered).join('')
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])
/** Marks that turn the direction of what follows would rearrange the page around them, so they are shown as a box. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => SIGNS.get(sign) ?? '').replace(/(?![\t\n])\p{Cc}|\p{Bidi_Control}/gu, '\u25a1')
