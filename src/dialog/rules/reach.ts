import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { reachable } from './graph.js'
import { dialogsOf, faultIn, nodesOf } from './rule.js'
import { startedDialogs } from './startedDialogs.js'

/** D002: something leads to every node, and something starts every dialog. */
export function* reachRules(world: World): Iterable<Diagnostic> {
  const started = startedDialogs(world)
  for (const dialog of dialogsOf(world)) {
    // What an unreadable file starts or calls is not known.
    if (!started.has(dialog.id) && world.loaded.unreadable.length === 0)
      yield faultIn(
        world,
        { dialog, path: ['dialog'] },
        { code: 'D002', message: `nothing starts "${dialog.id}"`, hint: 'write the intents that start it under starts_on, call it, or delete it' },
      )
    const seen = reachable(dialog)
    for (const node of nodesOf(dialog))
      if (!seen.has(node.id)) yield faultIn(world, { dialog, node }, { code: 'D002', message: 'nothing leads here' })
  }
}
