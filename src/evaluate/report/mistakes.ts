import type { Mistake } from '../measures/measure.js'
import { type Html, html, percent } from './html.js'

const MOST_PAIRS = 60
const MOST_LINES = 25

/** Every confused pair with the lines that were; the surest mistakes first. The JSON holds them all. */
export function mistakes(all: readonly Mistake[]): Html {
  const pairs = new Map<string, Mistake[]>()
  for (const mistake of all) {
    const key = `${mistake.wanted} → ${mistake.got}`
    pairs.set(key, [...(pairs.get(key) ?? []), mistake])
  }
  const sorted = [...pairs].sort(([, a], [, b]) => b.length - a.length)
  return html`<p class="note">${all.length} mistakes in ${sorted.length} pairs${sorted.length > MOST_PAIRS ? `; the ${MOST_PAIRS} most frequent pairs are shown` : ''}.</p>
${sorted.slice(0, MOST_PAIRS).map(([pair, lines]) => ofPair(pair, lines))}`
}

const ofPair = (pair: string, lines: readonly Mistake[]): Html =>
  html`<details><summary>${pair} (${lines.length})</summary><div class="wide"><table><thead><tr><th>text</th><th>wanted</th><th>given</th><th>confidence %</th></tr></thead><tbody>${lines
    .slice(0, MOST_LINES)
    .map(
      ({ text, wanted, got, confidence }) =>
        html`<tr><td class="left"><bdi>${text}</bdi></td><td>${wanted}</td><td>${got}</td><td>${percent(confidence)}</td></tr>`,
    )}</tbody></table></div>${lines.length > MOST_LINES ? html`<p class="note">… and ${lines.length - MOST_LINES} more</p>` : null}</details>`
