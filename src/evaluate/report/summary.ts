import { type Evaluation, isMeasured, type SetResult } from '../evaluation.js'
import { type Cell, type Html, html, percent, table } from './html.js'

/** Every set against every method: right first and, behind the stroke, right among three. */
export function summary({ sets, targets, quick }: Evaluation): Html {
  const names = [...new Set(sets.flatMap(({ methods }) => methods.map(({ method }) => method)))]
  return html`<h2>Summary</h2>
${quick ? html`<p class="missed">A quick run: parts of the sets only. These figures say that everything works, not how good it is.</p>` : null}
<p class="note">% right first / % right among three; the best of a row is bold. “–”: left out, see the section of the set.</p>
${table(
  ['set', ...names],
  sets.map((set) => [set.name, ...names.map((name) => cellOf(set, name))]),
)}
${targets.length === 0 ? null : html`<h3>Targets</h3>${targetTable(targets)}`}`
}

function cellOf({ methods }: SetResult, name: string): Cell {
  const measured = methods.filter(isMeasured)
  const found = measured.find(({ method }) => method === name)
  if (!found) return '–'
  const { first, amongThree } = found.measured
  const isBest = measured.every((other) => other.measured.first <= first)
  return html`<span class="${isBest ? 'best' : 'other'}">${percent(first)} / ${percent(amongThree)}</span>`
}

const mark = (isGood: boolean): Html => html`<span class="${isGood ? 'met' : 'missed'}">${isGood ? '✓' : '✗'}</span>`

const targetTable = (targets: Evaluation['targets']): Html =>
  table(
    ['target', 'ours', 'wanted', '', 'best of nlp.js', 'ahead'],
    targets.map(({ name, value, digits, bound, isMet, peer }) => [
      name,
      value.toFixed(digits),
      bound,
      mark(isMet),
      peer ? peer.value.toFixed(digits) : '',
      peer ? mark(peer.isBehind) : '',
    ]),
  )
