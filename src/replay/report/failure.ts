import type { Mismatch, Seen } from '../compare.js'
import type { PlayedTurn } from '../play.js'
import type { ReplayResult } from '../runReplays.js'
import type { Understood } from '../seen.js'

/** Why a turn went as it went: what was recognised, and what that led to. */
export type Why = Omit<Seen, 'text'> & { readonly understood: readonly Understood[] }
export type ShownTurn = Pick<PlayedTurn, 'said' | 'replies' | 'choices'>
/** A conversation that does not hold, up to the first turn that differs. */
export type Failure = {
  readonly name: string
  readonly file: string
  /** Why it could not be played at all; the rest is empty then. */
  readonly error: string | null
  /** The turn that differs, counted from 1, and its line in the file. */
  readonly turn: number | null
  readonly line: number | null
  readonly conversation: readonly ShownTurn[]
  readonly mismatches: readonly Mismatch[]
  readonly why: Why | null
  /** How many turns the script has behind it. */
  readonly more: number
}

/** Null for a conversation that holds, or was not played on purpose. */
export function failureOf({ name, file, played, error, skipped, turnsAt }: ReplayResult): Failure | null {
  if (skipped !== null) return null
  const nothing = { turn: null, line: null, conversation: [], mismatches: [], why: null, more: 0 }
  if (!played) return { name, file, error: error ?? 'not played', ...nothing }
  const at = played.turns.findIndex(({ mismatches }) => mismatches.length > 0)
  const differing = played.turns[at]
  if (!differing) return null
  return {
    name,
    file,
    error: null,
    turn: at + 1,
    line: turnsAt[at]?.line ?? null,
    conversation: played.turns.slice(0, at + 1).map(({ said, replies, choices }) => ({ said, replies, choices })),
    mismatches: differing.mismatches,
    why: whyOf(differing),
    more: Math.max(turnsAt.length, played.turns.length) - at - 1,
  }
}

export function whyOf({ seen, understood }: Pick<PlayedTurn, 'seen' | 'understood'>): Why {
  const { text: _, ...rest } = seen
  return { understood, ...rest }
}
