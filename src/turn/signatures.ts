import { acts } from '../acts/acts.js'
import { checks } from '../checks/checks.js'
import type { Signature, Signatures } from '../dialog/program.js'

const only = (pieces: Readonly<Record<string, { readonly signature: Signature }>>): Readonly<Record<string, Signature>> =>
  Object.fromEntries(Object.entries(pieces).map(([name, { signature }]) => [name, signature]))

/** What every check and act may answer, for the linter, the engine and exploration. */
export const signatures: Signatures = { checks: only(checks), acts: only(acts) }
