import { checkFace } from './checkFace.js'
import type { Asked, Deps, SendAsked, TryAsked } from './deps.js'
import { sendOwnershipCode, tryOwnershipCode } from './ownershipCode.js'
import { type NewNumber, sendPossessionCode, tryPossessionCode } from './possessionCode.js'
import { hasPossession, type PossessionAsked, type ProofAsked, proofEndsAt, requireProof } from './proofs.js'
import { keyedSecrets } from './secrets.js'
import { tagOf } from './tags.js'
import { tryDynamicCode } from './tryDynamicCode.js'

/** `serverKey`: at least 32 secret bytes; with another key no open code fits any more. */
export type VerificationDeps = Omit<Deps, 'secrets'> & { readonly serverKey: Uint8Array }
export type Verification = ReturnType<typeof verification>

/**
 * The only place where ownership is proven. Checks and acts ask `requireProof` and `hasPossession`, whatever the dialogs did before.
 * An operation rejects when the account service, the sender or the database fails; the same call again goes on where it stopped.
 */
export function verification({ serverKey, ...rest }: VerificationDeps) {
  const deps: Deps = { ...rest, secrets: keyedSecrets(serverKey) }
  const { store } = deps
  return {
    tagOf: (conversation: string, typedCode: string) => tagOf(deps, conversation, typedCode),
    sendOwnershipCode: (asked: SendAsked) => sendOwnershipCode(deps, asked),
    tryOwnershipCode: (asked: TryAsked) => tryOwnershipCode(deps, asked),
    tryDynamicCode: (asked: TryAsked) => tryDynamicCode(deps, asked),
    checkFace: (asked: Asked) => checkFace(deps, asked),
    sendPossessionCode: (asked: SendAsked & NewNumber) => sendPossessionCode(deps, asked),
    tryPossessionCode: (asked: TryAsked & Pick<NewNumber, 'numberHash'>) => tryPossessionCode(deps, asked),
    requireProof: (asked: ProofAsked) => requireProof(deps, asked),
    proofEndsAt: (asked: Omit<ProofAsked, 'at'>) => proofEndsAt(deps, asked),
    hasPossession: (asked: PossessionAsked) => hasPossession(deps, asked),
    /** The account of the conversation changed, or the conversation went on in other hands. Counters and budgets stay. */
    dropProofs: (conversation: string) => store.dropProofs(conversation),
    forgetConversation: (conversation: string) => store.forgetConversation(conversation),
    forgetBefore: (at: number) => store.forgetBefore(at),
    reset: (accountHash?: string) => store.reset(accountHash),
  }
}
