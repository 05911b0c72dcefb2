import { Secret, TOTP } from 'otpauth'

const STEP_MS = 30_000

/** The dynamic code (TOTP, RFC 6238: SHA-1, six digits, 30 s) that an account shows at `at`. */
export function dynamicCode(secret: string, at: number): string {
  return codeOfStep(secret, stepAt(at))
}

/** The steps whose code is taken at `at`: the running one, the one before and the one after, for clocks that differ a little. */
export function acceptableSteps(secret: string, at: number): readonly { readonly step: number; readonly code: string }[] {
  const now = stepAt(at)
  return [now - 1, now, now + 1].map((step) => ({ step, code: codeOfStep(secret, step) }))
}

function stepAt(at: number): number {
  return Math.floor(at / STEP_MS)
}

function codeOfStep(secret: string, step: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: STEP_MS / 1000 }).generate({ timestamp: step * STEP_MS })
}
