import * as z from 'zod'
import type { Deps, SendAsked, TryAsked } from './deps.js'
import { once, operationKey } from './once.js'
import { requireProof } from './proofs.js'
import { sendCode } from './sendCode.js'
import { tryCode } from './tryCode.js'

const sendOutcomes = z.enum(['sent', 'limited', 'not_verified'])

/** The number given in the chat, and its keyed hash, which is the same in every conversation. */
export type NewNumber = { readonly number: string; readonly numberHash: string }

/** Sends a code to a number given in the chat. Needs a `change` proof that has not ended; proves that the number is theirs and nothing else. */
export async function sendPossessionCode(deps: Deps, asked: SendAsked & NewNumber): Promise<z.infer<typeof sendOutcomes>> {
  const operation = 'send_possession_code'
  const forChange: typeof asked = { ...asked, purpose: 'change' }
  return once(deps, forChange, {
    operation,
    subject: deps.secrets.derive('challenge', operationKey(deps.secrets, asked, operation)),
    outcomes: sendOutcomes,
    async work(key, challengeId) {
      if ((await requireProof(deps, forChange)) === 'not_verified') return 'not_verified'
      return sendCode(deps, { asked: forChange, key, challengeId, method: 'possession', number: asked.number, numberHash: asked.numberHash })
    },
  })
}

/** Tries the code that was sent last to this number; a right one is the possession that `hasPossession` finds. */
export function tryPossessionCode(deps: Deps, asked: TryAsked & Pick<NewNumber, 'numberHash'>): ReturnType<typeof tryCode> {
  return tryCode(deps, {
    asked: { ...asked, purpose: 'change' },
    operation: 'try_possession_code',
    method: 'possession',
    numberHash: asked.numberHash,
  })
}
