import { FAR } from './distances.js'
import { EDGE, END, type Walk } from './walk.js'

/**
 * Of the states from which sensible answers need not come to an end, those that go round themselves, or where no answer is sensible:
 * without those that only lead there, which may be about accounts that do not go round.
 */
export function goingRound(walk: Walk, sensible: Int32Array): (state: number) => boolean {
  const isEndless = (state: number): boolean => sensible[state] === FAR
  const onward = new Map<number, number[]>()
  const leadHere = new Int32Array(walk.states)
  for (let edge = 0; edge < walk.edgeFrom.length; edge++) {
    const from = walk.edgeFrom.at(edge)
    if ((walk.edgeUse.at(edge) & EDGE.sensible) === 0 || !isEndless(from)) continue
    const targets = walk.targetsOf(edge).filter((target) => target !== END && isEndless(target))
    onward.set(from, [...(onward.get(from) ?? []), ...targets])
    for (const target of targets) leadHere[target] = (leadHere[target] ?? 0) + 1
  }
  const leadIn = new Set([...onward].flatMap(([state, targets]) => (targets.length > 0 && leadHere[state] === 0 ? [state] : [])))
  for (const state of leadIn)
    for (const target of onward.get(state) ?? []) {
      const left = (leadHere[target] ?? 0) - 1
      leadHere[target] = left
      if (left === 0 && (onward.get(target) ?? []).length > 0) leadIn.add(target)
    }
  return (state) => isEndless(state) && !leadIn.has(state)
}
