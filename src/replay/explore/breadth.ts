import type { State } from '../../engine/state.js'
import type { Breadth } from './answers.js'
import { REFS } from './world.js'

/** The outside, as far as it says how much is worth trying. */
type Sight = {
  /** Something has looked at the account. */
  readonly looked: boolean
  /** Which account it is, or which ones it may be. */
  readonly account: string
}
type Met = {
  /** The conversation was walked on from here in another world. */
  readonly known: boolean
  /** Where each dialog that others call was met first. */
  readonly homes: Map<string, string>
  /** The places from which each of them was called. */
  readonly callers: Set<string>
}

/** How much is tried here; null where the same was walked in another world and nothing here hangs on the world. */
export function breadthIn(state: State, { looked, account }: Sight, { known, homes, callers }: Met): Breadth | null {
  const frame = state.frames.at(-1)
  if (state.escalated !== null || (!frame && state.prompt?.kind !== 'agenda')) return known ? null : 'idle'
  const passedBefore = (looked && state.proof === 'none') || state.slots.account_id === REFS.other || (state.agenda.length > 0 && !state.prompt)
  // Whoever proves ownership is proven alike wherever that is asked: where it was walked before, what comes of it is all that matters.
  const proves = frame?.role === 'requires' && !state.prompt
  if (passedBefore) return known ? null : proves ? 'through' : 'crossing'
  if (state.silences > 0 || (frame?.open?.asked ?? 1) > 1 || frame?.open?.piece) return known ? 'again' : 'worn'
  if (!frame || frame.role === 'topic') return known ? 'retrying' : 'full'
  // What a called dialog does hangs on nothing beneath it, so wrong values, which count, are tried where it is met first;
  // elsewhere what is beside the point is tried when it begins, since what follows on its end may hang on the caller.
  const place = placeBeneath(state, { looked, account })
  const home = homes.get(frame.dialog) ?? place
  homes.set(frame.dialog, home)
  if (home === place) return known ? 'retrying' : 'full'
  if (known) return proves ? 'through' : 'again'
  const caller = `${state.proof}${state.frames.map(({ dialog, node }, at) => (at < state.frames.length - 1 ? `${dialog}/${node}` : dialog)).join('>')}`
  if (callers.has(caller)) return 'again'
  callers.add(caller)
  return 'plain'
}

const placeBeneath = ({ frames }: State, { looked, account }: Sight): string =>
  `${frames
    .slice(0, -1)
    .map(({ dialog }) => dialog)
    .join('>')}${looked ? account : ''}`

/** Whether a dialog that others call is under way somewhere else than where it was met first. */
export function isAbroad(state: State, sight: Sight, homes: Met['homes']): boolean {
  const frame = state.frames.at(-1)
  const home = frame && frame.role !== 'topic' ? homes.get(frame.dialog) : undefined
  return home !== undefined && home !== placeBeneath(state, sight)
}
