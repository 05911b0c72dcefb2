import { actOutcomes, plainActNameSchema } from '../accounts/operations.js'
import { outcome, whenProven } from '../checks/work.js'
import type { Act } from './act.js'

/** Acts on the simulated account that need nothing but the proof. Safe to repeat: the account service answers a repeated key as the first time. */
export const accountActs: Readonly<Record<string, Act>> = Object.fromEntries(plainActNameSchema.options.map((name) => [name, accountAct(name)]))

function accountAct(name: (typeof plainActNameSchema.options)[number]): Act {
  const needsPhone = name === 'verify_new_phone'
  return {
    signature: {
      outcomes: [...actOutcomes[name], 'unavailable'],
      gives: {},
      using: needsPhone ? { new_phone: 'phone' } : {},
      account: true,
      proof: 'change',
      lasting: true,
    },
    run: (order, deps) =>
      whenProven(order, deps, 'change', async (account) => {
        if (needsPhone && !(await deps.verification.possesses(order, account))) return outcome('refused')
        const result = await deps.accounts.perform({ name }, { accountId: account, key: order.key })
        return outcome(result.outcome === 'unknown_account' ? 'unavailable' : result.outcome)
      }),
  }
}

/** Binds a number whose possession was proven in this conversation. */
export const bindPhone: Act = {
  signature: {
    outcomes: [...actOutcomes.bind_phone, 'unavailable'],
    gives: {},
    using: { new_phone: 'phone' },
    account: true,
    proof: 'change',
    lasting: true,
  },
  run: (order, deps) =>
    whenProven(order, deps, 'change', async (account) => {
      const ref = order.args.new_phone
      if (ref === undefined || !(await deps.verification.possesses(order, account))) return outcome('refused')
      const result = await deps.accounts.perform({ name: 'bind_phone', phone: await order.resolve(ref) }, { accountId: account, key: order.key })
      return outcome(result.outcome === 'unknown_account' ? 'unavailable' : result.outcome)
    }),
}
