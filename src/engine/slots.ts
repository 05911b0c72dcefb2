import { own } from '../shared/own.js'
import type { Run } from './run.js'

/** Fills a slot of the dialog, or of the conversation where the dialog has none of that name. */
export function fillSlot(run: Run, slot: string, value: string): void {
  const scope = run.state.frames.length > 0 && own(run.dialog.slots, slot) ? 'dialog' : 'conversation'
  const before = own(run.state.slots, slot)
  const changed = scope === 'conversation' && before !== value
  run.emit({ type: 'slot_filled', slot, value, scope, clears: changed ? slotsOf(run, slot) : [] })
  if (slot === 'account_id' && changed && before !== undefined) run.emit({ type: 'account_changed' })
}

/** The slots that hang on another one and are cleared when it changes. */
export function slotsOf(run: Run, slot: string): readonly string[] {
  const declared = [run.program.slots, ...run.state.frames.map((frame) => run.dialogCalled(frame.dialog).slots)]
  return declared.flatMap((slots) => Object.entries(slots).flatMap(([name, { of }]) => (of === slot ? [name] : [])))
}
