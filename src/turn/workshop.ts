import type { AccountService } from '../accounts/port.js'
import type { VerificationPort } from '../acts/act.js'
import { acts } from '../acts/acts.js'
import { checks } from '../checks/checks.js'
import type { Order, WorkDeps } from '../checks/work.js'
import { own } from '../shared/own.js'
import type { Storage, Ticket } from '../storage/records.js'
import type { Verification } from '../verification/verification.js'
import type { Sealer, Workshop } from './deps.js'

type Parts = {
  readonly accounts: AccountService
  readonly verification: Verification
  readonly storage: Pick<Storage, 'ticketsOfConversation' | 'ticketsOfAccount'>
  readonly sealer: Sealer
}

/** Carries out the checks and acts that dialogs ask for. */
export function createWorkshop(parts: Parts): Workshop {
  const { accounts, verification, storage, sealer } = parts
  const deps: WorkDeps & { verification: VerificationPort } = {
    accounts,
    verification: portOf(parts),
    isProven: async ({ conversation, account, proof, at }) =>
      (await verification.requireProof({ conversation, accountHash: sealer.hash('qq', account), purpose: proof, at })) === 'ok',
    hash: sealer.hash,
    ticketsOfConversation: async (conversation) => (await storage.ticketsOfConversation(conversation)).map(found),
    ticketsOfAccount: async (hash) => (await storage.ticketsOfAccount(hash)).map(found),
  }
  return {
    run: (work, resolve) => {
      const piece = work.kind === 'check' ? own(checks, work.name) : own(acts, work.name)
      if (!piece) throw new Error(`expected a ${work.kind} called "${work.name}", found none`)
      return piece.run({ ...work, resolve }, deps)
    },
    proofHolds: async (conversation, accountHash, purpose, at) =>
      (await verification.requireProof({ conversation, accountHash, purpose, at })) === 'ok',
    tagOf: verification.tagOf,
  }
}

const found = ({ number, status }: Ticket) => ({ number, status })

/** Speaks to the verification room in its own terms. */
function portOf({ verification, sealer }: Parts): VerificationPort {
  const asked = ({ conversation, key, at, purpose }: Order, account: string) =>
    ({ conversation, account, accountHash: sealer.hash('qq', account), purpose: purpose === 'read' ? 'read' : 'change', key, at }) as const
  const tag = (code: string): string => code.replace(/^code:/, '')
  return {
    sendOwnershipCode: (order, account) => verification.sendOwnershipCode({ ...asked(order, account), language: order.language }),
    tryOwnershipCode: (order, account, code) => verification.tryOwnershipCode({ ...asked(order, account), tag: tag(code) }),
    tryDynamicCode: (order, account, code) => verification.tryDynamicCode({ ...asked(order, account), tag: tag(code) }),
    checkFace: (order, account) => verification.checkFace(asked(order, account)),
    sendPossessionCode: (order, account, number) =>
      verification.sendPossessionCode({ ...asked(order, account), language: order.language, number, numberHash: sealer.hash('phone', number) }),
    tryPossessionCode: (order, account, number, code) =>
      verification.tryPossessionCode({ ...asked(order, account), numberHash: sealer.hash('phone', number), tag: tag(code) }),
    possesses: async ({ conversation, args, at, resolve }, account) => {
      if (args.new_phone === undefined) return false
      const numberHash = sealer.hash('phone', await resolve(args.new_phone))
      return verification.hasPossession({ conversation, accountHash: sealer.hash('qq', account), numberHash, at })
    },
  }
}
