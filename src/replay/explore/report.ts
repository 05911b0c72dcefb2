import type { Account } from '../../accounts/model.js'
import type { BreachKind, Found } from './breaches.js'
import type { Exploration } from './explore.js'
import { witnessOf } from './witness.js'
import { writeReplay } from './writeReplay.js'

export type Breach = {
  readonly kind: BreachKind
  readonly dialog: string
  readonly node: string
  readonly message: string
  /** The shortest conversation that shows it, as a replay; empty for a node that no conversation reaches. */
  readonly replay: string
}
export type Report = {
  readonly personas: number
  readonly account_states: number
  readonly states: number
  readonly edges: number
  readonly nodes_reached: number
  readonly nodes_total: number
  /** The most turns that a sensible user needs to an end, from the state that is farthest from one. */
  readonly longest: number
  readonly dead_ends: number
  readonly rings: number
  readonly disclosures: number
  readonly contradictions: number
  readonly causes_missed: number
  readonly seconds: number
  readonly unreached: readonly string[]
  readonly breaches: readonly Breach[]
}

/** The account to show it with: whose cause it is, or else the first with which the way can be gone. */
const accountOf = (found: Found, exploration: Exploration): Account | null =>
  found.kind === 'cause_missed' || found.kind === 'disclosure' ? found.account : (witnessOf(exploration, found)?.account ?? found.account)

type Measured = { readonly longest: number; readonly causesMissed: number; readonly unreached: readonly string[]; readonly seconds: number }

export function reportOn(exploration: Exploration, { longest, causesMissed, unreached, seconds }: Measured): Report {
  const { walk, graph, exploring, breaches } = exploration
  const found = breaches.all
  const count = (kind: BreachKind): number => found.filter((one) => one.kind === kind).length
  return {
    personas: new Set(exploring.states.map(({ persona }) => persona)).size,
    account_states: exploring.states.length,
    states: walk.states,
    edges: walk.edgeFrom.length,
    nodes_reached: graph.entered.size,
    nodes_total: graph.entered.size + unreached.length,
    longest,
    dead_ends: count('dead_end'),
    rings: count('ring'),
    disclosures: count('disclosure'),
    contradictions: count('contradiction'),
    causes_missed: causesMissed,
    seconds,
    unreached,
    breaches: found.map((one) => breachOf(one, exploration)),
  }
}

const breachOf = (found: Found, exploration: Exploration): Breach => ({
  kind: found.kind,
  dialog: found.place.dialog,
  node: found.place.node,
  message: found.message,
  replay: writeReplay({ ...found, account: accountOf(found, exploration) }, exploration.exploring.states),
})
