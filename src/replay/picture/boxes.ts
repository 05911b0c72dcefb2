import type { PicturedDialog, PicturedNode, PicturedWay } from '../../contract/pictures.js'
import { LANGS, type Lang } from '../../shared/lang.js'
import { fitted, monoWidth, textWidth, wrapped } from './measure.js'

/** Sizes of the drawing, in CSS pixels. */
export const SIZES = { id: 13, words: 12, label: 11.5, row: 16, box: 232, padding: 12, head: 30 } as const

/** A node as it is drawn. A `stub` stands for a node to which so many lead that lines to one place would cover the picture. */
export type Box = {
  readonly key: string
  readonly node: PicturedNode
  readonly form: 'whole' | 'stub'
  readonly rows: Readonly<Record<Lang, readonly string[]>>
  readonly about: string | null
  readonly width: number
  readonly height: number
}
export type Line = { readonly way: PicturedWay; readonly text: Readonly<Record<Lang, string>> }
/** All ways from one box to another, with a line of label for each. */
export type Arrow = {
  readonly from: string
  readonly to: string
  readonly ways: readonly PicturedWay[]
  readonly lines: readonly Line[]
  readonly width: number
  readonly height: number
}
export type Drawing = { readonly dialog: PicturedDialog; readonly boxes: readonly Box[]; readonly arrows: readonly Arrow[] }

const LABEL_WIDTH = 220
/** Beside a label there is room for how often it was walked. */
const COUNT_WIDTH = 40
const MOST_ROWS = 3
/** An end to which more than this lead is drawn once for each of them, and so are steps back to such a node. */
const CROWDED = 2

/** What is to be drawn of a dialog, without places. */
export function drawingOf(dialog: PicturedDialog): Drawing {
  const crowded = crowdedEnds(dialog)
  const leadsBack = backwards(dialog)
  const boxes = new Map<string, Box>()
  const whole = dialog.nodes.filter(({ node }) => !crowded.has(node))
  for (const node of whole) boxes.set(node.node, wholeBox(node))
  const arrows: Arrow[] = []
  for (const node of whole)
    for (const to of new Set(node.ways.flatMap((way) => way.to ?? []))) {
      const target = dialog.nodes.find((one) => one.node === to)
      if (!target) continue
      // A space cannot stand in the name of a node.
      const key = crowded.has(to) || leadsBack(node.node, to) ? `${to} ${node.node}` : to
      if (!boxes.has(key)) boxes.set(key, stub(target, key))
      arrows.push(arrowOf(node, { to, key }))
    }
  return { dialog, boxes: [...boxes.values()], arrows }
}

function crowdedEnds({ nodes, start }: PicturedDialog): ReadonlySet<string> {
  const leading = (id: string): number => nodes.filter(({ node, ways }) => node !== id && ways.some(({ to }) => to === id)).length
  return new Set(nodes.flatMap(({ node, ways }) => (ways.length === 0 && node !== start && leading(node) > CROWDED ? [node] : [])))
}

/** True for a step back to a node to which many lead: "another way" in every question would draw a line across all others. */
function backwards({ nodes, start }: PicturedDialog): (from: string, to: string) => boolean {
  const targets = new Map(nodes.map(({ node, ways }) => [node, ways.flatMap(({ to }) => to ?? [])]))
  const depths = new Map([[start, 0]])
  // The map grows while it is walked, so this goes on breadth first.
  for (const [from, depth] of depths) for (const to of targets.get(from) ?? []) if (!depths.has(to)) depths.set(to, depth + 1)
  const leading = (id: string): number => [...targets].filter(([node, to]) => node !== id && to.includes(id)).length
  return (from, to) => from !== to && leading(to) > CROWDED && (depths.get(to) ?? 0) < (depths.get(from) ?? 0)
}

function wholeBox(node: PicturedNode): Box {
  const inner = SIZES.box - 2 * SIZES.padding
  const rowsIn = (lang: Lang): readonly string[] =>
    wrapped(plain(node.says[0]?.text[lang] ?? ''), { width: inner, size: SIZES.words, lines: MOST_ROWS })
  const rows = { zh: rowsIn('zh'), en: rowsIn('en') }
  const about = node.about.length === 0 ? null : fitted(node.about.join(', '), inner, SIZES.words)
  const count = Math.max(...LANGS.map((lang) => rows[lang].length)) + (about === null ? 0 : 1)
  return { key: node.node, node, form: 'whole', rows, about, width: SIZES.box, height: SIZES.head + count * SIZES.row + (count > 0 ? 8 : 0) }
}

/** Room for the sign before the name. */
const SIGN = 34
const stub = (node: PicturedNode, key: string): Box => ({
  ...{ key, node, form: 'stub', rows: { zh: [], en: [] }, about: null },
  ...{ width: Math.min(SIZES.box, monoWidth(node.node, SIZES.id) + SIGN + SIZES.padding), height: SIZES.head },
})

/** Marks for bold are for the chat. */
const plain = (text: string): string => text.replaceAll('**', '').replace(/\s+/g, ' ')

function arrowOf(from: PicturedNode, { to, key }: { readonly to: string; readonly key: string }): Arrow {
  const ways = from.ways.filter((way) => way.to === to)
  const lines = ways.flatMap((way) => (way.on === null ? [] : [lineOf(from, way, way.on)]))
  const width = Math.max(0, ...lines.flatMap(({ text }) => LANGS.map((lang) => textWidth(text[lang], SIZES.label))))
  return { from: from.node, to: key, ways, lines, width: width === 0 ? 0 : width + COUNT_WIDTH, height: lines.length * SIZES.row }
}

/** Buttons by their words, outcomes by their names, as they are written in the file. */
function lineOf({ kind }: PicturedNode, way: PicturedWay, on: string): Line {
  const own = kind === 'choose' || kind === 'ask' || on.includes(' ') ? (/^\w+: /.test(on) ? null : way.label) : null
  const text = (lang: Lang): string => fitted(plain(own?.[lang] ?? on), LABEL_WIDTH, SIZES.label)
  return { way, text: { zh: text('zh'), en: text('en') } }
}
