import type { Noise } from '../noise/noise.js'
import type { Measured } from './measures/measure.js'
import type { Outside } from './measures/outside.js'
import type { Spread } from './measures/spread.js'

export const EVALUATION_FORMAT = 1

/** Shares of 0 to 1; `lost` in points of a hundred. `lines` are those that the noise changed, and only they are compared. */
export type NoiseFigure = { readonly noise: Noise; readonly lines: number; readonly clean: number; readonly noisy: number; readonly lost: number }
export type FewShotFigure = { readonly perIntent: number; readonly first: Spread }

export type LeftOut = { readonly method: string; readonly leftOut: string }
export type Measurement = {
  readonly method: string
  readonly leftOut: null
  readonly trainSeconds: number
  readonly measured: Measured
  readonly outside: Outside | null
  readonly fewShot: readonly FewShotFigure[]
  readonly noise: readonly NoiseFigure[]
}
export type MethodResult = LeftOut | Measurement

export type SetResult = {
  readonly name: string
  readonly about: string
  readonly train: number
  readonly test: number
  readonly outside: number
  readonly intents: number
  readonly methods: readonly MethodResult[]
}

/** What one method takes, measured in processes of its own. */
export type Cost =
  | LeftOut
  | {
      readonly method: string
      readonly leftOut: null
      readonly trainSeconds: number
      readonly bytes: number
      readonly loadMs: number
      readonly memoryMb: number
      readonly p50Ms: number
      readonly p99Ms: number
    }

export type TargetResult = {
  readonly name: string
  readonly value: number
  /** Decimals worth showing: a target may be missed by the second. */
  readonly digits: number
  readonly bound: string
  readonly isMet: boolean
  /** The best of nlp.js in the same run, where the target is to be ahead of it. */
  readonly peer: { readonly value: number; readonly isBehind: boolean } | null
}

export type Evaluation = {
  readonly format: typeof EVALUATION_FORMAT
  readonly seed: number
  readonly quick: boolean
  readonly seconds: number
  readonly sets: readonly SetResult[]
  readonly costs: readonly Cost[]
  readonly targets: readonly TargetResult[]
}

export const isMeasured = (result: MethodResult): result is Measurement => result.leftOut === null
export const methodIn = (set: SetResult, name: string): Measurement | undefined =>
  set.methods.filter(isMeasured).find(({ method }) => method === name)
