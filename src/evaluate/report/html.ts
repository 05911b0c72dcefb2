import { Html, html } from '../../shared/html.js'

export { Html, html }

export type Cell = string | number | Html
/** A table that scrolls by itself on a narrow screen. The first column names the row. */
export const table = (head: readonly Cell[], rows: readonly (readonly Cell[])[]): Html =>
  html`<div class="wide"><table><thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${row.map((cell, place) => (place === 0 ? html`<th>${cell}</th>` : html`<td>${cell}</td>`))}</tr>`,
  )}</tbody></table></div>`

export const percent = (share: number): string => (100 * share).toFixed(1)
