import type { Program } from '../../dialog/program.js'
import { type Part, partsOf } from '../coverage/ways.js'
import type { AccountState } from './accountStates.js'
import { type BreachKind, Shortest } from './breaches.js'
import type { Breach } from './breachOf.js'
import type { Explored } from './exploreShare.js'

export type Report = {
  readonly personas: number
  readonly account_states: number
  readonly states: number
  readonly edges: number
  readonly nodes_reached: number
  readonly nodes_total: number
  /** Options, outcomes and answers. */
  readonly ways_walked: number
  readonly ways_total: number
  /** The most turns that a sensible user needs to an end, from the state that is farthest from one. */
  readonly longest: number
  readonly dead_ends: number
  readonly rings: number
  readonly disclosures: number
  readonly contradictions: number
  readonly causes_missed: number
  readonly seconds: number
  readonly unreached: readonly string[]
  /** Ways out that no answer, outcome or account state leads to. */
  readonly impossible: readonly string[]
  readonly breaches: readonly Breach[]
}

/** What the shares of a walk come to together. */
export type Proven = { readonly report: Report; readonly exitCode: 0 | 1; readonly walked: ReadonlySet<string> }
type Walk = { readonly program: Program; readonly states: readonly AccountState[]; readonly seconds: number }

export function reportOn(shares: readonly Explored[], { program, states, seconds }: Walk): Proven {
  const walked = new Set(shares.flatMap((one) => one.walked))
  const parts = partsOf(program)
  const nodes = parts.filter(({ kind }) => kind === 'node')
  const ways = parts.filter(({ kind }) => kind === 'way')
  const missed = (of: readonly Part[]): readonly Part[] => of.filter(({ name }) => !walked.has(name))
  const unreached = missed(nodes)
  // The same may be found in several shares.
  const shortest = new Shortest<Breach>((breach) => breach)
  for (const breach of [...shares.flatMap((one) => one.breaches), ...unreached.map(unreachedAt)]) shortest.add(breach)
  const breaches = shortest.all
  const count = (kind: BreachKind): number => breaches.filter((one) => one.kind === kind).length
  const sum = (of: (one: Explored) => number): number => shares.reduce((total, one) => total + of(one), 0)
  const report: Report = {
    personas: new Set(states.map(({ persona }) => persona)).size,
    account_states: states.length,
    states: sum((one) => one.states),
    edges: sum((one) => one.edges),
    nodes_reached: nodes.length - unreached.length,
    nodes_total: nodes.length,
    ways_walked: ways.length - missed(ways).length,
    ways_total: ways.length,
    longest: Math.max(0, ...shares.map(({ longest }) => longest)),
    dead_ends: count('dead_end'),
    rings: count('ring'),
    disclosures: count('disclosure'),
    contradictions: count('contradiction'),
    causes_missed: sum(({ causesMissed }) => causesMissed),
    seconds,
    unreached: unreached.map(({ name }) => name),
    impossible: missed(ways).map(({ name }) => name),
    breaches,
  }
  return { report, exitCode: breaches.length > 0 ? 1 : 0, walked }
}

const unreachedAt = ({ dialog, node }: Part): Breach => ({
  kind: 'unreached',
  dialog,
  node,
  message: 'no conversation comes by here',
  turns: null,
  replay: '',
})
