import type { Account } from '../../accounts/model.js'
import type { Place } from './segment.js'
import type { Via } from './walk.js'

export const BREACH_KINDS = [
  'dead_end',
  'ring',
  'too_long',
  'no_human',
  'unproven_work',
  'disclosure',
  'contradiction',
  'cause_missed',
  'unreached',
] as const
export type BreachKind = (typeof BREACH_KINDS)[number]

/** Something that must not happen, and the last step to it; null where no conversation leads there. */
export type Found = {
  readonly kind: BreachKind
  readonly place: Place
  readonly message: string
  readonly via: Via | null
  /** An account that it can be seen with, where the way there does not tell. */
  readonly account: Account | null
  /** What shows it after that, as a replay writes it. */
  readonly then?: readonly Readonly<Record<string, unknown>>[]
}

export const turnsOf = ({ via, then = [] }: Found): number => (via === null ? Number.MAX_SAFE_INTEGER : via.turns + then.length)

/** Keeps the shortest of each kind at each place. */
export class Breaches {
  private readonly shortest = new Map<string, Found>()

  add(found: Found): void {
    const key = `${found.kind}:${found.place.dialog}/${found.place.node}`
    const known = this.shortest.get(key)
    if (!known || turnsOf(found) < turnsOf(known)) this.shortest.set(key, found)
  }

  get all(): readonly Found[] {
    return [...this.shortest.values()].sort((a, b) => turnsOf(a) - turnsOf(b) || BREACH_KINDS.indexOf(a.kind) - BREACH_KINDS.indexOf(b.kind))
  }
}
