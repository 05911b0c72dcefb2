import { NOISES } from '../../noise/noise.js'
import { isMeasured, type LeftOut, type Measurement, type SetResult } from '../evaluation.js'
import { type Cell, type Html, html, percent, table } from './html.js'

/** The methods of one set side by side. */
export function comparison({ methods }: SetResult): Html {
  const measured = methods.filter(isMeasured)
  const leftOut = methods.flatMap((one) => (isMeasured(one) ? [] : [one]))
  return html`${accuracies(measured)}${leftOut.length > 0 ? reasons(leftOut) : null}${fewShots(measured)}${outsides(measured)}${noise(measured)}`
}

const accuracies = (measured: readonly Measurement[]): Html =>
  table(
    ['method', 'right first %', 'among three %', 'macro F1 %', 'calibration error', 'training s'],
    measured.map(({ method, measured: figures, trainSeconds }) => [
      method,
      percent(figures.first),
      percent(figures.amongThree),
      percent(figures.macroF1),
      percent(figures.reliability.error),
      trainSeconds.toFixed(1),
    ]),
  )

const reasons = (leftOut: readonly LeftOut[]): Html =>
  html`<ul class="note">${leftOut.map(({ method, leftOut: reason }) => html`<li>${method}: ${reason}</li>`)}</ul>`

function fewShots(measured: readonly Measurement[]): Html | null {
  const sizes = [...new Set(measured.flatMap(({ fewShot }) => fewShot.map(({ perIntent }) => perIntent)))]
  if (sizes.length === 0) return null
  const cell = ({ fewShot }: Measurement, size: number): Cell => {
    const found = fewShot.find(({ perIntent }) => perIntent === size)
    return found ? `${percent(found.first.mean)} (${percent(found.first.least)} – ${percent(found.first.most)})` : '–'
  }
  return html`<h3>Few examples</h3><p class="note">% right first, mean of the draws (least – most).</p>${table(
    ['method', ...sizes.map((size) => `${size} an intent`)],
    measured.map((one) => [one.method, ...sizes.map((size) => cell(one, size))]),
  )}`
}

function outsides(measured: readonly Measurement[]): Html | null {
  const rows = measured.flatMap(({ method, outside }) => (outside ? [{ method, ...outside }] : []))
  if (rows.length === 0) return null
  return html`<h3>Out of scope</h3><p class="note">AUROC: the chance that a line in scope scores higher than one out of scope. “In scope right”: accepted and rightly named when 90 % of what is out of scope is turned away. Last: what is turned away at the threshold as shipped.</p>${table(
    ['method', 'lines', 'AUROC', 'in scope right %', 'turned away: out of scope %', 'turned away: in scope %'],
    rows.map(({ method, lines, auroc, insideAtRecall, turnedAway }) => [
      method,
      lines,
      auroc.toFixed(3),
      percent(insideAtRecall),
      turnedAway ? percent(turnedAway.outside) : '–',
      turnedAway ? percent(turnedAway.inside) : '–',
    ]),
  )}`
}

function noise(measured: readonly Measurement[]): Html | null {
  const kinds = [...new Set(measured.flatMap((one) => one.noise.map((figure) => figure.noise)))]
  if (kinds.length === 0) return null
  const lost = (one: Measurement, kind: string): Cell => {
    const found = one.noise.find((figure) => figure.noise === kind)
    return found ? html`<span title="${percent(found.clean)} → ${percent(found.noisy)}">${found.lost.toFixed(1)}</span>` : '–'
  }
  const lines = (kind: string): number => measured[0]?.noise.find((figure) => figure.noise === kind)?.lines ?? 0
  return html`<h3>Noise</h3><p class="note">Points lost against the same lines when clean; about one change in eight characters, one at least.</p>${table(
    ['noise', 'lines', ...measured.map(({ method }) => method)],
    kinds.map((kind) => [html`${kind}<br><span class="note">${NOISES[kind]}</span>`, lines(kind), ...measured.map((one) => lost(one, kind))]),
  )}`
}
