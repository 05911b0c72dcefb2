import { covers, type Program, proofOfDialog, targetsOf } from '../../dialog/program.js'
import type { State } from '../../engine/state.js'
import { own } from '../../shared/own.js'
import type { Changed } from './behaviour.js'

/** Whether a conversation that stands here can come to a part that has changed. Errs on the side of yes. */
export type MayDiffer = (state: State) => boolean

export function mayDifferIn(program: Program, changed: Changed): MayDiffer {
  if (changed.everywhere) return () => true
  const beyond = placesBeyond(program, changed, false)
  const withProof = placesBeyond(program, changed, true)
  return ({ frames, proof, prompt, escalated }) => {
    if (frames.length === 0) return changed.aside
    // Nobody is verified a second time while the proof holds.
    const proven = frames.every(({ dialog }) => proof !== 'none' && covers(proof, proofOfDialog(program, dialog)))
    const places = proven ? withProof : beyond
    return (
      (prompt !== null && changed.aside) || escalated !== null || frames.some(({ dialog, node }) => places.has(`${dialog}/${node}`) || node === '')
    )
  }
}

/** Every node from which a changed one may be reached: by targets, by calls, by giving up, by `next`, and by being verified first. */
function placesBeyond(program: Program, { nodes }: Changed, proven: boolean): ReadonlySet<string> {
  const beyond = new Set<string>(nodes)
  for (let grew = true; grew; ) {
    grew = false
    for (const dialog of Object.values(program.dialogs))
      for (const node of Object.values(dialog.nodes)) {
        const place = `${dialog.id}/${node.id}`
        if (beyond.has(place)) continue
        if (!successorsOf(program, dialog.id, node.id, proven).some((next) => beyond.has(next))) continue
        beyond.add(place)
        grew = true
      }
  }
  return beyond
}

function successorsOf(program: Program, dialogId: string, nodeId: string, proven: boolean): readonly string[] {
  const dialog = own(program.dialogs, dialogId)
  const exit = own(dialog?.nodes ?? {}, nodeId)?.exit
  if (!dialog || !exit) return []
  const startOf = (id: string | undefined): readonly string[] => {
    const start = id === undefined ? undefined : own(program.dialogs, id)?.start
    return start === undefined ? [] : [`${id}/${start}`]
  }
  const diagnoses = Object.values(dialog.nodes).flatMap((node) => (node.exit.kind === 'diagnose' ? [node] : []))
  const next = exit.kind === 'next' ? diagnoses.flatMap((node) => [node.id, ...targetsOf(node.exit)]) : []
  return [
    ...[...targetsOf(exit), ...next, dialog.giveUp].map((id) => `${dialogId}/${id}`),
    ...(exit.kind === 'call' ? startOf(exit.dialog) : []),
    ...(proven ? [] : startOf(dialog.requires)),
  ]
}
