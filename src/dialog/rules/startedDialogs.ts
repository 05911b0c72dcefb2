import { own } from '../../shared/own.js'
import type { World } from '../lint.js'
import type { Dialog } from '../program.js'
import { reachable } from './graph.js'
import { dialogsOf, nodesOf } from './rule.js'

/** Dialogs that the user's words or the menu start, not another dialog. */
export const begunByUser = ({ loaded, texts }: World, { id, startsOn }: Dialog): boolean =>
  startsOn.length > 0 ||
  (texts?.menu.includes(id) ?? false) ||
  loaded.interrupts.some(({ reaction }) => reaction.do === 'call' && reaction.dialog === id)

/** All dialogs that a conversation can come to, through calls and `requires` too. */
export function startedDialogs(world: World): ReadonlySet<string> {
  const seen = new Set<string>()
  const queue = dialogsOf(world).filter((dialog) => begunByUser(world, dialog))
  for (let dialog = queue.pop(); dialog; dialog = queue.pop()) {
    if (seen.has(dialog.id)) continue
    seen.add(dialog.id)
    queue.push(...calledBy(dialog).flatMap((name) => own(world.loaded.dialogs, name) ?? []))
  }
  return seen
}

/** The dialogs that may lie on this one: those it calls, and the one it requires. */
export function calledBy(dialog: Dialog): readonly string[] {
  const seen = reachable(dialog)
  const called = nodesOf(dialog).flatMap(({ id, exit }) => (exit.kind === 'call' && seen.has(id) ? [exit.dialog] : []))
  return [...new Set([...called, ...(dialog.requires === undefined ? [] : [dialog.requires])])]
}
