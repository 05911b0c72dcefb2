import { own } from '../../shared/own.js'
import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { waysOut } from './graph.js'
import { dialogsOf, faultIn, faultOf, isUnreadable, nodesOf } from './rule.js'

/** D001: everything that is led to exists. */
export function* targetRules(world: World): Iterable<Diagnostic> {
  for (const dialog of dialogsOf(world)) {
    for (const [key, target] of [
      ['start', dialog.start],
      ['give_up', dialog.giveUp],
    ] as const)
      if (!Object.hasOwn(dialog.nodes, target))
        yield faultIn(world, { dialog, path: [key] }, { code: 'D001', message: `${key} leads to "${target}", which does not exist` })
    if (dialog.requires !== undefined && !isDialog(world, dialog.requires))
      yield faultIn(world, { dialog, path: ['requires'] }, { code: 'D001', message: `there is no dialog "${dialog.requires}"` })
    for (const node of nodesOf(dialog)) {
      for (const { to, path } of waysOut(node.exit))
        if (!Object.hasOwn(dialog.nodes, to))
          yield faultIn(world, { dialog, node, path }, { code: 'D001', message: `leads to "${to}", which does not exist` })
      if (node.exit.kind === 'call' && !isDialog(world, node.exit.dialog))
        yield faultIn(world, { dialog, node, path: ['call'] }, { code: 'D001', message: `there is no dialog "${node.exit.dialog}"` })
    }
  }
  yield* interruptTargets(world)
  yield* menuTargets(world)
}

function* interruptTargets(world: World): Iterable<Diagnostic> {
  for (const [at, { reaction, notIn }] of world.loaded.interrupts.entries()) {
    if (reaction.do === 'call' && !isDialog(world, reaction.dialog))
      yield faultOf(world, '_interrupts', [at, 'dialog'], { code: 'D001', message: `there is no dialog "${reaction.dialog}"` })
    for (const [index, place] of notIn.entries())
      if (!isPlace(world, place)) yield faultOf(world, '_interrupts', [at, 'not_in', index], { code: 'D001', message: `there is no node "${place}"` })
  }
}

/** The menu offers dialogs, and intents that an article answers. */
function* menuTargets(world: World): Iterable<Diagnostic> {
  const { texts, intents } = world
  if (!texts || !intents) return
  for (const [at, offer] of texts.menu.entries())
    if (!isDialog(world, offer) && !intents.includes(offer))
      yield faultOf(world, '_texts', ['menu', at], { code: 'D001', message: `the menu offers "${offer}", which is neither a dialog nor an intent` })
}

const isDialog = (world: World, name: string): boolean => Object.hasOwn(world.loaded.dialogs, name) || isUnreadable(world, name)

function isPlace(world: World, place: string): boolean {
  const [dialog = '', node = ''] = place.split('/')
  return isUnreadable(world, dialog) || Object.hasOwn(own(world.loaded.dialogs, dialog)?.nodes ?? {}, node)
}
