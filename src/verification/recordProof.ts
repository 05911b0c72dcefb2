import { MINUTE } from './core.js'
import type { Asked, Deps } from './deps.js'

/** Records a proof that needed no code to be sent, as a challenge that was opened and accepted at once. A repeat changes nothing. */
export async function recordProof(
  { store, secrets, limits }: Deps,
  { asked, key, method }: { readonly asked: Asked; readonly key: string; readonly method: 'dynamic' | 'face' },
): Promise<void> {
  await store.open({
    id: secrets.derive('challenge', key),
    method,
    conversation: asked.conversation,
    accountHash: asked.accountHash,
    purpose: asked.purpose,
    numberHash: '',
    salt: '',
    sham: false,
    openedAt: asked.at,
    closesAt: asked.at,
    locked: false,
    acceptedKey: key,
    proofEndsAt: asked.at + limits.proofMinutes * MINUTE,
  })
}
