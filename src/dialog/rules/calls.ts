import { own } from '../../shared/own.js'
import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import type { Dialog } from '../program.js'
import { endsOf } from './graph.js'
import { dialogsOf, faultIn, nodesOf } from './rule.js'
import { calledBy } from './startedDialogs.js'

const MOST_FRAMES = 3
const GAVE_UP = 'gave_up'

/** D020 and D021: calls come back, lie at most three deep, and every way a called dialog ends is foreseen (else D006). */
export function* callRules(world: World): Iterable<Diagnostic> {
  yield* stacks(world)
  for (const dialog of dialogsOf(world))
    for (const node of nodesOf(dialog)) {
      const { exit } = node
      const called = exit.kind === 'call' ? own(world.loaded.dialogs, exit.dialog) : undefined
      if (exit.kind !== 'call' || !called) continue
      const ends = new Set([...endsOf(called), GAVE_UP])
      for (const outcome of ends)
        if (!Object.hasOwn(exit.cases, outcome))
          yield faultIn(
            world,
            { dialog, node, path: ['cases'] },
            { code: 'D021', message: `"${called.id}" can end with "${outcome}", but there is no case for it` },
          )
      for (const outcome of Object.keys(exit.cases))
        if (!ends.has(outcome))
          yield faultIn(world, { dialog, node, path: ['cases', outcome] }, { code: 'D006', message: `"${called.id}" never ends with "${outcome}"` })
    }
}

function* stacks(world: World): Iterable<Diagnostic> {
  const told = new Set<string>()
  for (const dialog of dialogsOf(world)) {
    const stack = highestStack(world, dialog, [])
    const last = stack.at(-1) ?? ''
    const rings = stack.indexOf(last) < stack.length - 1
    if (rings && told.has(last)) continue
    if (rings) for (const name of stack) told.add(name)
    const chain = stack.join(' → ')
    if (rings) yield faultIn(world, { dialog, path: ['dialog'] }, { code: 'D020', message: `dialogs call one another in a ring: ${chain}` })
    else if (stack.length > MOST_FRAMES)
      yield faultIn(
        world,
        { dialog, path: ['dialog'] },
        { code: 'D020', message: `${stack.length} dialogs lie on one another, ${MOST_FRAMES} may: ${chain}` },
      )
  }
}

/** The longest chain of dialogs under way at once; one that comes round ends with the name it has met before. */
function highestStack(world: World, dialog: Dialog, below: readonly string[]): readonly string[] {
  const here = [...below, dialog.id]
  if (below.includes(dialog.id)) return here
  const higher = calledBy(dialog).flatMap((name) => {
    const called = own(world.loaded.dialogs, name)
    return called ? [highestStack(world, called, here)] : []
  })
  const ring = higher.find((stack) => stack.indexOf(stack.at(-1) ?? '') < stack.length - 1)
  return ring ?? higher.reduce((a, b) => (b.length > a.length ? b : a), here)
}
