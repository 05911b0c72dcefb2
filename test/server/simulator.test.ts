import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { SimulatorApi } from '../../src/server/simulator/api.js'
import { simulatorOperations } from '../../src/server/simulator/routes.js'
import { simulatedInbox } from '../../src/verification/simulatedInbox.js'
import { simulatorInMemory } from '../accounts/simulators.js'
import { type Desk, SHOP, startDesk } from './desk.js'

let desk: Desk
const done: string[] = []
beforeAll(async () => {
  const accounts = await simulatorInMemory()
  const inbox = await simulatedInbox()
  await inbox.send({ key: 'k1', to: '13900000001', text: '验证码 000001', code: '000001', purpose: 'ownership', at: 1 })
  await inbox.send({ key: 'k2', to: '13900000001', text: '验证码 000002', code: '000002', purpose: 'possession', at: 2 })
  const simulator: SimulatorApi = {
    accounts,
    inbox: inbox.messages,
    dynamicCode: async () => '123456',
    advanceClock: async (seconds) => void done.push(`clock ${seconds}`),
    resetAll: async (accountId) => {
      done.push(`reset ${accountId ?? 'all'}`)
      await accounts.reset(accountId)
    },
  }
  desk = await startDesk({ deps: { simulator } })
})
afterAll(() => desk.stop())

const account = z.looseObject({ account_id: z.string(), status: z.string(), bound_phone: z.string().nullable() })
const call = (method: string, path: string, body?: unknown) => desk.call(method, `/simulator${path}`, body === undefined ? {} : { body })
const create = async (body: unknown = { persona: 'banned' }) => account.parse((await call('POST', '/accounts', body)).body)

describe('calls', () => {
  test('personas are listed with title and causes', async () => {
    const { status, body } = await call('GET', '/personas')
    expect(status).toBe(200)
    expect(body).toContainEqual({
      persona: 'banned',
      title: { zh: expect.any(String), en: expect.any(String) },
      causes: expect.arrayContaining(['F31']),
    })
  })

  test('every visitor gets an account of the own', async () => {
    const { status, body } = await call('POST', '/accounts', { persona: 'healthy', patch: { can_send: false } })
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'normal', can_send: false, bound_phone: expect.stringMatching(/^1\d{10}$/) })
    expect((await create()).account_id).not.toBe((await create()).account_id)
  })

  test('an account is read and changed by its fields', async () => {
    const { account_id } = await create()
    expect((await call('PATCH', `/accounts/${account_id}`, { status: 'frozen' })).body).toMatchObject({ account_id, status: 'frozen' })
    expect((await call('GET', `/accounts/${account_id}`)).body).toMatchObject({ status: 'frozen' })
  })

  test('the person does something in the app', async () => {
    const { account_id } = await create({ persona: 'version_restricted' })
    const { status, body } = await call('POST', `/accounts/${account_id}/user-actions`, { action: 'update_client' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ result: { outcome: 'updated' }, account: { client_version: 'supported' } })
  })

  test('any phone can be looked into, newest first', async () => {
    expect((await call('GET', '/phones/13900000001/inbox')).body).toMatchObject([
      { code: '000002', purpose: 'possession', at: 2 },
      { code: '000001', purpose: 'ownership', at: 1 },
    ])
    expect((await call('GET', '/phones/constructor/inbox')).body).toEqual([])
  })

  test('dynamic code, face and faults', async () => {
    const { account_id } = await create()
    expect((await call('GET', `/accounts/${account_id}/dynamic-code`)).body).toEqual({ code: '123456' })
    expect((await call('POST', `/accounts/${account_id}/face`, { result: 'bad_light' })).body).toMatchObject({ face_result: 'bad_light' })
    const fault = { account_id, operation: '*', mode: 'unavailable', times: 2 }
    expect(await call('POST', '/faults', fault)).toMatchObject({ status: 200, body: fault })
  })

  test('the clock is moved, one account or all are put back', async () => {
    const { account_id } = await create()
    await call('PATCH', `/accounts/${account_id}`, { status: 'frozen' })
    expect((await call('POST', '/clock', { advance_s: 90 })).status).toBe(200)
    expect((await call('POST', '/reset', { account_id })).status).toBe(200)
    expect((await call('POST', '/reset')).status).toBe(200)
    expect(done).toEqual(['clock 90', `reset ${account_id}`, 'reset all'])
    expect((await call('GET', `/accounts/${account_id}`)).body).toMatchObject({ status: 'banned' })
  })
})

describe('refusals', () => {
  test.each([
    ['POST', '/accounts', {}, 'persona'],
    ['POST', '/accounts', { persona: 'banned', patch: { status: 'gone' } }, 'status'],
    ['POST', '/accounts', { persona: 'banned', nickname: 'x' }, 'nickname'],
    ['POST', '/clock', { advance_s: -1 }, 'advance_s'],
    ['POST', '/clock', { advance_s: 'soon' }, 'advance_s'],
    ['POST', '/faults', { account_id: '123456', operation: 'horoscope', mode: 'slow', times: 1 }, 'operation'],
    ['POST', '/reset', { account: '1' }, 'account'],
  ])('%s %s %j: 422 naming %s', async (method, path, body, field) => {
    expect(await call(method, path, body)).toMatchObject({
      status: 422,
      body: { error: { code: 'BadField', message: expect.stringContaining(field) } },
    })
  })

  test.each([
    ['PATCH', '', { status: 'gone' }, 'status'],
    ['PATCH', '', { horoscope: 'good' }, 'horoscope'],
    ['POST', '/user-actions', { action: 'dance' }, 'action'],
    ['POST', '/user-actions', { action: 'log_in', method: 'telepathy' }, 'method'],
    ['POST', '/face', { result: 'nice' }, 'result'],
  ])('%s /accounts/:id%s %j: 422 naming %s', async (method, path, body, field) => {
    const { account_id } = await create()
    const answer = await call(method, `/accounts/${account_id}${path}`, body)
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'BadField', message: expect.stringContaining(field) } } })
  })

  test.each([
    ['GET', '/accounts/99999', undefined],
    ['GET', '/accounts/constructor', undefined],
    ['PATCH', '/accounts/99999', { can_send: true }],
    ['POST', '/accounts/99999/user-actions', { action: 'activate' }],
    ['GET', '/accounts/99999/dynamic-code', undefined],
    ['POST', '/accounts/99999/face', { result: 'pass' }],
    ['POST', '/accounts', { persona: 'nobody' }],
    ['POST', '/faults', { account_id: '99999', operation: '*', mode: 'slow', times: 1 }],
    ['POST', '/reset', { account_id: '99999' }],
  ])('%s %s %j: nobody is there', async (method, path, body) => {
    expect(await call(method, path, body)).toMatchObject({ status: 404, body: { error: { code: 'NotFound' } } })
  })

  test('what is no JSON object is malformed', async () => {
    expect(await call('POST', '/accounts', [])).toMatchObject({ status: 400, body: { error: { code: 'MalformedData' } } })
  })

  test('pages of other sites are kept out, since no header is asked for', async () => {
    expect((await desk.call('POST', '/simulator/reset', { origin: 'https://evil.example' })).status).toBe(401)
    expect((await desk.call('GET', '/simulator/personas', { origin: SHOP })).status).toBe(200)
  })
})

describe('the description', () => {
  test('names every route and gives each a schema of its own', async () => {
    const { body } = await call('GET', '/openapi.json')
    const { openapi, paths } = z.object({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(body)
    expect(openapi).toBe('3.1.0')
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    const mounted = desk.app.handler.router.stack.flatMap(({ route }) =>
      route?.path.startsWith('/simulator') ? route.stack.map(({ method }) => `${method} ${route.path}`) : [],
    )
    expect([...described, 'get /simulator/openapi.json'].sort()).toEqual([...mounted].sort())
    expect(JSON.stringify(paths)).not.toContain('$schema')
  })

  test('what is answered is what is described', async () => {
    const { account_id } = await create()
    for (const { method, path, answer } of simulatorOperations.filter((each) => each.method === 'get')) {
      const { body } = await desk.call(method.toUpperCase(), path.replace('{id}', account_id).replace('{number}', '13900000001'))
      expect(answer.safeParse(body).error).toBeUndefined()
    }
  })
})
