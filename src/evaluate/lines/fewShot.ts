import { type Random, shuffled } from '../../noise/random.js'
import { intentsOf, type Line } from './line.js'

/** At most so many lines of every intent, drawn anew with every `random`. */
export function fewShot(lines: readonly Line[], perIntent: number, random: Random): readonly Line[] {
  const mixed = shuffled(lines, random)
  return intentsOf(lines).flatMap((wanted) => mixed.filter(({ intent }) => intent === wanted).slice(0, perIntent))
}
