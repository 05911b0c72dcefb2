import * as z from 'zod'
import type { Contact } from '../accounts/port.js'
import { admitTry } from './admitTry.js'
import { DAY } from './core.js'
import type { Deps, TryAsked } from './deps.js'
import { acceptableSteps } from './dynamicCode.js'
import { once } from './once.js'
import { recordProof } from './recordProof.js'
import { dynamicTagFits } from './tags.js'

const outcomes = z.enum(['verified', 'wrong', 'locked'])

/** Tries a dynamic code as of `at`. A code that was accepted once, in whatever conversation, is wrong from then on. */
export async function tryDynamicCode(deps: Deps, asked: TryAsked): Promise<z.infer<typeof outcomes>> {
  return once(deps, asked, {
    operation: 'try_dynamic_code',
    subject: '',
    outcomes,
    async work(key) {
      const step = fittingStep(deps, asked, await deps.accounts.contactOf(asked.account))
      const own = deps.secrets.derive('own', asked.conversation, asked.accountHash)
      const attempt = { asked, key, method: 'dynamic' as const, own }
      if (!(await admitTry(deps, { ...attempt, failed: step === null }))) return 'locked'
      if (step === null) return 'wrong'
      if (!(await useUp(deps, { asked, key, step }))) return (await admitTry(deps, { ...attempt, failed: true })) ? 'wrong' : 'locked'
      await recordProof(deps, { asked, key, method: 'dynamic' })
      return 'verified'
    },
  })
}

/** All steps are compared, and those of a made-up secret where the account has none, so that the work is the same. */
function fittingStep({ secrets }: Deps, asked: TryAsked, contact: Contact | null): number | null {
  const has = contact?.dynamic_code === true
  const secret = has ? contact.dynamic_secret : secrets.shamDynamicSecret(asked.accountHash)
  const fitting = acceptableSteps(secret, asked.at).filter(({ code }) => dynamicTagFits(secrets, asked.tag, asked.conversation, code))
  return has ? (fitting[0]?.step ?? null) : null
}

/** A budget of one: whoever spends it first has used the step up. */
async function useUp(deps: Deps, { asked, key, step }: { readonly asked: TryAsked; readonly key: string; readonly step: number }): Promise<boolean> {
  const bucket = deps.secrets.derive('dynamic_step', asked.accountHash, String(step))
  const spent = await deps.store.spend({ bucket, rules: [{ withinMs: DAY, limit: 1 }], key, accountHash: asked.accountHash, at: asked.at })
  return spent.admitted
}
