import { own } from '../../shared/own.js'
import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import type { Dialog, Node, NodeId } from '../program.js'
import { following, reachableFrom } from './graph.js'
import { dialogsOf, faultIn, nodesOf } from './rule.js'

/** D003: a ring of nodes that never waits for a person would spin for ever; a check or an act in the ring does not help. */
export function* ringRules(world: World): Iterable<Diagnostic> {
  for (const dialog of dialogsOf(world)) {
    const told = new Set<NodeId>()
    for (const node of nodesOf(dialog)) {
      if (waits(node) || told.has(node.id)) continue
      const ring = ringThrough(dialog, node)
      if (ring.length === 0) continue
      for (const id of ring) told.add(id)
      const way = ring.length === 1 ? 'leads back to itself' : `is in a ring with ${ring.slice(1).join(', ')}`
      yield faultIn(world, { dialog, node }, { code: 'D003', message: `${way} without asking anything` })
    }
  }
}

const waits = ({ exit: { kind } }: Node): boolean => kind === 'choose' || kind === 'ask' || kind === 'next' || kind === 'escalate' || kind === 'end'

/** The nodes that lie on some silent way from this one back to it, itself first; none if there is no such way. */
function ringThrough(dialog: Dialog, node: Node): readonly NodeId[] {
  const silently = (from: Node): ReadonlySet<NodeId> => reachableFrom(dialog, following(dialog, from), waits)
  const after = silently(node)
  if (!after.has(node.id)) return []
  const others = [...after].filter((id) => {
    const other = own(dialog.nodes, id)
    return id !== node.id && other && !waits(other) && silently(other).has(node.id)
  })
  return [node.id, ...others.sort()]
}
