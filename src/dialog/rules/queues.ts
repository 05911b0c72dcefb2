import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { dialogsOf, faultIn, faultOf, nodesOf } from './rule.js'

/** D015: somebody sits at the end of every queue. */
export function* queueRules(world: World): Iterable<Diagnostic> {
  const { queues, loaded } = world
  if (!queues) return
  for (const dialog of dialogsOf(world))
    for (const node of nodesOf(dialog))
      if (node.exit.kind === 'escalate' && !queues.includes(node.exit.queue))
        yield faultIn(world, { dialog, node, path: ['escalate'] }, { code: 'D015', message: `there is no queue "${node.exit.queue}"` })
  for (const [at, { reaction }] of loaded.interrupts.entries())
    if (reaction.do === 'escalate' && !queues.includes(reaction.queue))
      yield faultOf(world, '_interrupts', [at, 'queue'], { code: 'D015', message: `there is no queue "${reaction.queue}"` })
}
