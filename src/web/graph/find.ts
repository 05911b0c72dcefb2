import type { PicturedNode, Pictures } from '../../contract/pictures.js'

export type Hit = { readonly node: PicturedNode; readonly excerpt: string }
const MOST = 40
const AROUND = 18

/** Nodes whose name, words, buttons or facts hold every part of what was typed: names first. */
export function find({ dialogs }: Pictures, typed: string): readonly Hit[] {
  const parts = typed.trim().toLowerCase().split(/\s+/)
  if (parts[0] === undefined || parts[0] === '') return []
  const scored = dialogs
    .flatMap(({ nodes, title }) => nodes.map((node) => ({ node, texts: textsOf(node), title: `${title.zh} ${title.en}` })))
    .flatMap(({ node, texts, title }) => {
      const all = [node.id, title, ...texts].join('\n').toLowerCase()
      if (!parts.every((part) => all.includes(part))) return []
      const isNamed = parts.every((part) => node.id.toLowerCase().includes(part))
      const isWhole = parts[0] === node.node.toLowerCase() || parts[0] === node.id.toLowerCase()
      return [{ node, excerpt: excerptOf(texts, parts[0] ?? ''), score: isWhole ? 0 : isNamed ? 1 : 2 }]
    })
  return scored.sort((a, b) => a.score - b.score).slice(0, MOST)
}

const textsOf = ({ says, ways, sources, about }: PicturedNode): readonly string[] => [
  ...says.flatMap(({ text }) => [text.zh, text.en]),
  ...ways.flatMap(({ on, label }) => [on ?? '', label?.zh ?? '', label?.en ?? '']),
  ...sources,
  ...about,
]

/** Where it was found, with a little around it. */
function excerptOf(texts: readonly string[], part: string): string {
  const text = texts.find((one) => one.toLowerCase().includes(part)) ?? texts[0] ?? ''
  const at = Math.max(0, text.toLowerCase().indexOf(part) - AROUND)
  const cut = text.slice(at, at + part.length + 3 * AROUND)
  return `${at > 0 ? '…' : ''}${cut}${at + cut.length < text.length ? '…' : ''}`
}
