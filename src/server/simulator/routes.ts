import type { Route } from '../directline/routes.js'
import { addFault } from './addFault.js'
import { advanceClock } from './advanceClock.js'
import type { SimulatorApi } from './api.js'
import { createAccount } from './createAccount.js'
import { describe } from './describe.js'
import { getAccount } from './getAccount.js'
import { listPersonas } from './listPersonas.js'
import type { Operation } from './operation.js'
import { patchAccount } from './patchAccount.js'
import { performUserAction } from './performUserAction.js'
import { readInbox } from './readInbox.js'
import { reset } from './reset.js'
import { setFace } from './setFace.js'
import { showDynamicCode } from './showDynamicCode.js'

export const simulatorOperations: readonly Operation[] = [
  listPersonas,
  createAccount,
  getAccount,
  patchAccount,
  performUserAction,
  readInbox,
  showDynamicCode,
  setFace,
  addFault,
  advanceClock,
  reset,
]

/** The Simulator API, and its own description. */
export function simulatorRoutes(api: SimulatorApi): readonly Route[] {
  const description = describe(simulatorOperations)
  return [
    ...simulatorOperations.map(({ method, path, handler }) => ({ method, path: path.replace(/\{(\w+)\}/g, ':$1'), handler: handler(api) })),
    { method: 'get', path: '/simulator/openapi.json', handler: (_req, res) => void res.json(description) },
  ]
}
