import { NONSENSE, SILENCE } from './answers.js'
import type { Found } from './breaches.js'
import { distances, FAR, type Rules } from './distances.js'
import type { Exploration } from './explore.js'
import { placeOf } from './segment.js'
import { trapsIn } from './traps.js'
import { EDGE, END, type Walk } from './walk.js'

/** Turns within which somebody who answers sensibly is through, and somebody who says nothing that helps. */
export const LIMITS = { sensible: 25, helpless: 8, human: 2 } as const

/** The longest of the shortest sensible ways to an end. */
export type Endings = { readonly longest: number }

/** Holds every state against the rules about how conversations end. */
export function judgeEndings(exploration: Exploration): Endings {
  const { walk, graph } = exploration
  const isEnd = (state: number): boolean => walk.breadths[state] === null || walk.breadths[state] === 'idle'
  const placeAt = (state: number): string => {
    const { dialog, node } = placeOf(graph.state(walk.conversations.at(state)))
    return `${dialog}/${node}`
  }
  const measured = (rules: Rules): Measured => {
    const distance = distances(walk, rules)
    const traps = new Set([...trapsIn(walk, rules, distance)].map(placeAt))
    return { distance, isTrapped: (state: number): boolean => distance[state] === FAR && traps.has(placeAt(state)) }
  }
  const answers = measured({ use: EDGE.answers, outcomes: 'any', isEnd })
  // Whoever walks sensibly into a dead end does not go round.
  const sensible = measured({ use: EDGE.sensible, outcomes: 'all', isEnd: (state) => isEnd(state) || answers.distance[state] === FAR })
  // Where wear does not hang on the world, it was tried in one world only: the first of each conversation.
  const first = firstOf(walk)
  const standIn = (state: number): number => (isWhole(walk, state) ? state : (first.get(walk.conversations.at(state)) ?? state))
  const isOver = (state: number): boolean => !isWhole(walk, standIn(state))
  const nonsense = measured({ use: EDGE.nonsense, outcomes: 'all', isEnd: isOver, standIn })
  const silence = measured({ use: EDGE.silence, outcomes: 'all', isEnd: isOver, standIn })
  const unhelped = withoutHuman(walk)
  const before = stateBefore(walk)
  let longest = 0
  for (let state = 0; state < walk.states; state++) {
    if (isEnd(state)) continue
    const turns = sensible.distance[state] ?? FAR
    if (turns < FAR) longest = Math.max(longest, turns)
    const add = found(exploration, state)
    // Of several states in a row that share a fault, the first is shown.
    const isNew = (faulty: (state: number) => boolean): boolean => faulty(state) && !faulty(before(state))
    const isLong = ({ distance }: Measured, limit: number): boolean => isNew((of) => (distance[of] ?? 0) > limit && distance[of] !== FAR)
    const wears = (of: Measured): boolean => isNew(of.isTrapped) || isLong(of, LIMITS.helpless)
    if (isNew(answers.isTrapped)) add('dead_end', 'waits for an answer, and no answer leads to an end')
    if (isNew(sensible.isTrapped)) add('ring', 'sensible answers go round without an end')
    if (isLong(sensible, LIMITS.sensible)) add('too_long', `sensible answers need ${turns} turns to an end, more than ${LIMITS.sensible}`)
    if (unhelped(state)) add('no_human', `asking for a person brings none within ${LIMITS.human} turns`, times(LIMITS.human, HUMAN))
    if (!isWhole(walk, state)) continue
    if (wears(nonsense))
      add('too_long', `words that nobody understands lead to no end within ${LIMITS.helpless} turns`, times(LIMITS.helpless, NONSENSE))
    const underWay = graph.state(walk.conversations.at(state)).frames.length > 0
    if (underWay && wears(silence)) add('too_long', `silence leads to no end within ${LIMITS.helpless} turns`, times(LIMITS.helpless, SILENCE))
  }
  return { longest }
}

/** `isTrapped`: comes to no end, and stands where a way goes round or stands still. */
type Measured = { readonly distance: Int32Array; isTrapped(state: number): boolean }
const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one)

/** The state before on the shortest way; -1 before the first. */
function stateBefore({ vias }: Walk): (state: number) => number {
  const states = new Map(vias.map((via, state) => [via, state]))
  return (state) => {
    const before = vias[state]?.before
    return before ? (states.get(before) ?? -1) : -1
  }
}

function isWhole({ breadths }: Walk, state: number): boolean {
  const breadth = breadths[state]
  return breadth === 'full' || breadth === 'plain' || breadth === 'worn'
}

function firstOf({ conversations, breadths, states }: Walk): ReadonlyMap<number, number> {
  const first = new Map<number, number>()
  for (let state = 0; state < states; state++)
    if (!first.has(conversations.at(state)) && breadths[state] !== null) first.set(conversations.at(state), state)
  return first
}

const HUMAN = { user: '人工' }

function found({ walk, worlds, groups, graph, breaches }: Exploration, state: number) {
  return (kind: Found['kind'], message: string, then: Found['then'] = []): void => {
    const among = groups.accounts(worlds.at(walk.worlds.at(state))).map((account) => groups.idOf(account))
    breaches.add({ kind, place: placeOf(graph.state(walk.conversations.at(state))), message, via: walk.via(state), account: null, among, then })
  }
}

/** Whether asking for a person, twice at most, brings none. */
function withoutHuman(walk: Walk): (state: number) => boolean {
  const asks = new Map<number, number>()
  const escalating = new Set<number>()
  for (let edge = 0; edge < walk.edgeFrom.length; edge++) {
    const use = walk.edgeUse.at(edge)
    const from = walk.edgeFrom.at(edge)
    if (use & EDGE.human) asks.set(from, edge)
    // At the second turn a button that says so will do.
    if (use & EDGE.escalates && use & (EDGE.human | EDGE.answers)) escalating.add(from)
  }
  const bringsOne = (edge: number): boolean => (walk.edgeUse.at(edge) & EDGE.escalates) !== 0
  return (state) => {
    const edge = asks.get(state)
    if (edge === undefined || bringsOne(edge)) return false
    return walk.targetsOf(edge).some((target) => target === END || target === state || !escalating.has(target))
  }
}
