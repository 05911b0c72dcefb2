import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { dialogsOf, faultIn, nodesOf } from './rule.js'

/** D016, a warning: some replay visits every node. */
export function* replayRules(world: World): Iterable<Diagnostic> {
  const { visited } = world
  if (!visited) return
  for (const dialog of dialogsOf(world))
    for (const node of nodesOf(dialog))
      if (!visited.has(`${dialog.id}/${node.id}`)) yield faultIn(world, { dialog, node }, { code: 'D016', message: 'no replay visits this node' })
}
