import { methodIn, type SetResult } from '../evaluation.js'
import type { Accuracy } from '../measures/accuracy.js'
import type { Measured } from '../measures/measure.js'
import { OURS } from '../methods/ours.js'
import { calibration } from './calibration.js'
import { comparison } from './comparison.js'
import { confusion } from './confusion.js'
import { type Html, html, percent, table } from './html.js'
import { mistakes } from './mistakes.js'

/** One set: the methods side by side, then what ours did in detail. */
export function section(set: SetResult): Html {
  const own = methodIn(set, OURS)?.measured
  return html`<section><h2>${set.name}</h2>
<p>${set.about}</p>
<p class="note">${set.intents} intents, ${set.train} lines taught, ${set.test} asked${set.outside > 0 ? `, ${set.outside} out of scope` : ''}.</p>
${comparison(set)}${own ? detail(own) : null}</section>`
}

const detail = (own: Measured): Html => html`
${groups('By language', own.byLang)}${groups('By author', own.byAuthor)}
<h3>Ours: intents</h3><details><summary>precision, recall and F1 of ${own.intents.length} intents</summary>${intents(own)}</details>
<h3>Ours: confusion</h3>${confusion(own)}
<h3>Ours: mistakes</h3>${mistakes(own.mistakes)}
<h3>Ours: calibration</h3>${calibration(own.reliability)}`

const groups = (title: string, rows: readonly (Accuracy & { readonly key: string })[]): Html | null =>
  rows.length < 2
    ? null
    : html`<h3>Ours: ${title.toLowerCase()}</h3>${table(
        ['', 'lines', 'right first %', 'among three %'],
        rows.map(({ key, lines, first, amongThree }) => [key, lines, percent(first), percent(amongThree)]),
      )}`

const intents = ({ intents: rows }: Measured): Html =>
  table(
    ['intent', 'lines', 'precision %', 'recall %', 'F1 %'],
    [...rows]
      .sort((a, b) => a.f1 - b.f1)
      .map(({ intent, lines, precision, recall, f1 }) => [intent, lines, percent(precision), percent(recall), percent(f1)]),
  )
