import type { Account } from '../../accounts/model.js'
import type { Via } from '../explore/walk.js'
import type { Change } from './changes.js'
import { byWeight, type Fact, factsOf } from './facts.js'

/** Something that comes out differently, with the way to it. `accounts`: those that it concerns. */
export type Difference = {
  readonly place: string
  /** The account that shows it; null where it comes before anything has looked at the account. */
  readonly origin: Account | null
  readonly accounts: readonly Account[]
  readonly changes: readonly Change[]
  /** The way on which it was seen: the same way with another account is the same path, and so is one on which something went wrong. */
  readonly path: string | null
  readonly via: Via
}

export type Counted = { readonly fact: Fact; readonly accounts: Set<Account>; readonly paths: Set<string> }
/** All that comes out differently from one node on. */
export type Group = {
  readonly place: string
  readonly facts: ReadonlyMap<string, Counted>
  /** The shortest way that shows the heaviest of it. */
  readonly shown: Pick<Difference, 'via' | 'origin'>
}

type Growing = Group & { readonly facts: Map<string, Counted>; shown: Group['shown']; heaviest: Fact }

/** Gathers differences by the first node that differs. */
export class Groups {
  private readonly known = new Map<string, Growing>()

  add(difference: Difference): void {
    const { place, changes, via, origin } = difference
    const facts = [...factsOf(changes)].sort(byWeight)
    const heaviest = facts[0]
    if (!heaviest) return
    const group = this.known.get(place) ?? { place, facts: new Map(), shown: { via, origin }, heaviest }
    this.known.set(place, group)
    const lighter = byWeight(heaviest, group.heaviest)
    if (lighter < 0 || (lighter === 0 && via.turns < group.shown.via.turns)) {
      group.shown = { via, origin }
      group.heaviest = heaviest
    }
    for (const fact of facts) count(group, fact, difference)
  }

  /** What concerns most accounts comes first. */
  get all(): readonly Group[] {
    return [...this.known.values()].sort((a, b) => accountsOf(b) - accountsOf(a) || (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
  }
}

function count(group: Growing, fact: Fact, { accounts, path }: Difference): void {
  const key = fact.type === 'option' ? `${fact.option} ${fact.now}` : JSON.stringify(fact)
  const counted = group.facts.get(key) ?? { fact, accounts: new Set(), paths: new Set() }
  group.facts.set(key, { ...counted, fact: together(counted.fact, fact) })
  for (const account of accounts) counted.accounts.add(account)
  if (path !== null) counted.paths.add(path)
}

/** An option leads elsewhere for other accounts. */
const together = (one: Fact, other: Fact): Fact =>
  one.type === 'option' && other.type === 'option' ? { ...one, leads: [...new Set([...one.leads, ...other.leads])].sort() } : one

const accountsOf = ({ facts }: Group): number => Math.max(0, ...[...facts.values()].map(({ accounts }) => accounts.size))
/** The heaviest first, of the same weight that of the most accounts. */
export const factsIn = ({ facts }: Group): readonly Counted[] =>
  [...facts.values()].sort((a, b) => byWeight(a.fact, b.fact) || b.accounts.size - a.accounts.size || b.paths.size - a.paths.size)
