import { type CheckName, checkNameSchema, checkOutcomes } from '../accounts/operations.js'
import { outcome, type Piece, type WorkDeps, whenProven } from './work.js'

/** Every reading of the account service: named alike there and here, and only ever after proof. */
export const accountChecks: Readonly<Record<string, Piece<WorkDeps>>> = Object.fromEntries(
  checkNameSchema.options.map((name) => [name, accountCheck(name)]),
)

function accountCheck(name: CheckName): Piece<WorkDeps> {
  return {
    signature: { outcomes: [...checkOutcomes[name], 'unavailable'], gives: {}, using: {}, account: true, proof: 'read', lasting: false },
    run: (order, deps) =>
      whenProven(order, deps, 'read', async (account) => known((await deps.accounts.perform({ name }, { accountId: account })).outcome)),
  }
}

/** A proven account that the service no longer knows is a fault of the service, not a finding. */
const known = (name: string) => outcome(name === 'unknown_account' ? 'unavailable' : name)
