import type { Program } from '../../dialog/program.js'
import type { Frame, State } from '../../engine/state.js'
import { own } from '../../shared/own.js'

/** Whether giving up in this state comes to the same whatever the outside is like: no work is done on the way, and no question asked. */
export function quietIn(program: Program): (state: Pick<State, 'frames'>) => boolean {
  const known = new Map<string, boolean>()
  return ({ frames }) => {
    const key = frames.map(({ role, dialog, node }) => `${role} ${dialog}/${node}`).join('>')
    const found = known.get(key) ?? givesUpQuietly({ program, met: new Set() }, frames)
    known.set(key, found)
    return found
  }
}

type Following = { readonly program: Program; readonly met: Set<string> }

function givesUpQuietly(following: Following, frames: readonly Frame[]): boolean {
  const giveUp = own(following.program.dialogs, frames.at(-1)?.dialog ?? '')?.giveUp
  return giveUp === undefined || goesQuietly(following, frames, giveUp)
}

/** A ring on the way is told by the walk itself. */
function goesQuietly(following: Following, frames: readonly Frame[], node: string): boolean {
  const { program, met } = following
  const place = `${frames.length} ${node}`
  if (met.has(place)) return true
  met.add(place)
  const exit = own(own(program.dialogs, frames.at(-1)?.dialog ?? '')?.nodes ?? {}, node)?.exit
  switch (exit?.kind) {
    case 'goto':
      return goesQuietly(following, frames, exit.goto)
    case 'branch':
      return [...Object.values(exit.cases), exit.otherwise].every((target) => goesQuietly(following, frames, target))
    case 'end':
      return endsQuietly(following, frames, exit.outcome)
    default:
      return exit?.kind === 'escalate'
  }
}

/** What called the dialog goes on with its end; what interrupted, where it was. */
function endsQuietly(following: Following, frames: readonly Frame[], outcome: string): boolean {
  const [beneath, role] = [frames.slice(0, -1), frames.at(-1)?.role]
  if (role === 'requires') return givesUpQuietly(following, beneath)
  if (role !== 'call') return true
  const { dialog = '', node = '' } = beneath.at(-1) ?? {}
  const call = own(own(following.program.dialogs, dialog)?.nodes ?? {}, node)?.exit
  const next = call?.kind === 'call' ? own(call.cases, outcome) : undefined
  return next === undefined ? givesUpQuietly(following, beneath) : goesQuietly(following, beneath, next)
}
