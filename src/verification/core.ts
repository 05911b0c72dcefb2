import type { Limits } from './limits.js'

/** What the proof is for; `change` includes `read`. */
export type Purpose = 'read' | 'change'
/** `sms` is the code to the verified contact; `possession` goes to a number given in the chat and never proves ownership. */
export type Method = 'sms' | 'possession' | 'dynamic' | 'face'

/** One code that was sent, or one dynamic code or face that was accepted. An accepted challenge is the proof. */
export type Challenge = {
  readonly id: string
  readonly method: Method
  readonly conversation: string
  readonly accountHash: string
  readonly purpose: Purpose
  /** Keyed hash of the number that a possession code went to; empty otherwise. */
  readonly numberHash: string
  readonly salt: string
  /** Nothing was sent and no code fits: the account is unknown, has no contact, or its number has had enough for now. */
  readonly sham: boolean
  readonly openedAt: number
  readonly closesAt: number
  readonly locked: boolean
  /** The try that used it up. */
  readonly acceptedKey: string | null
  /** Null before it is accepted, 0 once it was dropped. */
  readonly proofEndsAt: number | null
}

/** At most `limit` in any stretch of `withinMs`. */
export type Rule = { readonly withinMs: number; readonly limit: number }
/** Spendings of one bucket share its rules; the name is derived under the server key. */
export type Budget = { readonly bucket: string; readonly rules: readonly Rule[] }

export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE

/** Whether a code can still be tried at `at`. A used code counts as expired. */
export function standingOf(challenge: Challenge, at: number): 'open' | 'expired' | 'locked' {
  if (challenge.acceptedKey !== null) return 'expired'
  if (challenge.locked) return 'locked'
  return at < challenge.closesAt ? 'open' : 'expired'
}

/** The purposes whose proof is good for this one. */
export function purposesCovering(purpose: Purpose): readonly Purpose[] {
  switch (purpose) {
    case 'read':
      return ['read', 'change']
    case 'change':
      return ['change']
  }
}

export function holdsAt(endsAt: number | null, at: number): boolean {
  return endsAt !== null && at < endsAt
}

/** The budgets that sending to one number spends. */
export function sendingRules(limits: Limits): readonly Rule[] {
  return [
    { withinMs: MINUTE, limit: limits.perNumberPerMinute },
    { withinMs: DAY, limit: limits.perNumberPerDay },
  ]
}

/** The three budgets that a failed try spends, narrowest first. */
export type TryBudgets = { readonly own: Budget; readonly account: Budget; readonly globalFirst: Budget; readonly globalFurther: Budget }

/** `own` names the code, or for dynamic codes and face checks the conversation and account; `derive` keys the names. */
export function tryBudgets(
  of: { readonly own: string; readonly method: Method; readonly accountHash: string },
  limits: Limits,
  derive: (label: string, ...words: readonly string[]) => string,
): TryBudgets {
  const global = [{ withinMs: MINUTE, limit: limits.failuresGlobalPerMinute }]
  return {
    own: { bucket: derive('tries', of.method, of.own), rules: [{ withinMs: DAY, limit: limits.tries }] },
    account: { bucket: derive('account_failures', of.method, of.accountHash), rules: [{ withinMs: DAY, limit: limits.failuresPerAccountDay }] },
    globalFirst: { bucket: derive('global_failures', of.method, 'first'), rules: global },
    globalFurther: { bucket: derive('global_failures', of.method, 'further'), rules: global },
  }
}

/**
 * Whether strangers' failures on the account leave a first try alone. They do where a first try costs more than opening a conversation:
 * a code must have been sent (at most five a day), a face must stand before the camera. Dynamic codes can be guessed by anybody at once.
 */
export function firstTryIsSpared(method: Method): boolean {
  switch (method) {
    case 'sms':
    case 'possession':
    case 'face':
      return true
    case 'dynamic':
      return false
  }
}
