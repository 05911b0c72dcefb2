import { holdsAt, type Purpose, purposesCovering } from './core.js'
import type { Deps } from './deps.js'

export type ProofAsked = { readonly conversation: string; readonly accountHash: string; readonly purpose: Purpose; readonly at: number }
export type PossessionAsked = Omit<ProofAsked, 'purpose'> & { readonly numberHash: string }

/** When the proof for this purpose ends or ended; null when there is none. */
export function proofEndsAt({ store }: Pick<Deps, 'store'>, { conversation, accountHash, purpose }: Omit<ProofAsked, 'at'>): Promise<number | null> {
  return store.proofEnd({ conversation, accountHash, purposes: purposesCovering(purpose), methods: ['sms', 'dynamic', 'face'], numberHash: '' })
}

/** The guard of every check and act that concerns an account. */
export async function requireProof(deps: Pick<Deps, 'store'>, asked: ProofAsked): Promise<'ok' | 'not_verified'> {
  return holdsAt(await proofEndsAt(deps, asked), asked.at) ? 'ok' : 'not_verified'
}

/** Whether the number was shown to be theirs, in this conversation and for this account. It is no proof of ownership. */
export async function hasPossession(
  { store }: Pick<Deps, 'store'>,
  { conversation, accountHash, numberHash, at }: PossessionAsked,
): Promise<boolean> {
  return holdsAt(await store.proofEnd({ conversation, accountHash, purposes: ['change'], methods: ['possession'], numberHash }), at)
}
