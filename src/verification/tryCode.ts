import * as z from 'zod'
import { admitTry } from './admitTry.js'
import { type Challenge, MINUTE, standingOf } from './core.js'
import type { Deps, TryAsked } from './deps.js'
import { once } from './once.js'
import { tagFits } from './tags.js'

const outcomes = z.enum(['verified', 'wrong', 'expired', 'locked'])
export type CodeOutcome = z.infer<typeof outcomes>

export type CodeTry = {
  readonly asked: TryAsked
  readonly operation: string
  readonly method: 'sms' | 'possession'
  readonly numberHash: string
}

/** Tries a code that was sent. The challenge is pinned before anything counts, so a late repeat does not count on a newer one. */
export async function tryCode(deps: Deps, attempt: CodeTry): Promise<CodeOutcome> {
  const { conversation, accountHash, purpose } = attempt.asked
  const latest = await deps.store.latest({ conversation, accountHash, purpose, method: attempt.method })
  return once(deps, attempt.asked, {
    operation: attempt.operation,
    subject: latest?.id ?? '',
    outcomes,
    async work(key, challengeId) {
      const challenge = await deps.store.challenge(challengeId)
      // With no code sent to this number there is none in force.
      if (challenge === null || challenge.numberHash !== attempt.numberHash) return 'expired'
      return judge(deps, attempt, { key, challenge })
    },
  })
}

async function judge(
  deps: Deps,
  { asked, method }: CodeTry,
  { key, challenge }: { readonly key: string; readonly challenge: Challenge },
): Promise<CodeOutcome> {
  if (challenge.acceptedKey === key) return 'verified'
  const standing = standingOf(challenge, asked.at)
  if (standing !== 'open') return standing
  const fits = tagFits(deps.secrets, asked.tag, challenge, method) && !challenge.sham
  if (!(await admitTry(deps, { asked, key, method, own: challenge.id, failed: !fits }))) {
    await deps.store.lock(challenge.id)
    return 'locked'
  }
  if (!fits) return 'wrong'
  const { at } = asked
  const after = await deps.store.accept({ id: challenge.id, key, at, proofEndsAt: at + deps.limits.proofMinutes * MINUTE })
  if (after?.acceptedKey === key) return 'verified'
  return after?.locked === true && after.acceptedKey === null ? 'locked' : 'expired'
}
