import type { Cost, Evaluation } from '../evaluation.js'
import { Html, html, table } from './html.js'
import { section } from './section.js'
import { STYLE } from './style.js'
import { summary } from './summary.js'

/** The whole report in one file that needs no other. */
export function page(evaluation: Evaluation): string {
  const { seed, seconds, sets, costs } = evaluation
  const style = new Html(STYLE)
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>How well Mibao Desk understands</title><style>${style}</style></head><body>
<h1>How well Mibao Desk understands</h1>
<p class="note">Ours, natural and nlp.js in one run with seed ${seed}; ${seconds.toFixed(0)} s. The same seed gives the same figures, but for times.</p>
${summary(evaluation)}${sets.map(section)}${costs.length > 0 ? costTable(costs) : null}</body></html>`.markup
  }\n`
}

const costTable = (costs: readonly Cost[]): Html => html`<section><h2>Costs</h2>
<p class="note">All of our own examples, each method in processes of its own. Memory: what the heap and buffers hold more after the code and the classifier were loaded. Times depend on the machine.</p>
${table(
  ['method', 'training s', 'artefact MB', 'loading ms', 'memory added MB', 'p50 ms', 'p99 ms'],
  costs.map((cost) =>
    cost.leftOut === null
      ? [
          cost.method,
          cost.trainSeconds.toFixed(1),
          (cost.bytes / 1e6).toFixed(1),
          cost.loadMs.toFixed(0),
          cost.memoryMb.toFixed(1),
          cost.p50Ms.toFixed(3),
          cost.p99Ms.toFixed(3),
        ]
      : [cost.method, html`<span class="note">${cost.leftOut}</span>`, '', '', '', '', ''],
  ),
)}</section>`
