import { own } from '../../shared/own.js'
import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { type Dialog, type Node, type NodeId, proofOfNode } from '../program.js'
import { asks, following, reachable } from './graph.js'
import { dialogsOf, faultIn, isUnreadable, nodesOf } from './rule.js'
import { begunByUser } from './startedDialogs.js'

const WANTS_HUMAN = 'talk_to_human'
const VERIFIED = 'verified'

/** D019: from every question a person can be reached. Nodes that ask nothing only pass by. */
export function* humanRules(world: World): Iterable<Diagnostic> {
  if (isUnreadable(world, '_interrupts')) return
  const served = placesWithHumans(world)
  for (const dialog of dialogsOf(world)) {
    const seen = reachable(dialog)
    for (const node of nodesOf(dialog))
      if (asks(node) && seen.has(node.id) && !served.has(placeOf(dialog, node.id)))
        yield faultIn(world, { dialog, node }, { code: 'D019', message: 'no human can be reached from this question' })
  }
}

const placeOf = (dialog: Dialog, node: NodeId): string => `${dialog.id}/${node}`

/** Grows from the nodes that escalate to all that lead there, until nothing is added. */
function placesWithHumans(world: World): ReadonlySet<string> {
  const served = new Set<string>()
  for (let grown = true; grown; ) {
    grown = false
    for (const dialog of dialogsOf(world))
      for (const node of nodesOf(dialog)) {
        const place = placeOf(dialog, node.id)
        if (served.has(place) || !leadsToHuman(world, served, dialog, node)) continue
        served.add(place)
        grown = true
      }
  }
  return served
}

type Served = ReadonlySet<string>

function leadsToHuman(world: World, served: Served, dialog: Dialog, node: Node): boolean {
  const { exit } = node
  const isServed = (id: NodeId): boolean => served.has(placeOf(dialog, id))
  if (exit.kind === 'escalate' || (asks(node) && mayInterrupt(world, served, placeOf(dialog, node.id)))) return true
  if (following(dialog, node).some(isServed)) return true
  if (dialog.requires !== undefined && proofOfNode(world.signatures, node) !== 'none' && startIsServed(world, served, dialog.requires)) return true
  if (exit.kind === 'call') return startIsServed(world, served, exit.dialog)
  if (exit.kind === 'next') return nodesOf(dialog).some((other) => other.exit.kind === 'diagnose' && isServed(other.id))
  return exit.kind === 'end' && comesBackToHuman(world, served, dialog, exit.outcome)
}

function startIsServed(world: World, served: Served, name: string): boolean {
  const dialog = own(world.loaded.dialogs, name)
  return dialog ? served.has(placeOf(dialog, dialog.start)) : isUnreadable(world, name)
}

const mayInterrupt = (world: World, served: Served, place: string): boolean =>
  world.loaded.interrupts.some(({ on, notIn, reaction }) => {
    if (!('intent' in on) || on.intent !== WANTS_HUMAN || notIn.includes(place)) return false
    return reaction.do === 'escalate' || (reaction.do === 'call' && startIsServed(world, served, reaction.dialog))
  })

/** A called dialog hands back to its callers; each of them must then lead to a human. */
function comesBackToHuman(world: World, served: Served, ended: Dialog, outcome: string): boolean {
  if (begunByUser(world, ended)) return false
  const after = dialogsOf(world).flatMap((dialog) => [
    ...nodesOf(dialog).flatMap(({ exit }) =>
      exit.kind === 'call' && exit.dialog === ended.id ? [placeOf(dialog, own(exit.cases, outcome) ?? dialog.giveUp)] : [],
    ),
    // Proved, the dialog goes on where it was, which says nothing of a human.
    ...(dialog.requires === ended.id ? [outcome === VERIFIED ? '' : placeOf(dialog, dialog.giveUp)] : []),
  ])
  return after.length > 0 && after.every((place) => served.has(place))
}
