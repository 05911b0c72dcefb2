import type { Change } from './changes.js'

/** One thing that a sentence can be made of: what many conversations have in common is counted once. */
export type Fact =
  | { readonly type: 'end'; readonly was: string | null; readonly now: string | null }
  | { readonly type: 'length'; readonly end: string; readonly by: number }
  | { readonly type: 'proof'; readonly now: boolean }
  | { readonly type: 'work' | 'advice' | 'finding'; readonly name: string; readonly now: boolean }
  | { readonly type: 'option'; readonly option: string; readonly now: boolean; readonly leads: readonly string[] }
  | { readonly type: 'nodes'; readonly was: readonly string[]; readonly now: readonly string[] }
  /** They part, and what lies behind was too much to look at. */
  | { readonly type: 'beyond' }
  /** A recorded answer, or a recorded result, does not fit any more. */
  | { readonly type: 'misfit'; readonly why: string }

/** The heaviest first. */
const WEIGHT: Readonly<Record<Fact['type'], number>> = {
  misfit: 0,
  end: 1,
  option: 2,
  beyond: 3,
  proof: 4,
  length: 5,
  work: 6,
  advice: 7,
  finding: 8,
  nodes: 9,
}
export const byWeight = (a: Fact, b: Fact): number => WEIGHT[a.type] - WEIGHT[b.type]

/** Passing by other nodes alone changes nothing for anybody. */
export const endsDifferently = (facts: readonly Fact[]): boolean => facts.some(({ type }) => type !== 'nodes')

export const factsOf = (changes: readonly Change[]): readonly Fact[] => changes.flatMap(factsOfChange)

function factsOfChange(change: Change): readonly Fact[] {
  switch (change.type) {
    case 'ends':
      return endFacts(change.lost, change.won)
    case 'length':
    case 'proof':
    case 'beyond':
      return [change]
    case 'work':
    case 'advice':
    case 'finding': {
      const { type, lost, won } = change
      return [...lost.map((name) => ({ type, name, now: false })), ...won.map((name) => ({ type, name, now: true }))]
    }
    case 'option_gone':
      return [{ type: 'option', option: change.option, now: false, leads: change.led }]
    case 'option_new':
      return [{ type: 'option', option: change.option, now: true, leads: change.leads }]
    case 'nodes':
      return change.lost.length + change.won.length === 0 ? [] : [{ type: 'nodes', was: change.lost, now: change.won }]
  }
}

/** One end for another is told in one breath. */
function endFacts(lost: readonly string[], won: readonly string[]): readonly Fact[] {
  const [was, now] = [lost[0], won[0]]
  if (lost.length === 1 && won.length === 1 && was !== undefined && now !== undefined) return [{ type: 'end', was, now }]
  return [...lost.map((end): Fact => ({ type: 'end', was: end, now: null })), ...won.map((end): Fact => ({ type: 'end', was: null, now: end }))]
}
