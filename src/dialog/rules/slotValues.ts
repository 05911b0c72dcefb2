import { own } from '../../shared/own.js'
import type { World } from '../lint.js'
import { type Dialog, GIVEN, type Slot } from '../program.js'
import { dialogsOf, nodesOf } from './rule.js'

/** The slot as it is declared where this dialog looks for it: its own first, then the conversation's. */
export const declaredSlot = ({ loaded }: World, dialog: Dialog, slot: string): Slot | undefined => own(dialog.slots, slot) ?? own(loaded.slots, slot)

/** What checks and acts fill this slot with: the values they name, or null where any text may come. */
const givenTo = ({ signatures }: World, slot: string): readonly (readonly string[] | null)[] =>
  [...Object.values(signatures.checks), ...Object.values(signatures.acts)].flatMap(({ gives }) => {
    const values = own(gives, slot)
    return values === undefined ? [] : [values]
  })

/** True for every slot that a node of this dialog may name: declared, or filled by a check or an act. */
export const isKnownSlot = (world: World, dialog: Dialog, slot: string): boolean =>
  declaredSlot(world, dialog, slot) !== undefined || givenTo(world, slot).length > 0

/** The values that conditions may compare the slot with. */
export function valuesOf(world: World, dialog: Dialog, slot: string, seen: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const declared = declaredSlot(world, dialog, slot)
  const place = `${dialog.id}/${slot}`
  if (declared?.entity !== undefined) return new Set([GIVEN])
  if (seen.has(place)) return new Set()
  const inner = new Set([...seen, place])
  return new Set([
    ...(declared?.values ?? []),
    ...givenTo(world, slot).flatMap((values) => values ?? []),
    ...nodesOf(dialog).flatMap(({ exit }) => {
      const theirs = exit.kind === 'call' ? own(exit.gives, slot) : undefined
      const called = exit.kind === 'call' ? own(world.loaded.dialogs, exit.dialog) : undefined
      return theirs !== undefined && called ? [...valuesOf(world, called, theirs, inner)] : []
    }),
    ...dialogsOf(world).flatMap((caller) =>
      nodesOf(caller).flatMap(({ exit }) => {
        const ours = exit.kind === 'call' && exit.dialog === dialog.id ? own(exit.using, slot) : undefined
        return ours === undefined ? [] : [...valuesOf(world, caller, ours, inner)]
      }),
    ),
  ])
}
