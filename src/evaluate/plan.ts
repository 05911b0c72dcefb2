import type { Noise } from '../noise/noise.js'
import type { Line } from './lines/line.js'

/** What is taught and what is asked, once. `noisy` lines are asked of the same classifier as `test`, so that nothing is trained twice. */
export type Trial = { readonly train: readonly Line[]; readonly test: readonly Line[]; readonly noisy: readonly NoisyLine[] }
export type NoisyLine = { readonly noise: Noise; readonly line: Line; readonly text: string }

/** One set of utterances and how the methods are tried on it. */
export type Plan = {
  readonly name: string
  readonly about: string
  readonly trials: readonly Trial[]
  /** Lines that belong to no intent and are not taught as one. */
  readonly outside: readonly Line[]
  /** The intent that is taught for what belongs to none, where there is one. */
  readonly outsideIntent: string | null
  readonly isNeutral: boolean
  readonly fewShot: { readonly perIntent: readonly number[]; readonly draws: number }
}

export type Extent = { readonly seed: number; readonly quick: boolean }
