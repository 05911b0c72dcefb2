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
  /** Giving up here comes to the same in every world. */
  readonly quiet: boolean
  /** Where each dialog was met first: one that proves ownership, or one that is called from a certain place. */
  readonly homes: Map<string, string>
  /** The places from which dialogs that prove ownership were begun. */
  readonly callers: Set<string>
}

/** How much is tried here; null where the same was walked in another world and nothing here hangs on the world. */
export function breadthIn(state: State, { looked, account }: Sight, { known, quiet, homes, callers }: Met): Breadth | null {
  const frame = state.frames.at(-1)
  if (state.escalated !== null || (!frame && state.prompt?.kind !== 'agenda')) return known ? null : 'idle'
  const passedBefore = (looked && state.proof === 'none') || state.slots.account_id === REFS.other || (state.agenda.length > 0 && !state.prompt)
  // Whoever proves ownership is proven alike wherever that is asked: where it was walked before, what comes of it is all that matters.
  const proves = frame?.role === 'requires' && !state.prompt
  if (passedBefore) return known ? null : proves ? 'through' : 'crossing'
  const settled = known && quiet
  if (state.silences > 0 || (frame?.open?.asked ?? 1) > 1 || frame?.open?.piece) return settled ? 'again' : 'worn'
  if (!frame || frame.role === 'topic') return settled ? 'retrying' : 'full'
  // What a called dialog does hangs on nothing beneath it, so wrong numbers, and wrong codes time and again, are tried in one world of each place that
  // calls it, and of each proof of ownership in one place; elsewhere what is beside the point is tried when it begins, since what follows may hang on the topic.
  const called = homeKey(state)
  const place = placeBeneath(state, { looked, account })
  const home = homes.get(called) ?? place
  homes.set(called, home)
  if (home === place) return settled ? 'retrying' : 'full'
  if (settled) return proves ? 'through' : 'mistyping'
  const caller = callerOf(state)
  if (quiet && callers.has(caller)) return proves ? 'again' : 'mistyping'
  callers.add(caller)
  return 'plain'
}

/** Whether a dialog that others begin is under way somewhere else than where it was met first. */
export function isAbroad(state: State, sight: Sight, homes: Met['homes']): boolean {
  const home = state.frames.at(-1)?.role === 'topic' ? undefined : homes.get(homeKey(state))
  return home !== undefined && home !== placeBeneath(state, sight)
}

function homeKey(state: State): string {
  const { role, dialog = '' } = state.frames.at(-1) ?? {}
  return role === 'call' ? callerOf(state) : dialog
}

/** The way by which the innermost dialog was begun. */
const callerOf = ({ proof, frames }: State): string =>
  `${proof}${frames.map(({ dialog, node }, at) => (at < frames.length - 1 ? `${dialog}/${node}` : dialog)).join('>')}`

const placeBeneath = ({ frames }: State, { looked, account }: Sight): string =>
  `${frames
    .slice(0, -1)
    .map(({ dialog, node }) => `${dialog}/${node}`)
    .join('>')}${looked ? account : ''}`
