import { badArgument } from '../errors.js'

/** Clients get it as an opaque text; it is the number of the last activity that they have. */
export const watermarkOf = (seq: number): string => String(seq)

/** Null where none is given; an empty one is the beginning. */
export function readWatermark(given: unknown): number | null {
  if (given === undefined) return null
  if (given === '') return 0
  if (typeof given === 'string' && /^\d{1,15}$/.test(given)) return Number(given)
  throw badArgument('watermark', 'expected one that an earlier answer gave')
}
