import { accountOf, type Order, type Outcome, outcome } from '../checks/work.js'
import type { Signature } from '../dialog/program.js'
import type { Act } from './act.js'

/** The acts that prove ownership. They need no proof themselves, and answer alike for accounts that do not exist. */
const signature = (outcomes: readonly string[], more: Partial<Signature> = {}): Signature => ({
  outcomes: [...outcomes, 'unavailable'],
  gives: {},
  using: {},
  account: true,
  proof: 'none',
  lasting: false,
  ...more,
})
const proving = { proves: 'verified', lasting: true } as const

export const sendOwnershipCode: Act = {
  signature: signature(['sent', 'limited']),
  run: (order, deps) => onAccount(order, async (account) => deps.verification.sendOwnershipCode(order, account)),
}
export const tryOwnershipCode: Act = {
  signature: signature(['verified', 'wrong', 'expired', 'locked'], { ...proving, using: { code: 'code' } }),
  run: (order, deps) => onAccount(order, async (account) => deps.verification.tryOwnershipCode(order, account, order.args.code ?? '')),
}
export const tryDynamicCode: Act = {
  signature: signature(['verified', 'wrong', 'locked'], { ...proving, using: { code: 'code' } }),
  run: (order, deps) => onAccount(order, async (account) => deps.verification.tryDynamicCode(order, account, order.args.code ?? '')),
}
export const checkFace: Act = {
  signature: signature(['verified', 'failed', 'bad_light', 'locked'], proving),
  run: (order, deps) => onAccount(order, async (account) => deps.verification.checkFace(order, account)),
}

export const sendPossessionCode: Act = {
  signature: signature(['sent', 'limited'], { using: { new_phone: 'phone' }, proof: 'change' }),
  run: (order, deps) => withNumber(order, async (account, number) => deps.verification.sendPossessionCode(order, account, number)),
}
export const tryPossessionCode: Act = {
  signature: signature(['verified', 'wrong', 'expired', 'locked'], { using: { new_phone: 'phone', code: 'code' }, proof: 'change', lasting: true }),
  run: (order, deps) =>
    withNumber(order, async (account, number) => deps.verification.tryPossessionCode(order, account, number, order.args.code ?? '')),
}

async function onAccount(order: Order, work: (account: string) => Promise<string>): Promise<Outcome> {
  const account = await accountOf(order)
  return outcome(account === null ? 'unavailable' : await work(account))
}

async function withNumber(order: Order, work: (account: string, number: string) => Promise<string>): Promise<Outcome> {
  const ref = order.args.new_phone
  const account = await accountOf(order)
  return outcome(account === null || ref === undefined ? 'unavailable' : await work(account, await order.resolve(ref)))
}
