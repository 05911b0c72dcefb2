import * as z from 'zod'
import type { Deps, SendAsked, TryAsked } from './deps.js'
import { once, operationKey } from './once.js'
import { sendCode } from './sendCode.js'
import { tryCode } from './tryCode.js'

const sendOutcomes = z.enum(['sent', 'limited'])

/** Sends a code to the verified contact on file and to no other number. Every account, known or not, gets the same answers and the same work. */
export async function sendOwnershipCode(deps: Deps, asked: SendAsked): Promise<z.infer<typeof sendOutcomes>> {
  const operation = 'send_ownership_code'
  return once(deps, asked, {
    operation,
    subject: deps.secrets.derive('challenge', operationKey(deps.secrets, asked, operation)),
    outcomes: sendOutcomes,
    async work(key, challengeId) {
      const contact = await deps.accounts.contactOf(asked.account)
      return sendCode(deps, { asked, key, challengeId, method: 'sms', number: contact?.verified_contact ?? null, numberHash: '' })
    },
  })
}

/** Tries the code that was sent last in this conversation, for this account and purpose. */
export function tryOwnershipCode(deps: Deps, asked: TryAsked): ReturnType<typeof tryCode> {
  return tryCode(deps, { asked, operation: 'try_ownership_code', method: 'sms', numberHash: '' })
}
