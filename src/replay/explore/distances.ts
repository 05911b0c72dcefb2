import { IntList } from './intList.js'
import { END, type Walk } from './walk.js'

export const FAR = 2 ** 30

export type Rules = {
  /** Edges that count. */
  readonly use: number
  /** `all`: an edge leads where its worst outcome leads; `any`: where its best does. */
  readonly outcomes: 'all' | 'any'
  /** States that count as ends themselves: they are walked elsewhere, or nothing is under way in them. */
  isEnd(state: number): boolean
  /** The state that another one is like, as far as these edges go. */
  standIn?(state: number): number
}

/** The fewest turns from each state to an end, whatever the outside does; FAR where there is none. Backwards from the ends, breadth first. */
export function distances(walk: Walk, rules: Rules): Int32Array {
  const { isEnd } = rules
  const distance = new Int32Array(walk.states).fill(FAR)
  const { pending, into } = backwards(walk, rules)
  const queue = new IntList()
  const reached = (state: number, turns: number): void => {
    if ((distance[state] ?? 0) <= turns) return
    distance[state] = turns
    queue.push(state)
  }
  for (let state = 0; state < walk.states; state++) if (isEnd(state)) reached(state, 0)
  // What needs no further state is one turn away; it must wait until the states at no distance are known.
  const atOnce: number[] = []
  for (let edge = 0; edge < pending.length; edge++) if (pending[edge] === 0) atOnce.push(edge)
  const settle = (edge: number, turns: number): void => reached(walk.edgeFrom.at(edge), turns)
  let begun = false
  for (let at = 0; at < queue.length || !begun; at++) {
    if (!begun && (at >= queue.length || (distance[queue.at(at)] ?? 0) > 0)) {
      begun = true
      for (const edge of atOnce) settle(edge, 1)
      if (at >= queue.length) break
    }
    const state = queue.at(at)
    for (const edge of into(state)) {
      const left = (pending[edge] ?? 0) - 1
      pending[edge] = left
      if (left === 0) settle(edge, (distance[state] ?? 0) + 1)
    }
  }
  return distance
}

/** For each edge that counts how many targets it waits for (-1: it does not count), and the edges into a state. */
function backwards(
  walk: Walk,
  { use, outcomes, standIn = (state) => state }: Rules,
): { readonly pending: Int32Array; into(state: number): readonly number[] } {
  const edges = walk.edgeFrom.length
  const pending = new Int32Array(edges).fill(-1)
  const counts = new Int32Array(walk.states + 1)
  const wanted = (edge: number): readonly number[] => distinct(walk.targetsOf(edge).flatMap((target) => (target === END ? [] : [standIn(target)])))
  for (let edge = 0; edge < edges; edge++) {
    if ((walk.edgeUse.at(edge) & use) === 0) continue
    const targets = wanted(edge)
    const endsAtOnce = outcomes === 'any' && walk.targetsOf(edge).includes(END)
    pending[edge] = endsAtOnce ? 0 : outcomes === 'any' ? 1 : targets.length
    if (!endsAtOnce) for (const target of targets) counts[target + 1] = (counts[target + 1] ?? 0) + 1
  }
  for (let state = 0; state < walk.states; state++) counts[state + 1] = (counts[state + 1] ?? 0) + (counts[state] ?? 0)
  const sources = new Int32Array(counts[walk.states] ?? 0)
  const next = counts.slice()
  for (let edge = 0; edge < edges; edge++) {
    if ((pending[edge] ?? -1) <= 0) continue
    for (const target of wanted(edge)) {
      const slot = next[target] ?? 0
      sources[slot] = edge
      next[target] = slot + 1
    }
  }
  return { pending, into: (state) => Array.from(sources.subarray(counts[state] ?? 0, counts[state + 1] ?? 0)) }
}

const distinct = (targets: readonly number[]): readonly number[] => (targets.length < 2 ? targets : [...new Set(targets)])
