import type { Dialog, Exit, Guard, Node, Text } from '../program.js'
import type { Path } from '../yamlFile.js'
import { nodesOf } from './rule.js'

/** A place of a node that names a slot of its own dialog or of the conversation. */
export type SlotUse = { readonly slot: string; readonly path: Path; readonly value?: string | undefined }
/** A text that is shown at a node, and what holds whenever it is. */
export type Shown = { readonly text: Text; readonly when: Guard; readonly path: Path }

/** Every slot that a node names, texts aside; `value` is what a condition compares it with. */
export const slotUses = (node: Node): readonly SlotUse[] => [
  ...node.say.flatMap(({ when }, at) => conditions(when, node.say.length > 1 ? ['say', at, 'when'] : ['say', 'when'])),
  ...usesIn(node.exit),
]

function usesIn(exit: Exit): readonly SlotUse[] {
  switch (exit.kind) {
    case 'choose':
    case 'ask':
      return [
        { slot: exit.slot, path: [exit.kind] },
        ...Object.entries(exit.options).flatMap(([value, { when }]) => conditions(when, ['options', value, 'when'])),
      ]
    case 'diagnose':
      return exit.readings.flatMap(({ using }, at) => listed(using, ['diagnose', at, 'using']))
    case 'check':
    case 'act':
      return listed(exit.using, ['using'])
    case 'branch':
      return [{ slot: exit.slot, path: ['branch'] }, ...Object.keys(exit.cases).map((value) => ({ slot: exit.slot, path: ['cases', value], value }))]
    case 'call':
      return [
        ...Object.entries(exit.using).map(([theirs, ours]) => ({ slot: ours, path: ['using', theirs] })),
        ...Object.keys(exit.gives).map((ours) => ({ slot: ours, path: ['gives', ours] })),
      ]
    case 'escalate':
      return listed(exit.brief, ['brief'])
    case 'goto':
    case 'next':
    case 'end':
      return []
  }
}

const conditions = (when: Guard, path: Path): readonly SlotUse[] =>
  Object.entries(when).map(([slot, value]) => ({ slot, path: [...path, slot], value }))
const listed = (slots: readonly string[], path: Path): readonly SlotUse[] => slots.map((slot, at) => ({ slot, path: [...path, at] }))

/** Every text of a node, with the guard it stands under. */
export function textsOf({ say, exit }: Node): readonly Shown[] {
  const lines = say.map(({ text, when }, at): Shown => ({ text, when, path: say.length > 1 ? ['say', at] : ['say'] }))
  const retry = (exit.kind === 'choose' || exit.kind === 'ask') && exit.retry ? [{ text: exit.retry, when: {}, path: ['retry'] }] : []
  const labels =
    exit.kind === 'choose' || exit.kind === 'ask'
      ? Object.entries(exit.options).map(([value, { label, when }]): Shown => ({ text: label, when, path: ['options', value, 'label'] }))
      : []
  return [...lines, ...labels, ...retry]
}

/** The names in braces that a text has filled in, over all languages. */
export const namesIn = (text: Text): ReadonlySet<string> =>
  new Set(Object.values(text).flatMap((words) => [...words.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? [])))

/** Every name of a slot that stands anywhere in a dialog. */
export const slotsNamedIn = (dialog: Dialog): ReadonlySet<string> =>
  new Set([
    ...nodesOf(dialog).flatMap((node) => [...slotUses(node).map(({ slot }) => slot), ...textsOf(node).flatMap(({ text }) => [...namesIn(text)])]),
    ...Object.values(dialog.slots).flatMap((slot) => slot.of ?? []),
  ])
