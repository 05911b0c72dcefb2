import { distances, FAR, type Rules } from './distances.js'
import { END, type Walk } from './walk.js'

/**
 * The states in which a walk by these edges goes round, or stands still, without an end: not those that only lead there, which may be about
 * other accounts. What leads into one trap may be one of its own, so traps count as ends once they are known. `known`: the distances by the same rules.
 */
export function trapsIn(walk: Walk, rules: Rules, known: Int32Array): ReadonlySet<number> {
  const traps = new Set<number>()
  let endless = onwardFrom(walk, known, rules)
  while (endless.size > 0) {
    for (const state of bottomsOf(endless)) traps.add(state)
    endless = onwardFrom(walk, distances(walk, { ...rules, isEnd: (state) => rules.isEnd(state) || traps.has(state) }), rules)
  }
  return traps
}

/** From each state that comes to no end, the others that an edge leads to. */
function onwardFrom(walk: Walk, distance: Int32Array, { use, standIn = (state) => state }: Rules): ReadonlyMap<number, readonly number[]> {
  const onward = new Map<number, number[]>()
  for (let state = 0; state < walk.states; state++) if (distance[state] === FAR) onward.set(state, [])
  if (onward.size === 0) return onward
  for (let edge = 0; edge < walk.edgeFrom.length; edge++) {
    const from = onward.get(walk.edgeFrom.at(edge))
    if (!from || (walk.edgeUse.at(edge) & use) === 0) continue
    for (const target of walk.targetsOf(edge)) if (target !== END && onward.has(standIn(target))) from.push(standIn(target))
  }
  return onward
}

type Visit = { readonly state: number; next: number }

/** The states from which one comes back from wherever one gets to: Tarjan's strongly connected components without an edge out. */
function bottomsOf(onward: ReadonlyMap<number, readonly number[]>): readonly number[] {
  const order = new Map<number, number>()
  const lowest = new Map<number, number>()
  const open: number[] = []
  const isOpen = new Set<number>()
  /** Which component a state that is done belongs to, by the first of its states. */
  const component = new Map<number, number>()
  const bottoms: number[] = []
  const enter = (state: number, visits: Visit[]): void => {
    order.set(state, order.size)
    lowest.set(state, order.size - 1)
    open.push(state)
    isOpen.add(state)
    visits.push({ state, next: 0 })
  }
  const lower = (state: number, to: number): void => void lowest.set(state, Math.min(lowest.get(state) ?? to, to))
  const close = (root: number): void => {
    const members = open.splice(open.lastIndexOf(root))
    for (const member of members) {
      isOpen.delete(member)
      component.set(member, root)
    }
    if (members.every((member) => (onward.get(member) ?? []).every((target) => component.get(target) === root))) bottoms.push(...members)
  }
  for (const start of onward.keys()) {
    if (order.has(start)) continue
    const visits: Visit[] = []
    enter(start, visits)
    for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
      const { state } = visit
      const target = (onward.get(state) ?? [])[visit.next++]
      if (target === undefined) {
        visits.pop()
        const before = visits.at(-1)
        if (before) lower(before.state, lowest.get(state) ?? 0)
        if (lowest.get(state) === order.get(state)) close(state)
      } else if (!order.has(target)) enter(target, visits)
      else if (isOpen.has(target)) lower(state, order.get(target) ?? 0)
    }
  }
  return bottoms
}
