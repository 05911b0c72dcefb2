import * as z from 'zod'
import { admitTry } from './admitTry.js'
import type { Asked, Deps } from './deps.js'
import { once } from './once.js'
import { recordProof } from './recordProof.js'

const outcomes = z.enum(['verified', 'failed', 'bad_light', 'locked'])

/** Asks how the face check ended. An account without one, or that does not exist, fails; bad light counts as no failure. */
export async function checkFace(deps: Deps, asked: Asked): Promise<z.infer<typeof outcomes>> {
  return once(deps, asked, {
    operation: 'check_face',
    subject: '',
    outcomes,
    async work(key) {
      const result = (await deps.accounts.faceResult(asked.account)) ?? 'fail'
      const own = deps.secrets.derive('own', asked.conversation, asked.accountHash)
      if (!(await admitTry(deps, { asked, key, method: 'face', own, failed: result === 'fail' }))) return 'locked'
      switch (result) {
        case 'fail':
          return 'failed'
        case 'bad_light':
          return 'bad_light'
        case 'pass':
          await recordProof(deps, { asked, key, method: 'face' })
          return 'verified'
      }
    },
  })
}
