import { SOURCES, type Visits } from '../../contract/pictures.js'
import { Html, html } from '../../shared/html.js'
import { LANGS, type Lang } from '../../shared/lang.js'
import { type Line, SIZES } from './boxes.js'
import { monoFitted } from './measure.js'
import type { Placed, PlacedArrow, PlacedBox } from './place.js'
import { SVG_STYLE } from './svgStyle.js'
import { KIND_WORDS, MISSING, SIGNS } from './words.js'

/** For a page that changes language and coverage, or for a document: one language, no coverage, its own style. */
export type Purpose = { readonly for: 'page' } | { readonly for: 'document'; readonly language: Lang }

/** One dialog as SVG. Everything that authors wrote goes through `html`, which escapes it. */
export function draw(placed: Placed, purpose: Purpose): string {
  const { dialog, width, height } = placed
  const langs = purpose.for === 'page' ? LANGS : [purpose.language]
  const size = `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`
  const title = langs.map((lang) => dialog.title[lang]).join(' / ')
  const tip = `tip-${dialog.id}`
  const style = purpose.for === 'document' ? html`<title>${title}</title><style>${new Html(SVG_STYLE)}</style>` : null
  const inside = html`${style}<defs><marker id="${tip}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="tip" d="M0 0.5 L7.5 4 L0 7.5 z"/></marker></defs>${
    purpose.for === 'document' ? html`<rect class="paper" width="100%" height="100%"/>` : null
  }<g class="view">${placed.arrows.map((arrow) => arrowMarkup(arrow, { langs, tip, purpose }))}${placed.boxes.map((box) =>
    boxMarkup(box, { langs, purpose, isStart: box.key === dialog.start }),
  )}</g>`
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="dialog" viewBox="${size}" width="${Math.ceil(width)}" height="${Math.ceil(height)}" role="group" aria-label="${title}" data-dialog="${dialog.id}">${inside}</svg>`
    .markup
}

type Drawn = { readonly langs: readonly Lang[]; readonly purpose: Purpose }

/** What nothing came by, for each source, as attributes that the page's style looks at. */
const visited = ({ replays, exploration, traffic }: Visits, { purpose }: Drawn): Html | null =>
  purpose.for === 'document'
    ? null
    : html` data-replays="${replays ?? '-'}" data-exploration="${exploration ?? '-'}" data-traffic="${traffic ?? '-'}"`

function arrowMarkup({ ways, lines, path, label, height }: PlacedArrow, { tip, ...drawn }: Drawn & { readonly tip: string }): Html {
  const all = ways.map(({ visits }) => visits)
  const top = label.y - height / 2 + SIZES.row - 4
  return html`<g class="arrow"${visited(together(all), drawn)}><path class="line" d="${path}" marker-end="url(#${tip})"/>${lines.map((line, n) =>
    lineMarkup(line, { ...drawn, x: label.x, y: top + n * SIZES.row }),
  )}</g>`
}

/** An arrow is walked when any of its ways is. */
function together(all: readonly Visits[]): Visits {
  const sum = (source: (typeof SOURCES)[number]): number | null =>
    all.some((visits) => visits[source] === null) ? null : all.reduce((total, visits) => total + (visits[source] ?? 0), 0)
  return { replays: sum('replays'), exploration: sum('exploration'), traffic: sum('traffic') }
}

function lineMarkup({ way, text }: Line, { x, y, ...drawn }: Drawn & { readonly x: number; readonly y: number }): Html {
  const marks = drawn.purpose.for === 'page' ? html`<tspan class="missing">✗ </tspan>` : null
  const counts =
    drawn.purpose.for === 'page'
      ? html`${(['replays', 'traffic'] as const).map((source) => (way.visits[source] ? html`<tspan class="count ${source}"> ×${way.visits[source]}</tspan>` : null))}`
      : null
  return html`<g class="way"${visited(way.visits, drawn)}>${drawn.langs.map(
    (lang) => html`<text class="label ${lang}" x="${x.toFixed(1)}" y="${y.toFixed(1)}">${marks}${text[lang]}${counts}</text>`,
  )}</g>`
}

function boxMarkup(box: PlacedBox, drawn: Drawn & { readonly isStart: boolean }): Html {
  const { node, form, width, height, x, y, about } = box
  const [left, top] = [x - width / 2, y - height / 2]
  const part = (lang: Lang): Html => {
    const rows = box.rows[lang].map((row, n) => html`<text class="words" x="${SIZES.padding}" y="${SIZES.head + 8 + n * SIZES.row}">${row}</text>`)
    const kind = form === 'stub' ? null : html`<text class="kind" x="${width - 8}" y="20">${KIND_WORDS[node.kind][lang]}</text>`
    const start = drawn.isStart ? html`<text class="start" x="0" y="-6">${lang === 'zh' ? '▶ 从这里开始' : '▶ starts here'}</text>` : null
    return html`<g class="${lang}">${kind}${rows}${start}</g>`
  }
  const button = drawn.purpose.for === 'page' ? html` tabindex="0" role="button"` : null
  const last = html`<text class="about" x="${SIZES.padding}" y="${height - 10}">${about ?? ''}</text>`
  return html`<g class="node ${form} kind-${node.kind}${drawn.isStart ? ' first' : ''}" transform="translate(${left.toFixed(1)} ${top.toFixed(1)})" data-node="${node.id}"${button}${visited(node.visits, drawn)}><rect class="box" width="${width}" height="${height}" rx="${form === 'stub' ? height / 2 : 8}"/><circle class="sign" cx="17" cy="15" r="9"/><text class="glyph" aria-hidden="true" x="17" y="19">${SIGNS[node.kind]}</text><text class="id" x="32" y="20">${nameIn(box)}</text>${drawn.langs.map(part)}${about === null ? null : last}${marksOf(box, drawn)}</g>`
}

/** The kind stands at the right, so a long name of a node is cut short; the whole name is in the panel. */
const nameIn = ({ node, form, width }: PlacedBox): string => monoFitted(node.node, form === 'stub' ? width : width - 32 - KIND_ROOM, SIZES.id)
const KIND_ROOM = 76

/** A stub stands for one of many ways to its node, so the count of all of them would mislead there. */
function marksOf({ node, width, form }: PlacedBox, { langs, purpose }: Drawn): Html | null {
  if (purpose.for === 'document') return null
  return html`${SOURCES.flatMap((source) => {
    const visits = node.visits[source]
    if (visits === null || (visits > 0 && (source === 'exploration' || form === 'stub'))) return []
    const words = (lang: Lang): string => (visits === 0 ? MISSING[source][lang] : `×${visits}`)
    return [
      html`<g class="mark ${visits === 0 ? 'missing' : 'count'} ${source}">${langs.map((lang) => html`<text class="${lang}" x="${width - 6}" y="-5">${words(lang)}</text>`)}</g>`,
    ]
  })}`
}
