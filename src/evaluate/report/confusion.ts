import type { Measured } from '../measures/measure.js'
import { type Html, html } from './html.js'

const MOST_INTENTS = 40
const MOST_PAIRS = 30

/** The matrix as a heat map: rows were wanted, columns were given. Of very many intents only the pairs that were taken for each other most. */
export function confusion({ confusion: cells, intents }: Measured): Html {
  const names = intents.map(({ intent }) => intent)
  if (names.length > MOST_INTENTS) return mostConfused(cells)
  const counts = new Map(cells.map(({ wanted, got, count }) => [`${wanted}\u0000${got}`, count]))
  const totals = new Map(intents.map(({ intent, lines }) => [intent, lines]))
  const cell = (wanted: string, got: string): Html => {
    const count = counts.get(`${wanted}\u0000${got}`) ?? 0
    if (count === 0) return html`<td></td>`
    const strength = (0.12 + (0.6 * count) / Math.max(1, totals.get(wanted) ?? 1)).toFixed(2)
    const title = `${wanted} → ${got}: ${count}`
    return html`<td title="${title}" style="background:rgba(var(${wanted === got ? '--heat' : '--wrong'}),${strength})">${count}</td>`
  }
  return html`<div class="wide"><table class="heat"><thead><tr><th>wanted ↓ given →</th>${names.map((name) => html`<th>${name}</th>`)}</tr></thead><tbody>${names.map(
    (wanted) => html`<tr><th>${wanted}</th>${names.map((got) => cell(wanted, got))}</tr>`,
  )}</tbody></table></div>`
}

function mostConfused(cells: Measured['confusion']): Html {
  const wrong = cells.filter(({ wanted, got }) => wanted !== got).sort((a, b) => b.count - a.count)
  return html`<p class="note">${wrong.length} pairs of intents were confused; the ${Math.min(MOST_PAIRS, wrong.length)} most frequent:</p>
<div class="wide"><table><thead><tr><th>wanted</th><th>given</th><th>lines</th></tr></thead><tbody>${wrong
    .slice(0, MOST_PAIRS)
    .map(({ wanted, got, count }) => html`<tr><th>${wanted}</th><td class="left">${got}</td><td>${count}</td></tr>`)}</tbody></table></div>`
}
