import type { Exit, Node, Program } from '../../dialog/program.js'
import { own } from '../../shared/own.js'

/** Parts of two programs that do not do the same, apart from their words and from where they are written. */
export type Changed = {
  /** `dialog/node`; every node of a dialog whose head has changed. */
  readonly nodes: ReadonlySet<string>
  /** What holds everywhere: slots, or what checks and acts may answer. */
  readonly everywhere: boolean
  /** What interrupts any dialog, and what the menu offers. */
  readonly aside: boolean
}

/** Words decide nothing, so a node that only says something else does the same as before. */
export function changedBetween(base: Program, next: Program): Changed {
  const ids = [...new Set([...Object.keys(base.dialogs), ...Object.keys(next.dialogs)])]
  return {
    nodes: new Set(ids.flatMap((id) => changedIn(base, next, id))),
    everywhere: differ(base.slots, next.slots) || differ(base.signatures, next.signatures),
    aside: differ(base.interrupts.map(interruptBehaviour), next.interrupts.map(interruptBehaviour)) || differ(base.texts.menu, next.texts.menu),
  }
}

export const nothingChanged = ({ nodes, everywhere, aside }: Changed): boolean => nodes.size === 0 && !everywhere && !aside

function changedIn(base: Program, next: Program, id: string): readonly string[] {
  const [before, after] = [own(base.dialogs, id), own(next.dialogs, id)]
  const nodes = [...new Set([...Object.keys(before?.nodes ?? {}), ...Object.keys(after?.nodes ?? {})])]
  const head = (one: typeof before) => one && [one.startsOn, one.requires, one.staysOn, one.slots, one.start, one.giveUp]
  const isWhole = differ(head(before), head(after))
  const changed = nodes.filter((node) => {
    const [was, is] = [own(before?.nodes ?? {}, node), own(after?.nodes ?? {}, node)]
    return isWhole || differ(was && nodeBehaviour(was), is && nodeBehaviour(is))
  })
  return changed.map((node) => `${id}/${node}`)
}

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b)

const nodeBehaviour = ({ advises, exit }: Node) => [advises, exitBehaviour(exit)]

function exitBehaviour(exit: Exit): unknown {
  if (exit.kind !== 'choose' && exit.kind !== 'ask') return exit
  const { retry: _, ...rest } = exit
  return { ...rest, options: Object.entries(exit.options).map(([name, { label: _label, ...option }]) => [name, option]) }
}

const interruptBehaviour = ({ on, then, notIn, reaction }: Program['interrupts'][number]) => [
  on,
  then,
  notIn,
  reaction.do === 'say' ? { do: 'say' } : reaction,
]
