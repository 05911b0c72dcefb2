import type { Account } from '../../accounts/model.js'
import type { Via } from '../explore/walk.js'
import type { Change } from './changes.js'

/** Something that comes out differently, with the way to it. `accounts`: those that it concerns. */
export type Difference = {
  readonly place: string
  /** The account that shows it; null where it comes before anything has looked at the account. */
  readonly origin: Account | null
  readonly accounts: readonly Account[]
  readonly changes: readonly Change[]
  /** The way on which it was seen: the same way with another account is the same path. */
  readonly path: string
  readonly via: Via
}

/** All that comes out differently from one node on in the same manner. */
export type Group = {
  readonly place: string
  readonly changes: readonly Change[]
  readonly accounts: Set<Account>
  readonly paths: Set<string>
  /** The shortest way that shows it. */
  shown: Pick<Difference, 'via' | 'origin'>
}

/** Gathers differences by the first node that differs, and in what. */
export class Groups {
  private readonly known = new Map<string, Group>()

  add({ place, changes, accounts, path, via, origin }: Difference): void {
    const key = `${place} ${JSON.stringify(changes)}`
    const group = this.known.get(key)
    if (!group) {
      this.known.set(key, { place, changes, accounts: new Set(accounts), paths: new Set([path]), shown: { via, origin } })
      return
    }
    for (const account of accounts) group.accounts.add(account)
    group.paths.add(path)
    if (via.turns < group.shown.via.turns) group.shown = { via, origin }
  }

  /** What concerns most comes first. */
  get all(): readonly Group[] {
    return [...this.known.values()].sort((a, b) => b.accounts.size - a.accounts.size || (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
  }
}
