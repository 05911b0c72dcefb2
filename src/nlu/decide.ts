import type { Lexicon } from './lexicon.js'

export type Score = { readonly intent: string; readonly confidence: number }
export type Policy = Pick<Lexicon['policy'], 'out_of_scope' | 'never_offered' | 'threshold' | 'margin' | 'floor' | 'together'>
export type Decision =
  | { readonly type: 'understood'; readonly intent: string }
  | { readonly type: 'ambiguous'; readonly between: readonly string[] }
  | { readonly type: 'not_understood' }

const mostOffered = 3
const notUnderstood: Decision = { type: 'not_understood' }

/**
 * Sure enough and clearly ahead: understood. Else two or three that together are likely are asked about. `ranking` is best first.
 * Out of scope on top of everything is "not understood": there is nothing to offer.
 */
export function decide(ranking: readonly Score[], policy: Policy): Decision {
  const [first, second] = ranking
  if (!first) return notUnderstood
  const isOutside = first.intent === policy.out_of_scope
  if (isOutside && first.confidence >= policy.threshold) return notUnderstood
  if (!isOutside && first.confidence >= policy.threshold && first.confidence - (second?.confidence ?? 0) >= policy.margin) {
    return { type: 'understood', intent: first.intent }
  }
  const likely = ranking
    .filter(({ intent, confidence }) => confidence >= policy.floor && !policy.never_offered.includes(intent))
    .slice(0, mostOffered)
  const held = likely.reduce((sum, { confidence }) => sum + confidence, 0)
  if (likely.length >= 2 && held >= policy.together) return { type: 'ambiguous', between: likely.map(({ intent }) => intent) }
  return !isOutside && first.confidence >= policy.threshold ? { type: 'understood', intent: first.intent } : notUnderstood
}
