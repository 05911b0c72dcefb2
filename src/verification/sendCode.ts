import { type Challenge, MINUTE, sendingRules } from './core.js'
import type { Deps, SendAsked } from './deps.js'
import type { SmsPurpose } from './sms.js'
import { smsText } from './smsText.js'

export type Sending = {
  readonly asked: SendAsked
  /** The derived key of the operation. */
  readonly key: string
  readonly challengeId: string
  readonly method: 'sms' | 'possession'
  /** Null when there is nobody to send to; then everything else happens all the same. */
  readonly number: string | null
  /** What the possession is bound to; empty for an ownership code. */
  readonly numberHash: string
}

/**
 * Sends one code, or does the same work for nobody.
 * What the asker may learn is only their own budget: how often this account was served on this number. The number's budget over all
 * accounts is kept too, but silently, since a refusal would tell a stranger whose contact the number is.
 */
export async function sendCode(deps: Deps, sending: Sending): Promise<'sent' | 'limited'> {
  const { store, secrets, limits } = deps
  const { asked, key } = sending
  const number = sending.number ?? `nobody:${asked.accountHash}`
  const spend = (bucket: string) => store.spend({ bucket, rules: sendingRules(limits), key, accountHash: asked.accountHash, at: asked.at })
  const asker = await spend(secrets.derive('sent_for', asked.accountHash, number))
  if (!asker.admitted) return 'limited'
  const all = await spend(secrets.derive('sent_to', number))
  const to = all.admitted ? sending.number : null
  // The salt is stored before anything is sent, and the stored one counts: a repeat sends the same code.
  const challenge = await store.open(newChallenge(deps, sending, to === null))
  const code = secrets.codeOf(challenge.salt)
  const purpose: SmsPurpose = sending.method === 'sms' ? 'ownership' : 'possession'
  const text = smsText({ code, purpose, minutes: limits.codeMinutes, language: asked.language ?? 'zh' })
  // A challenge that was stored as a sham stays one, even if the account has got a contact since.
  await deps.sms.send({ key, to: challenge.sham ? null : to, text, code, purpose, at: asked.at })
  return 'sent'
}

function newChallenge({ random, limits }: Deps, { asked, challengeId, method, numberHash }: Sending, sham: boolean): Challenge {
  return {
    id: challengeId,
    method,
    conversation: asked.conversation,
    accountHash: asked.accountHash,
    purpose: asked.purpose,
    numberHash,
    salt: Buffer.from(random(16)).toString('hex'),
    sham,
    openedAt: asked.at,
    closesAt: asked.at + limits.codeMinutes * MINUTE,
    locked: false,
    acceptedKey: null,
    proofEndsAt: null,
  }
}
