import { firstTryIsSpared, type Method, tryBudgets } from './core.js'
import type { Asked, Deps } from './deps.js'
import type { Spent } from './store.js'

export type Try = {
  readonly asked: Asked
  /** The derived key of the operation. */
  readonly key: string
  readonly method: Method
  /** What the tries are counted on: a challenge, or for dynamic codes and face checks the conversation and account. */
  readonly own: string
  /** A failure spends; anything else only looks whether a failure would still be let through. */
  readonly failed: boolean
}

/**
 * Whether the try may count, i.e. whether its outcome may be told. Narrow budgets come first, so that a try that is refused anyway uses
 * nothing up for others.
 */
export async function admitTry({ store, secrets, limits }: Deps, attempt: Try): Promise<boolean> {
  const { asked, key, method } = attempt
  const budgets = tryBudgets({ own: attempt.own, method, accountHash: asked.accountHash }, limits, secrets.derive)
  const take = (budget: (typeof budgets)['own']): Promise<Spent> =>
    attempt.failed ? store.spend({ ...budget, key, accountHash: asked.accountHash, at: asked.at }) : store.look(budget, asked.at)
  const own = await take(budgets.own)
  if (!own.admitted) return false
  const account = await take(budgets.account)
  if (!account.admitted && !(own.first && firstTryIsSpared(method))) return false
  const global = await take(own.first ? budgets.globalFirst : budgets.globalFurther)
  return global.admitted
}
