import { gotOf, type Judged, wantedOf } from './judged.js'

/** `lines` had this intent, `given` were given it. Shares of 0 to 1; what cannot be divided is 0. */
export type IntentScore = {
  readonly intent: string
  readonly lines: number
  readonly given: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}
/** One cell of the confusion matrix, those on the diagonal included. */
export type Cell = { readonly wanted: string; readonly got: string; readonly count: number }

/** Only cells that hold something, in the order of the names. */
export function confusionOf(judged: readonly Judged[]): readonly Cell[] {
  const counts = new Map<string, Map<string, number>>()
  for (const one of judged) {
    const row = counts.get(wantedOf(one)) ?? new Map<string, number>()
    counts.set(wantedOf(one), row.set(gotOf(one), (row.get(gotOf(one)) ?? 0) + 1))
  }
  return [...counts]
    .flatMap(([wanted, row]) => [...row].map(([got, count]) => ({ wanted, got, count })))
    .sort((a, b) => compare(a.wanted, b.wanted) || compare(a.got, b.got))
}

export function perIntent(cells: readonly Cell[]): readonly IntentScore[] {
  const intents = [...new Set(cells.flatMap(({ wanted, got }) => [wanted, got]))].sort()
  return intents.map((intent) => {
    const sum = (fits: (cell: Cell) => boolean): number => cells.reduce((total, cell) => total + (fits(cell) ? cell.count : 0), 0)
    const lines = sum(({ wanted }) => wanted === intent)
    const given = sum(({ got }) => got === intent)
    const hits = sum(({ wanted, got }) => wanted === intent && got === intent)
    const [precision, recall] = [divided(hits, given), divided(hits, lines)]
    return { intent, lines, given, precision, recall, f1: divided(2 * precision * recall, precision + recall) }
  })
}

const divided = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
