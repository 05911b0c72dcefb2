import type { Persona } from '../../accounts/personas.js'
import type { Program } from '../../dialog/program.js'
import { accountStates } from '../explore/accountStates.js'
import { Exploration } from '../explore/explore.js'
import type { Watch } from '../explore/graph.js'
import { addWalked, nothingWalked, type Walked } from './walked.js'

export type Exploring = { readonly program: Program; readonly personas: readonly Persona[]; progress(text: string): void }

/** What can be walked at all: everything that exploration comes by, in any state of any persona's account. */
export function exploredParts({ program, personas, progress }: Exploring): Walked {
  const walked = nothingWalked()
  const watch: Watch = (from, events) => addWalked(walked, { program, events, from })
  new Exploration({ program, states: accountStates(personas), utterances: {}, progress, watch }).run()
  return walked
}
