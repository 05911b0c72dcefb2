import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { operate } from '../../src/accounts/operate.js'
import { type CheckName, checkNameSchema } from '../../src/accounts/operations.js'
import { type Cause, loadPersonas, parsePersona } from '../../src/accounts/personas.js'
import { personasFolder, simulatorInMemory } from './simulators.js'

const causes: Readonly<Record<string, readonly Cause[]>> = {
  healthy: [],
  not_activated: ['F30'],
  banned: ['F31'],
  frozen: ['F31'],
  at_risk: ['F20'],
  binding_incorrect: ['F32'],
  binding_expired: ['F33'],
  expired_number_no_contact: ['F33'],
  version_restricted: ['F34'],
  unbound_no_new_phone: ['F39'],
  new_phone_unverified: ['F40'],
  unbind_errored: ['F41'],
  unbind_errored_for_good: ['F41'],
  old_phone_used: ['F43'],
  unbind_partial: ['F47'],
  unbind_partial_rebound: ['F47'],
  misoperation: ['F48'],
  misoperation_no_notifications: ['F48'],
  suspicious_operations: ['F20'],
  at_risk_and_suspicious: ['F20'],
  messages_broken_no_cause: [],
  no_verified_contact: [],
  only_dynamic_code: [],
  only_face: [],
  no_way_to_verify: [],
  face_bad_light: [],
  face_fails: [],
  service_unavailable: [],
  incorrect_and_restricted: ['F32', 'F34'],
  expired_and_restricted: ['F33', 'F34'],
  not_activated_and_restricted: ['F30', 'F34'],
  banned_and_incorrect: ['F31', 'F32'],
  not_bound_and_unverified: ['F39', 'F40'],
  old_phone_and_errored: ['F41', 'F43'],
  partial_and_misoperation: ['F47', 'F48'],
  unbound_rebound: [],
  unbind_requested: [],
  unbind_confirmed: [],
}

/** The document's table: which finding of which check stands for which cause. */
const causeOf: ReadonlyMap<string, Cause> = new Map<string, Cause>([
  ['account_status not_activated', 'F30'],
  ['account_status banned', 'F31'],
  ['account_status frozen', 'F31'],
  ['account_status at_risk', 'F20'],
  ['binding_info incorrect', 'F32'],
  ['binding_info expired', 'F33'],
  ['client_version restricted', 'F34'],
  ['new_phone_binding not_bound', 'F39'],
  ['new_phone_verification unverified', 'F40'],
  ['login_method old_phone_used', 'F43'],
  ['unbind_record errored', 'F41'],
  ['unbind_record partial', 'F47'],
  ['recent_operations misoperation', 'F48'],
  ['recent_operations suspicious', 'F20'],
])

test('the personas and their causes are those of the table', async () => {
  const personas = await loadPersonas(personasFolder)
  expect(Object.fromEntries(personas.map((persona) => [persona.persona, persona.causes]))).toEqual(causes)
})

test.each(Object.keys(causes))('what the checks find on %s is what its causes say', async (persona) => {
  const account = await (await simulatorInMemory()).createPrivateCopy(persona)
  const found = checkNameSchema.options.map((name: CheckName) => causeOf.get(`${name} ${operate(account, { name }, 0).result.outcome}`))
  expect([...new Set(found.filter((cause) => cause !== undefined))].sort()).toEqual(causes[persona])
})

test('titles differ, so that a person can choose by them', async () => {
  const personas = await loadPersonas(personasFolder)
  expect(new Set(personas.map(({ title }) => title.zh)).size).toBe(personas.length)
  expect(new Set(personas.map(({ title }) => title.en)).size).toBe(personas.length)
})

const good = `persona: fine
title: { zh: 正常, en: Fine }
causes: []
account:
  account_id: $account_id
  status: normal
  bound_phone: $old_phone
  binding: correct
  verified_contact: null
  dynamic_code: true
  face: true
  client_version: supported
  new_phone: null
  new_phone_verified: false
  login_method: correct
  unbind: none
  recent_operations: clean
  can_send: true
  gets_notifications: true
  logged_in: true
  service: ok
`

test('the rare fields may be left out', () => {
  expect(parsePersona('fine.yaml', good)).toMatchObject({ account: { retry_fails: false, face_result: 'pass', unbind_confirmed: false } })
})

test('every fault of every file is told with its line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'personas-'))
  await writeFile(
    join(folder, 'fine.yaml'),
    good.replace('status: normal', 'status: dead').replace('  unbind: none\n', '').replace('service: ok', 'service: ok\n  color: red'),
  )
  await writeFile(join(folder, 'other.yaml'), good)
  await writeFile(join(folder, 'phone.yaml'), good.replace('persona: fine', 'persona: phone').replace('$old_phone', '"13800000001"'))
  await writeFile(join(folder, 'torn.yaml'), 'persona: [')
  const told = await loadPersonas(folder).then(
    () => [],
    (fault: Error) => fault.message.split('\n').map((line) => line.split(': ')[0]),
  )
  expect(told.slice(0, 5)).toEqual([
    'fine.yaml:6 account.status',
    'fine.yaml:4 account.unbind',
    'fine.yaml:21 account.color',
    'other.yaml:1 persona',
    'phone.yaml:7 account.bound_phone',
  ])
  expect(told[5]).toMatch(/^torn\.yaml:1 /)
})
