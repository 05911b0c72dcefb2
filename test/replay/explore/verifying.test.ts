import { expect, test } from '@jest/globals'
import { canVerify, codesExpired, type Means, NO_MEANS, NOTHING_SENT, type Verifying, verify } from '../../../src/replay/explore/verifying.js'

const OWNER: Means = { contact: true, dynamic: true, face: 'pass' }
const right = { right: true, number: '' }
const wrong = { right: false, number: '' }

/** The outcomes of some acts, one after another. */
function outcomes(
  acts: readonly (readonly [string, { right: boolean; number: string }])[],
  means = OWNER,
  from = NOTHING_SENT,
): { readonly told: readonly string[]; readonly after: Verifying } {
  const told: string[] = []
  let after = from
  for (const [name, attempt] of acts) {
    const verified = verify(name, after, means, attempt)
    if (!verified) throw new Error(`expected ${name} to be an act of verification`)
    told.push(verified.outcome)
    after = verified.after
  }
  return { told, after }
}

const send = ['send_ownership_code', right] as const
const guess = ['try_ownership_code', wrong] as const

test('five wrong codes are told as wrong, then the code is closed, for the right one too', () => {
  const { told, after } = outcomes([send, guess, guess, guess, guess, guess, ['try_ownership_code', right], send])
  expect(told).toEqual(['sent', 'wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'locked', 'limited'])
  expect(outcomes([send, ['try_ownership_code', right]], OWNER, codesExpired(after)).told).toEqual(['sent', 'verified'])
})

test('a second message at once is refused, and a code that was waited for too long is expired', () => {
  expect(outcomes([send, send]).told).toEqual(['sent', 'limited'])
  expect(outcomes([['try_ownership_code', right]], OWNER, codesExpired(outcomes([send]).after)).told).toEqual(['expired'])
})

test('an account that nobody has is answered like one whose code is wrong', () => {
  const acts = [send, ['try_ownership_code', right], ['try_dynamic_code', right], ['check_face', right]] as const
  expect(outcomes(acts, NO_MEANS).told).toEqual(['sent', 'wrong', 'wrong', 'failed'])
})

test('a possession code is good for the number that it went to', () => {
  const mine = { right: true, number: 'phone:mine' }
  const other = { right: true, number: 'phone:other' }
  expect(
    outcomes([
      ['send_possession_code', mine],
      ['try_possession_code', other],
      ['try_possession_code', mine],
    ]).told,
  ).toEqual(['sent', 'expired', 'verified'])
})

test('whoever has lost every way to prove ownership can do so no more', () => {
  expect(canVerify(NO_MEANS, NOTHING_SENT)).toBe(false)
  expect(canVerify({ ...NO_MEANS, dynamic: true }, NOTHING_SENT)).toBe(true)
  expect(canVerify({ ...NO_MEANS, dynamic: true }, { ...NOTHING_SENT, dynamicLocked: true })).toBe(false)
})
