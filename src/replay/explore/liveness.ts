import { type Dialog, type Exit, type Guard, type Node, type Program, targetsOf } from '../../dialog/program.js'

/** Stands for the findings that a later `next` goes on with. */
export const FINDINGS = '#findings'

/** What some later step of the dialog may still read when it stands on a node. */
export type Liveness = (dialog: string, node: string) => ReadonlySet<string>

/** Slots that nothing reads again make no difference to what can happen, and so none to a state. */
export function livenessOf(program: Program): Liveness {
  const all = new Map(Object.values(program.dialogs).map((dialog) => [dialog.id, liveIn(dialog, givenBy(program, dialog.id))]))
  const none: ReadonlySet<string> = new Set()
  return (dialog, node) => all.get(dialog)?.get(node) ?? none
}

/** What callers take over when this dialog ends. */
const givenBy = (program: Program, called: string): readonly string[] =>
  Object.values(program.dialogs).flatMap((dialog) =>
    Object.values(dialog.nodes).flatMap(({ exit }) => (exit.kind === 'call' && exit.dialog === called ? Object.values(exit.gives) : [])),
  )

/** Goes on until nothing is added: a slot lives where a node reads it, or where a successor needs it and the node does not fill it. */
function liveIn(dialog: Dialog, givenAtEnd: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const live = new Map<string, Set<string>>(Object.keys(dialog.nodes).map((id) => [id, new Set<string>()]))
  const nodes = Object.values(dialog.nodes).reverse()
  for (let grew = true; grew; ) {
    grew = false
    for (const node of nodes) {
      const here = live.get(node.id)
      if (!here) continue
      const before = here.size
      for (const slot of needed(dialog, node, live)) here.add(slot)
      if (node.exit.kind === 'end') for (const slot of givenAtEnd) here.add(slot)
      grew ||= here.size > before
    }
  }
  return live
}

function needed(dialog: Dialog, node: Node, live: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const of = (id: string): readonly string[] => [...(live.get(id) ?? [])]
  const filled = new Set(filledBy(node.exit))
  const after = successors(dialog, node.exit).flatMap(of)
  // The answer to a question for a value fills its slot; the ways out beside it do not.
  const beside = node.exit.kind === 'ask' ? Object.values(node.exit.options).flatMap(({ goto }) => of(goto)) : []
  return [...readBy(node), ...after.filter((slot) => !filled.has(slot)), ...beside, ...of(dialog.giveUp)]
}

const guarded = (guards: readonly Guard[]): readonly string[] => guards.flatMap((guard) => Object.keys(guard))

function readBy({ exit, say }: Node): readonly string[] {
  const lines = guarded(say.map(({ when }) => when))
  switch (exit.kind) {
    case 'choose':
    case 'ask':
      return [...lines, ...guarded(Object.values(exit.options).map(({ when }) => when))]
    case 'diagnose':
      return [...lines, FINDINGS, ...exit.readings.flatMap(({ using }) => using)]
    case 'check':
    case 'act':
      return [...lines, ...exit.using]
    case 'branch':
      return [...lines, exit.slot]
    case 'call':
      return [...lines, ...Object.values(exit.using)]
    case 'next':
      return [...lines, FINDINGS]
    case 'goto':
    case 'escalate':
    case 'end':
      return lines
  }
}

function filledBy(exit: Exit): readonly string[] {
  switch (exit.kind) {
    case 'choose':
    case 'ask':
      return [exit.slot]
    case 'call':
      return Object.keys(exit.gives)
    default:
      return []
  }
}

/** After a remedy any later finding, or the checks once more. */
function successors(dialog: Dialog, exit: Exit): readonly string[] {
  if (exit.kind !== 'next') return targetsOf(exit)
  return Object.values(dialog.nodes).flatMap((node) => (node.exit.kind === 'diagnose' ? [node.id, ...targetsOf(node.exit)] : []))
}

/** Slots of a whole conversation that some dialog decides on. */
export const sharedSlots = (program: Program): readonly string[] => Object.keys(program.slots).filter((slot) => slot !== 'language')
