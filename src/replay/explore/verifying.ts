import type { FaceResult } from '../../accounts/model.js'

/** What the person behind the account can prove ownership with; null where no try has shown it yet. Nothing that the bot does changes it. */
export type Means = { readonly contact: boolean | null; readonly dynamic: boolean | null; readonly face: FaceResult | null }
export const NO_MEANS: Means = { contact: false, dynamic: false, face: 'fail' }
/** Whoever has proven ownership once can do it again by code; that a second proof fails is tried with the face. */
export const PROVEN_MEANS: Means = { contact: true, dynamic: true, face: 'fail' }
export const ANY_MEANS: Means = { contact: null, dynamic: null, face: null }

/** One code that was sent: none, open, too old, tried too often, or accepted. */
type Standing = 'none' | 'sent' | 'expired' | 'locked' | 'proven'
type Method = 'sms' | 'dynamic' | 'face' | 'possession'

/**
 * Verification as far as a walk can tell its states apart. Wrong tries are counted for one method at a time: whoever changes the method and
 * comes back starts counting afresh, which only lets the walk go on longer than in earnest.
 */
export type Verifying = {
  readonly sms: Exclude<Standing, 'proven'>
  readonly dynamicLocked: boolean
  readonly faceLocked: boolean
  readonly possession: Standing
  /** The number that the last possession code went to. */
  readonly number: string
  readonly counted: Method | null
  readonly wrongs: number
}

export const NOTHING_SENT: Verifying = {
  sms: 'none',
  dynamicLocked: false,
  faceLocked: false,
  possession: 'none',
  number: '',
  counted: null,
  wrongs: 0,
}

/** Failed tries after which a code, or a method, is closed. */
const TRIES = 5

export type Verified = { readonly outcome: string; readonly after: Verifying }
type Try = { readonly right: boolean; readonly number: string }

/** False when the owner has no way left to prove it, or none was ever there. */
export const canVerify = (means: Means, { sms, dynamicLocked, faceLocked }: Verifying): boolean =>
  (means.contact !== false && sms !== 'locked') ||
  (means.dynamic !== false && !dynamicLocked) ||
  ((means.face === null || means.face === 'pass') && !faceLocked)

/** Which of the means an act puts to the test, if it is tried with what the owner would give. */
export function meansTried(name: string, right: boolean): keyof Means | null {
  switch (name) {
    case 'try_ownership_code':
      return right ? 'contact' : null
    case 'try_dynamic_code':
      return right ? 'dynamic' : null
    case 'check_face':
      return 'face'
    default:
      return null
  }
}

/** What an act of verification answers; undefined for an act of another kind. */
export function verify(name: string, before: Verifying, means: Means, attempt: Try): Verified | undefined {
  switch (name) {
    case 'send_ownership_code':
      return before.sms === 'sent' || before.sms === 'locked' ? told('limited', before) : told('sent', { ...uncounted(before, 'sms'), sms: 'sent' })
    case 'try_ownership_code':
      return tryCode(before, before.sms, attempt.right && means.contact === true, 'sms')
    case 'try_dynamic_code':
      return tryMethod(before, before.dynamicLocked, attempt.right && means.dynamic === true ? 'verified' : 'wrong', 'dynamic')
    case 'check_face':
      return tryMethod(before, before.faceLocked, FACE[means.face ?? 'fail'], 'face')
    case 'send_possession_code':
      return sendPossession(before, attempt.number)
    case 'try_possession_code':
      return tryCode(before, before.number === attempt.number ? before.possession : 'expired', attempt.right, 'possession')
    default:
      return undefined
  }
}

const FACE: Readonly<Record<FaceResult, string>> = { pass: 'verified', fail: 'failed', bad_light: 'bad_light' }

/** Minutes go by: a code that was sent is too old, and another may be sent. */
export const codesExpired = (before: Verifying): Verifying => ({
  ...before,
  sms: before.sms === 'sent' || before.sms === 'locked' ? 'expired' : before.sms,
  possession: before.possession === 'sent' || before.possession === 'locked' ? 'expired' : before.possession,
  counted: null,
  wrongs: 0,
})

const told = (outcome: string, after: Verifying): Verified => ({ outcome, after })

const uncounted = (before: Verifying, method: Method): Verifying => (before.counted === method ? { ...before, counted: null, wrongs: 0 } : before)

function sendPossession(before: Verifying, number: string): Verified {
  const recent = before.number === number && (before.possession === 'sent' || before.possession === 'locked' || before.possession === 'proven')
  return recent ? told('limited', before) : told('sent', { ...uncounted(before, 'possession'), possession: 'sent', number })
}

function tryCode(before: Verifying, standing: Standing, fits: boolean, method: 'sms' | 'possession'): Verified {
  if (standing === 'locked') return told('locked', before)
  if (standing !== 'sent') return told('expired', before)
  if (spent(before, method)) return told('locked', { ...uncounted(before, method), [method]: 'locked' })
  if (!fits) return told('wrong', counting(before, method))
  return told('verified', method === 'sms' ? { ...NOTHING_SENT } : { ...uncounted(before, method), possession: 'proven' })
}

function tryMethod(before: Verifying, locked: boolean, outcome: string, method: 'dynamic' | 'face'): Verified {
  if (locked) return told('locked', before)
  if (spent(before, method)) return told('locked', { ...uncounted(before, method), [`${method}Locked`]: true })
  if (outcome === 'verified') return told(outcome, { ...NOTHING_SENT })
  return told(outcome, outcome === 'bad_light' ? before : counting(before, method))
}

const spent = (before: Verifying, method: Method): boolean => before.counted === method && before.wrongs >= TRIES
const counting = (before: Verifying, method: Method): Verifying => ({
  ...before,
  counted: method,
  wrongs: before.counted === method ? before.wrongs + 1 : 1,
})
