import { own } from '../../shared/own.js'
import type { Dialog, Exit, Node, NodeId, Option } from '../program.js'
import type { Path } from '../yamlFile.js'

/** One way from a node to another of the same dialog, and where in the node it is written. */
export type Way = { readonly to: NodeId; readonly path: Path }

/** Every way that is written in an exit, in the order written. */
export function waysOut(exit: Exit): readonly Way[] {
  switch (exit.kind) {
    case 'choose':
      return optionsOf(exit.options)
    case 'diagnose':
      return [
        ...exit.readings.flatMap(({ finds }, at) =>
          Object.entries(finds).map(([outcome, remedy]) => ({ to: remedy.goto, path: ['diagnose', at, 'finds', outcome] })),
        ),
        { to: exit.none, path: ['none'] },
        { to: exit.done, path: ['done'] },
      ]
    case 'check':
    case 'act':
    case 'call':
      return casesOf(exit.cases)
    case 'branch':
      return [...casesOf(exit.cases), { to: exit.otherwise, path: ['otherwise'] }]
    case 'ask':
      return [{ to: exit.goto, path: ['goto'] }, ...optionsOf(exit.options)]
    case 'goto':
      return [{ to: exit.goto, path: ['goto'] }]
    case 'next':
    case 'escalate':
    case 'end':
      return []
  }
}

const optionsOf = (options: Readonly<Record<string, Option>>): readonly Way[] =>
  Object.entries(options).map(([value, option]) => ({ to: option.goto, path: ['options', value, 'goto'] }))
const casesOf = (cases: Readonly<Record<string, NodeId>>): readonly Way[] =>
  Object.entries(cases).map(([value, to]) => ({ to, path: ['cases', value] }))

export const asks = ({ exit }: Node): boolean => exit.kind === 'choose' || exit.kind === 'ask'

/** True when the engine itself may lead from here to `give_up`: a question put too often, or work that gave no answer. */
export const mayGiveUp = (node: Node): boolean =>
  asks(node) ||
  node.exit.kind === 'diagnose' ||
  ((node.exit.kind === 'check' || node.exit.kind === 'act') && !Object.hasOwn(node.exit.cases, 'unavailable'))

/** All nodes that the engine may step onto from here. */
export const following = (dialog: Dialog, node: Node): readonly NodeId[] => [
  ...waysOut(node.exit).map(({ to }) => to),
  ...(mayGiveUp(node) ? [dialog.giveUp] : []),
]

/** All nodes that can be come to from the given ones, themselves included; it goes no further where `stops` holds. */
export function reachableFrom(dialog: Dialog, from: readonly NodeId[], stops: (node: Node) => boolean = () => false): ReadonlySet<NodeId> {
  const seen = new Set<NodeId>()
  const queue = [...from]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = own(dialog.nodes, id)
    if (!node || seen.has(id)) continue
    seen.add(id)
    if (!stops(node)) queue.push(...following(dialog, node))
  }
  return seen
}

/** All nodes that a conversation can come to. */
export const reachable = (dialog: Dialog): ReadonlySet<NodeId> => reachableFrom(dialog, [dialog.start, dialog.giveUp])

/** The outcomes that a dialog can end with. */
export function endsOf(dialog: Dialog): ReadonlySet<string> {
  const seen = reachable(dialog)
  return new Set(Object.values(dialog.nodes).flatMap(({ id, exit }) => (exit.kind === 'end' && seen.has(id) ? [exit.outcome] : [])))
}
