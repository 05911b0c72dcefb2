import { own } from '../../shared/own.js'
import type { World } from '../lint.js'
import { type Dialog, type Exit, type Node, type NodeId, proofOfNode, signatureOf } from '../program.js'
import { mayGiveUp } from './graph.js'
import { dialogsOf } from './rule.js'
import { begunByUser } from './startedDialogs.js'

export type Names = ReadonlySet<string>
/** For every `dialog/node`, the names that are filled whichever way the conversation came. */
export type KnownNames = ReadonlyMap<string, Names>

/** The product fills these itself, in every text. */
const ALWAYS: readonly string[] = ['account', 'topic']

/** What is known so far; each entry only ever loses names, so that going round ends. */
type Board = { readonly nodes: Map<string, Names>; readonly starts: Map<string, Names>; readonly ends: Map<string, Names> }
type Step = { readonly to: NodeId; readonly names: Names }

/** Goes through all dialogs, into calls and back, until nothing more is lost. */
export function knownNames(world: World): KnownNames {
  const board: Board = { nodes: new Map(), starts: new Map(), ends: new Map() }
  for (const dialog of dialogsOf(world)) if (begunByUser(world, dialog)) board.starts.set(dialog.id, new Set(ALWAYS))
  for (const { requires } of dialogsOf(world)) if (requires !== undefined) board.starts.set(requires, new Set(ALWAYS))
  for (let changed = true; changed; ) {
    changed = false
    for (const dialog of dialogsOf(world)) if (walk(world, board, dialog)) changed = true
  }
  return board.nodes
}

/** Keeps what this way and all earlier ones have in common; true when that is news. */
function meet(map: Map<string, Names>, key: string, arriving: Names): boolean {
  const before = map.get(key)
  const now = before ? new Set([...before].filter((name) => arriving.has(name))) : arriving
  map.set(key, now)
  return now.size !== before?.size
}

function walk(world: World, board: Board, dialog: Dialog): boolean {
  const begin = board.starts.get(dialog.id)
  if (!begin) return false
  // A dialog may give up before anything in it is filled, for example when ownership is not proved.
  const queue: Step[] = [
    { to: dialog.start, names: begin },
    { to: dialog.giveUp, names: begin },
  ]
  let changed = false
  const visited = new Set<NodeId>()
  for (let step = queue.pop(); step; step = queue.pop()) {
    const node = own(dialog.nodes, step.to)
    if (!node) continue
    const key = `${dialog.id}/${node.id}`
    const news = meet(board.nodes, key, atNode(world, dialog, node, step.names))
    if (!news && visited.has(node.id)) continue
    visited.add(node.id)
    changed ||= news
    const names = board.nodes.get(key) ?? step.names
    if (passOn(board, { dialog, node, names })) changed = true
    queue.push(...stepsFrom(world, board, { dialog, node, names }))
  }
  return changed
}

/** Ownership is proved before the node says a word, and the account is known from then on. */
const atNode = (world: World, dialog: Dialog, node: Node, arriving: Names): Names =>
  dialog.requires !== undefined && proofOfNode(world.signatures, node) !== 'none' ? new Set([...arriving, 'account_id']) : arriving

type Here = { readonly dialog: Dialog; readonly node: Node; readonly names: Names }

/** Hands names to a called dialog, or back to the callers. */
function passOn(board: Board, { dialog, node: { exit }, names }: Here): boolean {
  if (exit.kind === 'end') return meet(board.ends, `${dialog.id}/${exit.outcome}`, names)
  if (exit.kind !== 'call') return false
  const handed = Object.entries(exit.using).flatMap(([theirs, ours]) => (names.has(ours) ? [theirs] : []))
  return meet(board.starts, exit.dialog, new Set([...shared(dialog, names), ...handed]))
}

/** The names that a dialog does not keep to itself. */
const shared = (dialog: Dialog | undefined, names: Names): readonly string[] =>
  [...names].filter((name) => dialog && !Object.hasOwn(dialog.slots, name))

function stepsFrom(world: World, board: Board, here: Here): readonly Step[] {
  const { dialog, names } = here
  const up = mayGiveUp(here.node) ? [{ to: dialog.giveUp, names }] : []
  return [...writtenSteps(world, board, here), ...up]
}

function writtenSteps(world: World, board: Board, here: Here): readonly Step[] {
  const { dialog, node, names } = here
  const { exit } = node
  const fill = (...slots: readonly string[]): Names => filled(world, dialog, names, slots)
  switch (exit.kind) {
    case 'choose':
      return Object.values(exit.options).map(({ goto, when }) => ({ to: goto, names: fill(...Object.keys(when), exit.slot) }))
    case 'ask':
      return [
        { to: exit.goto, names: fill(exit.slot) },
        ...Object.values(exit.options).map(({ goto, when }) => ({ to: goto, names: fill(...Object.keys(when)) })),
      ]
    case 'check':
    case 'act':
      return Object.entries(exit.cases).map(([outcome, to]) => ({
        to,
        names: outcome === 'unavailable' ? names : fill(...givenBy(world, exit.kind, exit.name)),
      }))
    case 'diagnose':
      return diagnoseSteps(world, exit, fill)
    case 'branch':
      return [...Object.values(exit.cases).map((to) => ({ to, names: new Set([...names, exit.slot]) })), { to: exit.otherwise, names }]
    case 'call':
      return callSteps(world, board, names, exit)
    case 'goto':
      return [{ to: exit.goto, names }]
    case 'next':
    case 'escalate':
    case 'end':
      return []
  }
}

/** A remedy can count on its own check alone: one of the others may have given no answer. */
const diagnoseSteps = (world: World, exit: Extract<Exit, { kind: 'diagnose' }>, fill: (...slots: readonly string[]) => Names): readonly Step[] => {
  const all = fill(...exit.readings.flatMap(({ check }) => givenBy(world, 'check', check)))
  const remedies = exit.readings.flatMap(({ check, finds }) =>
    Object.values(finds).map(({ goto }) => ({ to: goto, names: fill(...givenBy(world, 'check', check)) })),
  )
  return [...remedies, { to: exit.none, names: all }, { to: exit.done, names: all }]
}

/** A way that the called dialog has not been found to end by yet is left for a later round. */
const callSteps = (world: World, board: Board, names: Names, exit: Extract<Exit, { kind: 'call' }>): readonly Step[] =>
  Object.entries(exit.cases).flatMap(([outcome, to]) => {
    const theirs = board.ends.get(`${exit.dialog}/${outcome}`)
    if (!theirs) return outcome === 'gave_up' ? [{ to, names }] : []
    const given = Object.entries(exit.gives).flatMap(([ours, name]) => (theirs.has(name) ? [ours] : []))
    return [{ to, names: new Set([...names, ...shared(own(world.loaded.dialogs, exit.dialog), theirs), ...given]) }]
  })

const givenBy = (world: World, kind: 'check' | 'act', name: string): readonly string[] =>
  Object.keys(signatureOf(world.signatures, kind, name)?.gives ?? {})

/** Filling a slot empties those that hang on it, for they belonged to its former value. */
function filled(world: World, dialog: Dialog, names: Names, slots: readonly string[]): Names {
  const hanging = [...Object.entries(world.loaded.slots), ...Object.entries(dialog.slots)].flatMap(([name, { of }]) =>
    of !== undefined && slots.includes(of) ? [name] : [],
  )
  return new Set([...[...names].filter((name) => !hanging.includes(name)), ...slots])
}
