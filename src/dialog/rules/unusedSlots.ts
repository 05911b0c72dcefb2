import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { dialogsOf, faultIn, faultOf, nodesOf } from './rule.js'
import { slotsNamedIn } from './slotUses.js'

/** The product itself fills and reads these. */
const BUILT_IN: readonly string[] = ['account_id', 'language']

/** D014: every declared slot is named somewhere, and none hides one of the conversation. */
export function* unusedSlots(world: World): Iterable<Diagnostic> {
  const { loaded, signatures } = world
  for (const dialog of dialogsOf(world)) {
    const used = new Set([...slotsNamedIn(dialog), ...slotsPassedTo(world, dialog.id)])
    for (const slot of Object.keys(dialog.slots)) {
      const at = { dialog, path: ['slots', slot] }
      if (!used.has(slot)) yield faultIn(world, at, { code: 'D014', message: `slot "${slot}" is used nowhere in this dialog` })
      if (Object.hasOwn(loaded.slots, slot)) {
        const hint = 'delete it here, or call it something else'
        yield faultIn(world, at, { code: 'D014', message: `slot "${slot}" hides the one of the conversation, which is then never filled here`, hint })
      }
    }
  }
  // A dialog that was not understood may use any of them.
  if (loaded.unreadable.length > 0) return
  const works = [...Object.values(signatures.checks), ...Object.values(signatures.acts)]
  const used = new Set([
    ...BUILT_IN,
    ...works.flatMap(({ using }) => Object.keys(using)),
    ...dialogsOf(world).flatMap((dialog) => [...slotsNamedIn(dialog)]),
    ...Object.values(loaded.slots).flatMap(({ of }) => of ?? []),
  ])
  for (const slot of Object.keys(loaded.slots))
    if (!used.has(slot)) yield faultOf(world, '_slots', slotPath(world, slot), { code: 'D014', message: `slot "${slot}" is used in no dialog` })
}

/** `_slots.yaml` may be written with or without its head. */
const slotPath = ({ loaded }: World, slot: string): readonly string[] => {
  const headed = ['slots', slot]
  const file = loaded.fileOf('_slots')
  return loaded.lineOf(file, headed) === loaded.lineOf(file, []) ? [slot] : headed
}

/** The slots of a dialog that its callers fill or take back. */
const slotsPassedTo = (world: World, called: string): readonly string[] =>
  dialogsOf(world).flatMap((caller) =>
    nodesOf(caller).flatMap(({ exit }) =>
      exit.kind === 'call' && exit.dialog === called ? [...Object.keys(exit.using), ...Object.values(exit.gives)] : [],
    ),
  )
