import type { Reliability } from '../measures/calibration.js'
import { type Html, html, percent, table } from './html.js'

const SIDE = 240
const EDGE = 34

/** How often it was right when it was so sure; on the diagonal the confidence can be believed. */
export function calibration({ error, bins }: Reliability): Html {
  const width = SIDE / bins.length
  const x = (share: number): number => Math.round(EDGE + share * SIDE)
  const y = (share: number): number => Math.round(8 + (1 - share) * SIDE)
  const bar = ({ from, lines, accuracy }: Reliability['bins'][number]): Html =>
    lines === 0
      ? html``
      : html`<rect x="${x(from) + 1}" y="${y(accuracy)}" width="${Math.round(width) - 2}" height="${y(0) - y(accuracy)}" style="fill:rgba(var(--heat),.55)"><title>${lines} lines</title></rect>`
  return html`<p>Expected calibration error: <b>${percent(error)} points</b>. Bars: how often it was right; line: how sure it was.</p>
<svg viewBox="0 0 ${SIDE + EDGE + 10} ${SIDE + 44}" width="${SIDE + EDGE + 10}" role="img" aria-label="Reliability diagram">
<rect x="${EDGE}" y="8" width="${SIDE}" height="${SIDE}" style="fill:none;stroke:var(--line)"/>
${bins.map(bar)}
<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="currentColor" stroke-dasharray="4 3"/>
${[0, 0.5, 1].map((share) => html`<text x="${x(share) - 8}" y="${SIDE + 24}">${share}</text><text x="6" y="${y(share) + 4}">${share}</text>`)}
<text x="${EDGE + 70}" y="${SIDE + 40}">confidence</text></svg>
${table(
  ['confidence', 'lines', 'mean confidence %', 'right %'],
  bins.map(({ from, lines, confidence, accuracy }) => [
    `${from.toFixed(1)} – ${(from + 1 / bins.length).toFixed(1)}`,
    lines,
    lines > 0 ? percent(confidence) : '–',
    lines > 0 ? percent(accuracy) : '–',
  ]),
)}`
}
