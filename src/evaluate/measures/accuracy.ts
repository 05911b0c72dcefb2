import { isRight } from '../lines/line.js'
import type { Judged } from './judged.js'

/** Shares of 0 to 1. */
export type Accuracy = { readonly lines: number; readonly first: number; readonly amongThree: number }

const AMONG = 3

export function accuracyOf(judged: readonly Judged[]): Accuracy {
  const share = (among: number): number => shareOf(judged, ({ line, ranking }) => ranking.slice(0, among).some(({ intent }) => isRight(line, intent)))
  return { lines: judged.length, first: share(1), amongThree: share(AMONG) }
}

/** Of none: 0, so that a table needs no exception. */
export const shareOf = <Item>(items: readonly Item[], holds: (item: Item) => boolean): number =>
  items.length === 0 ? 0 : items.filter(holds).length / items.length

/** The accuracy of every group that `keyOf` makes, in the order of the keys. */
export function accuracyBy(judged: readonly Judged[], keyOf: (one: Judged) => string): readonly (Accuracy & { readonly key: string })[] {
  const keys = [...new Set(judged.map(keyOf))].sort()
  return keys.map((key) => ({ key, ...accuracyOf(judged.filter((one) => keyOf(one) === key)) }))
}
