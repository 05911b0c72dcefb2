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
  /** The accounts that it is about, by their numbers in the walk; any where left out. */
  readonly among?: readonly number[]
  /** What shows it after that, as a replay writes it. */
  readonly then?: readonly Readonly<Record<string, unknown>>[]
}

/** What breaches are told apart and ranked by; `turns` is null where no conversation shows it. */
type Ranked = Place & { readonly kind: BreachKind; readonly turns: number | null }

export const rankOf = ({ kind, place, via, then = [] }: Found): Ranked => ({
  ...place,
  kind,
  turns: via === null ? null : via.turns + then.length,
})

/** Keeps the shortest of each kind at each place. */
export class Shortest<T> {
  private readonly kept = new Map<string, { readonly found: T; readonly kind: BreachKind; readonly turns: number }>()

  constructor(private readonly ranked: (found: T) => Ranked) {}

  add(found: T): void {
    const { kind, dialog, node, turns: shown } = this.ranked(found)
    const turns = shown ?? Number.MAX_SAFE_INTEGER
    const key = `${kind}:${dialog}/${node}`
    if (turns < (this.kept.get(key)?.turns ?? Number.POSITIVE_INFINITY)) this.kept.set(key, { found, kind, turns })
  }

  get all(): readonly T[] {
    const order = [...this.kept.values()].sort((a, b) => a.turns - b.turns || BREACH_KINDS.indexOf(a.kind) - BREACH_KINDS.indexOf(b.kind))
    return order.map(({ found }) => found)
  }
}

export class Breaches extends Shortest<Found> {
  constructor() {
    super(rankOf)
  }
}
