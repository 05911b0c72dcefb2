import { features } from './features.js'
import type { Normalised } from './normalise.js'

/** The features of an utterance, the kinds of politeness taken off it included. */
export const tokensOf = ({ core, shells }: Normalised): readonly string[] => [...features(core), ...shells.map((shell) => `s:${shell}`)]
