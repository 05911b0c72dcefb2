import type { Account } from '../../accounts/model.js'
import type { Cause } from '../../accounts/personas.js'
import { NUMBERS } from './numbers.js'

/** One field of an account changed, and what that does to the documented causes that hold: said by hand, whatever the checks find. */
export type Edit = { readonly fields: Partial<Account>; readonly adds: readonly Cause[]; readonly removes: readonly Cause[] }

/** Every single-field edit of this account. Numbers are there or not; which ones they are makes no difference. */
export const editsOf = (account: Account): readonly Edit[] =>
  ALL.flatMap((fields) => {
    const before: Readonly<Record<string, unknown>> = account
    return Object.entries(fields).some(([field, value]) => before[field] !== value) ? [stated(account, fields)] : []
  })

const VALUES = {
  status: ['normal', 'not_activated', 'banned', 'frozen', 'at_risk'],
  binding: ['correct', 'incorrect', 'expired', 'not_bound'],
  bound_phone: [null, NUMBERS.$old_phone, NUMBERS.$new_phone],
  new_phone: [null, NUMBERS.$new_phone],
  new_phone_verified: [true, false],
  verified_contact: [null, NUMBERS.$contact],
  dynamic_code: [true, false],
  face: [true, false],
  face_result: ['pass', 'fail', 'bad_light'],
  client_version: ['supported', 'restricted'],
  login_method: ['correct', 'old_phone_used'],
  unbind: ['none', 'requested', 'partial', 'errored', 'complete'],
  unbind_confirmed: [true, false],
  retry_fails: [true, false],
  recent_operations: ['clean', 'misoperation', 'suspicious'],
  can_send: [true, false],
  gets_notifications: [true, false],
  logged_in: [true, false],
  service: ['ok', 'unavailable'],
} as const satisfies { readonly [Field in Exclude<keyof Account, 'account_id' | 'persona' | 'dynamic_secret'>]: readonly Account[Field][] }

const ALL: readonly Partial<Account>[] = Object.entries(VALUES).flatMap(([field, values]) => values.map((value) => ({ [field]: value })))

/** The documented causes that hold for an account with these fields. */
function causesIn({
  status,
  binding,
  bound_phone,
  new_phone,
  new_phone_verified,
  client_version,
  login_method,
  unbind,
  recent_operations,
  service,
}: Account): readonly Cause[] {
  // Nothing can be found out about an account whose service does not answer.
  if (service === 'unavailable') return []
  const held: Cause[] = []
  if (status === 'at_risk' || recent_operations === 'suspicious') held.push('F20')
  if (status === 'not_activated') held.push('F30')
  if (status === 'banned' || status === 'frozen') held.push('F31')
  if (bound_phone !== null && binding === 'incorrect') held.push('F32')
  if (bound_phone !== null && binding === 'expired') held.push('F33')
  if (client_version === 'restricted') held.push('F34')
  if (bound_phone === null || binding === 'not_bound' || (new_phone !== null && new_phone !== bound_phone)) held.push('F39')
  if (new_phone !== null && !new_phone_verified) held.push('F40')
  if (unbind === 'errored') held.push('F41')
  if (login_method === 'old_phone_used') held.push('F43')
  if (unbind === 'partial') held.push('F47')
  if (recent_operations === 'misoperation') held.push('F48')
  return held
}

function stated(account: Account, fields: Partial<Account>): Edit {
  const [before, after] = [causesIn(account), causesIn({ ...account, ...fields })]
  return { fields, adds: after.filter((cause) => !before.includes(cause)), removes: before.filter((cause) => !after.includes(cause)) }
}
