import { type Dialog, type Exit, type Program, targetsOf } from '../../dialog/program.js'
import { own } from '../../shared/own.js'

/** The options on a shortest way to an end of the dialog, at the nodes on such a way; undefined elsewhere. */
export type Passages = (dialog: string, node: string) => ReadonlySet<string> | undefined

/** The shortest way through each dialog to each of its ends, whatever the work on it comes to. */
export function passagesOf(program: Program): Passages {
  const all = new Map(Object.values(program.dialogs).map((dialog) => [dialog.id, passagesIn(dialog)]))
  return (dialog, node) => all.get(dialog)?.get(node)
}

type Step = { readonly from: string; readonly option: string | null }

function passagesIn(dialog: Dialog): ReadonlyMap<string, ReadonlySet<string>> {
  const reached = stepsFromStart(dialog)
  const passages = new Map<string, Set<string>>()
  for (const { id, exit } of Object.values(dialog.nodes)) {
    if (exit.kind !== 'end') continue
    for (let step = reached.get(id); step; step = reached.get(step.from)) {
      const options = passages.get(step.from) ?? new Set()
      passages.set(step.from, options)
      if (step.option !== null) options.add(step.option)
    }
  }
  return passages
}

/** The step by which each node is reached first, breadth first. */
function stepsFromStart({ start, nodes }: Dialog): ReadonlyMap<string, Step | null> {
  const reached = new Map<string, Step | null>([[start, null]])
  for (const from of reached.keys()) {
    const exit = own(nodes, from)?.exit
    for (const { option, to } of exit ? stepsOut(exit) : []) if (!reached.has(to)) reached.set(to, { from, option })
  }
  return reached
}

function stepsOut(exit: Exit): readonly { readonly option: string | null; readonly to: string }[] {
  const chosen = exit.kind === 'choose' || exit.kind === 'ask' ? Object.entries(exit.options).map(([option, { goto }]) => ({ option, to: goto })) : []
  const others = targetsOf(exit).map((to) => ({ option: null, to }))
  return exit.kind === 'choose' ? chosen : exit.kind === 'ask' ? [{ option: null, to: exit.goto }, ...chosen] : others
}
