import type { Section } from './article.js'
import { type ArticleDiagnostic, fault } from './diagnostic.js'

const HEADING = /^##\s+(\S.*?)\s*\{#([a-z][a-z0-9_]*)\s+source=(none|F\d\d(?:,F\d\d)*)\}\s*$/
/** Tags, images, links, code, tables, quotes, rules and further headings: a chat bubble shows none of them. */
const UNSAFE = /<[a-z/!]|!?\[[^\]]*\]\(|\[[^\]]*\]:|`|^\s*(?:>|\||#{1,6}\s|={3,}|-{3,}\s*$|\*{3,}\s*$)|https?:\/\//i

/** Reads the sections below the head; `from` is the index of the first line after it. */
export function parseSections(
  file: string,
  lines: readonly string[],
  from: number,
): { readonly sections: readonly Section[]; readonly diagnostics: readonly ArticleDiagnostic[] } {
  const starts = lines.flatMap((line, at) => (at >= from && line.startsWith('## ') ? [at] : []))
  const first = starts[0] ?? lines.length
  const stray = lines.findIndex((line, at) => at >= from && at < first && line.trim() !== '')
  const diagnostics: ArticleDiagnostic[] = []
  if (stray >= 0) diagnostics.push(fault('A004', file, stray + 1, 'this text belongs to no section'))
  else if (starts.length === 0) diagnostics.push(fault('A004', file, lines.length, 'the article has no section'))
  const sections = starts.flatMap((start, index): readonly Section[] => {
    const text = lines.slice(start + 1, starts[index + 1] ?? lines.length)
    diagnostics.push(...unsafeLines(file, text, start + 1))
    const [, heading, id, source] = HEADING.exec(lines[start] ?? '') ?? []
    if (heading && id && source)
      return [{ id, heading, text: text.join('\n').trim(), source: source === 'none' ? [] : source.split(','), line: start + 1 }]
    diagnostics.push(fault('A005', file, start + 1, 'the heading lacks its id or its sources, or they cannot be read'))
    return []
  })
  return { sections, diagnostics }
}

const unsafeLines = (file: string, lines: readonly string[], from: number): readonly ArticleDiagnostic[] =>
  lines.flatMap((line, at) => (UNSAFE.test(line) ? [fault('A011', file, from + at + 1, `"${line.trim()}" is more than safe Markdown`)] : []))
