import { isRight, type Line } from '../lines/line.js'
import type { Scored } from '../methods/method.js'

/** What a method made of one line. `inside`: the higher, the surer that the line belongs to some intent. */
export type Judged = {
  readonly line: Line
  /** The first three at most. */
  readonly ranking: readonly Scored[]
  readonly inside: number
  readonly rejected: boolean | null
}

/** A method that gives nothing a score has said nothing. */
export const NOTHING = '(nothing)'

export const gotOf = ({ ranking }: Judged): string => ranking[0]?.intent ?? NOTHING
export const confidenceOf = ({ ranking }: Judged): number => ranking[0]?.score ?? 0
export const isHit = (judged: Judged): boolean => isRight(judged.line, gotOf(judged))
/** Where a further intent counts as right and was given, it was the wanted one. */
export const wantedOf = (judged: Judged): string => (isHit(judged) ? gotOf(judged) : judged.line.intent)
