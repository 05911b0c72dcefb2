import type { Account } from '../../accounts/model.js'
import { type BreachKind, type Found, rankOf } from './breaches.js'
import type { Exploration } from './explore.js'
import { witnessOf } from './witness.js'
import { writeReplay } from './writeReplay.js'

/** Something that must not happen, as it is told. */
export type Breach = {
  readonly kind: BreachKind
  readonly dialog: string
  readonly node: string
  readonly message: string
  /** How long the conversation is that shows it; null where none does. */
  readonly turns: number | null
  /** The shortest conversation that shows it, as a replay; empty for a node that no conversation reaches. */
  readonly replay: string
}

export const breachOf = (found: Found, exploration: Exploration): Breach => ({
  ...rankOf(found),
  message: found.message,
  replay: writeReplay({ ...found, account: accountOf(found, exploration) }, exploration.exploring.states),
})

/** The account to show it with: whose cause it is, or else the first with which the way can be gone. */
const accountOf = (found: Found, exploration: Exploration): Account | null =>
  found.kind === 'cause_missed' || found.kind === 'disclosure' ? found.account : (witnessOf(exploration, found)?.account ?? found.account)
