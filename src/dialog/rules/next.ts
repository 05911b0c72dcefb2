import { own } from '../../shared/own.js'
import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import type { Dialog, Node, NodeId } from '../program.js'
import { following } from './graph.js'
import { dialogsOf, faultIn, nodesOf } from './rule.js'

/** What a node belongs to on the way that led there. */
type Part = 'outside' | 'remedy' | 'last_remedy'

/** `next` goes on with a diagnosis, so only a remedy may say it (D001), and none that stops the others (D006). */
export function* nextRules(world: World): Iterable<Diagnostic> {
  for (const dialog of dialogsOf(world)) {
    const parts = partsOf(dialog)
    for (const node of nodesOf(dialog)) {
      if (node.exit.kind !== 'next') continue
      const found = parts.get(node.id)
      const at = { dialog, node, path: ['next'] }
      if (found?.has('outside'))
        yield faultIn(world, at, {
          code: 'D001',
          message: 'next can be come to outside a remedy, where nothing is next',
          hint: 'write where to go, or keep other ways from leading here',
        })
      if (found?.has('last_remedy'))
        yield faultIn(world, at, {
          code: 'D006',
          message: 'next can be come to from a finding with "stops: true", which is treated alone',
          hint: 'end or escalate there, or take "stops: true" away',
        })
    }
  }
}

function partsOf(dialog: Dialog): ReadonlyMap<NodeId, ReadonlySet<Part>> {
  const parts = new Map<NodeId, Set<Part>>()
  const queue: (readonly [NodeId, Part])[] = [
    [dialog.start, 'outside'],
    [dialog.giveUp, 'outside'],
  ]
  for (let item = queue.pop(); item; item = queue.pop()) {
    const [id, part] = item
    const node = own(dialog.nodes, id)
    const known = parts.get(id) ?? new Set()
    if (!node || known.has(part)) continue
    parts.set(id, known.add(part))
    queue.push(...stepsFrom(dialog, node, part))
  }
  return parts
}

function stepsFrom(dialog: Dialog, node: Node, part: Part): readonly (readonly [NodeId, Part])[] {
  const { exit } = node
  if (exit.kind !== 'diagnose') return following(dialog, node).map((to) => [to, to === dialog.giveUp ? 'outside' : part] as const)
  const remedies = exit.readings
    .flatMap(({ finds }) => Object.values(finds))
    .map(({ goto, stops }) => [goto, stops ? 'last_remedy' : 'remedy'] as const)
  return [...remedies, [exit.none, 'outside'], [exit.done, 'outside'], [dialog.giveUp, 'outside']]
}
