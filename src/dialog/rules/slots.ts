import { own } from '../../shared/own.js'
import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { type Dialog, type Node, signatureOf, worksOf } from '../program.js'
import { dialogsOf, faultIn, isUnreadable, nodesOf } from './rule.js'
import { slotUses } from './slotUses.js'
import { declaredSlot, isKnownSlot, valuesOf } from './slotValues.js'
import { unusedSlots } from './unusedSlots.js'

/** D007 to D010 and D014: slots are declared, filled from something, compared with values they can have, and used. */
export function* slotRules(world: World): Iterable<Diagnostic> {
  if (isUnreadable(world, '_slots')) return
  for (const dialog of dialogsOf(world)) {
    for (const [name, { of }] of Object.entries(dialog.slots))
      if (of !== undefined && !isKnownSlot(world, dialog, of))
        yield faultIn(world, { dialog, path: ['slots', name, 'of'] }, { code: 'D007', message: `slot "${of}" is not declared` })
    for (const node of nodesOf(dialog)) {
      yield* usesOf(world, dialog, node)
      yield* questionOf(world, dialog, node)
      yield* needsOf(world, dialog, node)
      yield* callOf(world, dialog, node)
    }
  }
  yield* unusedSlots(world)
}

function* usesOf(world: World, dialog: Dialog, node: Node): Iterable<Diagnostic> {
  for (const { slot, path, value } of slotUses(node)) {
    // A branch names its slot once; its cases would only repeat that it is unknown.
    if (!isKnownSlot(world, dialog, slot)) {
      if (value === undefined || node.exit.kind !== 'branch' || path[0] !== 'cases')
        yield faultIn(world, { dialog, node, path }, { code: 'D007', message: `slot "${slot}" is not declared` })
    } else if (value !== undefined) {
      const values = valuesOf(world, dialog, slot)
      const hint = values.size > 0 ? `compare with ${[...values].join(', ')}` : 'give the slot values to compare with'
      if (!values.has(value)) yield faultIn(world, { dialog, node, path }, { code: 'D010', message: `slot "${slot}" is never "${value}"`, hint })
    }
  }
}

function* questionOf(world: World, dialog: Dialog, node: Node): Iterable<Diagnostic> {
  const { exit } = node
  if (exit.kind !== 'ask' && exit.kind !== 'choose') return
  const declared = declaredSlot(world, dialog, exit.slot)
  if (!declared) return
  if (exit.kind === 'ask') {
    if (declared.entity === undefined)
      yield faultIn(
        world,
        { dialog, node, path: ['ask'] },
        { code: 'D008', message: `asks in free text for slot "${exit.slot}", which names no entity` },
      )
    return
  }
  const values = declared.values ?? [...valuesOf(world, dialog, exit.slot)]
  for (const option of Object.keys(exit.options))
    if (!values.includes(option))
      yield faultIn(
        world,
        { dialog, node, path: ['options', option] },
        { code: 'D009', message: `option "${option}" is not a value of slot "${exit.slot}"` },
      )
}

/** A check or an act is handed only the slots that the node names under `using`. */
function* needsOf(world: World, dialog: Dialog, node: Node): Iterable<Diagnostic> {
  for (const { kind, name, using } of worksOf(node.exit))
    for (const needed of Object.keys(signatureOf(world.signatures, kind, name)?.using ?? {}))
      if (!using.includes(needed))
        yield faultIn(world, { dialog, node }, { code: 'D007', message: `"${name}" needs slot "${needed}"`, hint: `name "${needed}" under using` })
}

/** Both sides of a call know the slots that pass between them. */
function* callOf(world: World, dialog: Dialog, node: Node): Iterable<Diagnostic> {
  const { exit } = node
  const called = exit.kind === 'call' ? own(world.loaded.dialogs, exit.dialog) : undefined
  if (exit.kind !== 'call' || !called) return
  const passed = [
    ...Object.keys(exit.using).map((theirs) => [theirs, ['using', theirs]] as const),
    ...Object.entries(exit.gives).map(([ours, theirs]) => [theirs, ['gives', ours]] as const),
  ]
  for (const [theirs, path] of passed)
    if (!isKnownSlot(world, called, theirs))
      yield faultIn(
        world,
        { dialog, node, path },
        { code: 'D007', message: `"${called.id}" has no slot "${theirs}"`, hint: `declare it under slots of "${called.id}"` },
      )
}
