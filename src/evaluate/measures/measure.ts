import { langOf } from '../lines/line.js'
import { type Accuracy, accuracyBy, accuracyOf } from './accuracy.js'
import { type Reliability, reliabilityOf } from './calibration.js'
import { confidenceOf, gotOf, isHit, type Judged } from './judged.js'
import { type Cell, confusionOf, type IntentScore, perIntent } from './perIntent.js'

export type Mistake = { readonly text: string; readonly wanted: string; readonly got: string; readonly confidence: number }
export type Measured = Accuracy & {
  /** The mean over the intents that were wanted at all. */
  readonly macroF1: number
  readonly byLang: readonly (Accuracy & { readonly key: string })[]
  readonly byAuthor: readonly (Accuracy & { readonly key: string })[]
  readonly intents: readonly IntentScore[]
  readonly confusion: readonly Cell[]
  readonly reliability: Reliability
  readonly mistakes: readonly Mistake[]
}

export function measure(judged: readonly Judged[]): Measured {
  const confusion = confusionOf(judged)
  const intents = perIntent(confusion)
  const wanted = intents.filter(({ lines }) => lines > 0)
  return {
    ...accuracyOf(judged),
    macroF1: wanted.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, wanted.length),
    byLang: accuracyBy(judged, ({ line }) => langOf(line)),
    byAuthor: judged.some(({ line }) => line.author !== undefined) ? accuracyBy(judged, ({ line }) => line.author ?? '?') : [],
    intents,
    confusion,
    reliability: reliabilityOf(judged),
    mistakes: judged
      .filter((one) => !isHit(one))
      .map((one) => ({ text: one.line.text, wanted: one.line.intent, got: gotOf(one), confidence: confidenceOf(one) }))
      .sort((a, b) => b.confidence - a.confidence),
  }
}
