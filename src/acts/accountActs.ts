import { type ActName, actOutcomes, type Operation, plainActNameSchema } from '../accounts/operations.js'
import { type Order, type Outcome, outcome, whenProven } from '../checks/work.js'
import type { Signature } from '../dialog/program.js'
import type { Act, ActDeps } from './act.js'

/** Acts on the simulated account that need nothing but the proof. Safe to repeat: the account service answers a repeated key as the first time. */
export const accountActs: Readonly<Record<string, Act>> = Object.fromEntries(plainActNameSchema.options.map((name) => [name, plainAct(name)]))

function plainAct(name: (typeof plainActNameSchema.options)[number]): Act {
  return {
    signature: signature(name),
    run: (order, deps) => whenProven(order, deps, 'change', (account) => perform(order, deps, { account, operation: { name } })),
  }
}

/** Binds a number whose possession was proven in this conversation. */
export const bindPhone: Act = withNumber('bind_phone')
/** Completes the verification of the new phone on file, by a number whose possession was proven in this conversation. */
export const verifyNewPhone: Act = withNumber('verify_new_phone')

function withNumber(name: 'bind_phone' | 'verify_new_phone'): Act {
  const plain = signature(name)
  return {
    signature: { ...plain, outcomes: [...plain.outcomes, 'possession_ended'], using: { new_phone: 'phone' } },
    run: (order, deps) =>
      whenProven(order, deps, 'change', async (account) => {
        const ref = order.args.new_phone
        if (ref === undefined || !(await deps.verification.possesses(order, account))) return outcome('possession_ended')
        return perform(order, deps, { account, operation: { name, phone: await order.resolve(ref) } })
      }),
  }
}

function signature(name: ActName): Signature {
  return { outcomes: [...actOutcomes[name], 'unavailable'], gives: {}, using: {}, account: true, proof: 'change', lasting: true }
}

/** A proven account that the service no longer knows is a fault of the service. */
async function perform({ key }: Order, { accounts }: ActDeps, { account, operation }: { account: string; operation: Operation }): Promise<Outcome> {
  const result = await accounts.perform(operation, { accountId: account, key })
  return outcome(result.outcome === 'unknown_account' ? 'unavailable' : result.outcome)
}
