import { afterEach, expect, test } from '@jest/globals'
import { HttpAccountService } from '../../src/accounts/http.js'
import { type HttpHandler, httpHandler } from '../../src/accounts/httpHandler.js'
import type { Operation } from '../../src/accounts/operations.js'
import { AccountsUnavailable } from '../../src/accounts/port.js'
import { type Served, serve } from './serve.js'
import { simulatorInMemory } from './simulators.js'

const unbind: Operation = { name: 'unbind_phone' }
const open: Served[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()))
})

async function clientOf(handler: HttpHandler, timeoutMs = 10_000): Promise<HttpAccountService> {
  const served = await serve(handler)
  open.push(served)
  return new HttpAccountService({ baseUrl: served.baseUrl, timeoutMs })
}

test('no answer in time is unavailable; the act is carried out all the same, and its repeat says so', async () => {
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const simulator = await simulatorInMemory({ delay: () => held })
  const client = await clientOf(httpHandler(simulator), 100)
  const { account_id: accountId } = await simulator.createPrivateCopy('healthy')
  await simulator.addFault({ account_id: accountId, operation: 'unbind_phone', mode: 'slow', times: 1 })
  await expect(client.perform(unbind, { accountId, key: 'lost' })).rejects.toBeInstanceOf(AccountsUnavailable)
  release()
  const patient = await clientOf(httpHandler(simulator))
  expect((await patient.perform(unbind, { accountId, key: 'lost' })).outcome).toBe('unbound')
})

test('a service that is not there is unavailable', async () => {
  const served = await serve(httpHandler(await simulatorInMemory()))
  await served.close()
  const client = new HttpAccountService({ baseUrl: served.baseUrl, timeoutMs: 10_000 })
  await expect(client.contactOf('123456789')).rejects.toBeInstanceOf(AccountsUnavailable)
})

test('an answer that is none is our fault, and its values are not told', async () => {
  const client = await clientOf(() => Promise.resolve({ status: 200, json: { contact: { verified_contact: '110' } } }))
  const fault = await client.contactOf('123456789').catch((thrown: unknown) => thrown)
  expect(fault).not.toBeInstanceOf(AccountsUnavailable)
  expect(String(fault)).toContain('contact.verified_contact')
  expect(String(fault)).not.toContain('110')
})

test.each([
  ['POST', '/accounts/123456789/perform', { operation: { name: 'fly' } }, 400, 'BadArgument'],
  ['POST', '/accounts/123456789/perform', { operation: { name: 'bind_phone', phone: '13312345678', in_use: false } }, 400, 'BadArgument'],
  ['POST', '/accounts/123456789/perform', undefined, 400, 'BadArgument'],
  ['GET', '/accounts/123456789/perform', undefined, 405, 'MethodNotAllowed'],
  ['GET', '/accounts/%E0%A4%A/contact', undefined, 400, 'BadArgument'],
  ['GET', '/accounts/123456789', undefined, 404, 'NotFound'],
  ['GET', '/', undefined, 404, 'NotFound'],
])('%s %s with %j is %i %s', async (method, path, body, status, code) => {
  const answer = await httpHandler(await simulatorInMemory())(method, path, body)
  expect(answer).toMatchObject({ status, json: { error: { code } } })
})

test('an unforeseen fault is 500 without its words', async () => {
  const simulator = await simulatorInMemory()
  const broken = { perform: simulator.perform, faceResult: simulator.faceResult, contactOf: () => Promise.reject(new Error('13800000001')) }
  const answer = await httpHandler(broken)('GET', '/accounts/123456789/contact', undefined)
  expect(answer.status).toBe(500)
  expect(JSON.stringify(answer)).not.toContain('138')
})
