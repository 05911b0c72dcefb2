import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { z } from 'zod'
import { CONSOLE, COOKIE, PROOF_HEADER } from '../../src/server/console/operation.js'
import { consoleOperations } from '../../src/server/console/routes.js'
import { type DeskProcess, startDeskProcess } from '../browser/deskProcess.js'
import { signedIn } from './caller.js'

const CALLERS = ['none', 'forged', 'agent', 'lead', 'admin'] as const
type CallerName = (typeof CALLERS)[number]
const OPEN: readonly CallerName[] = CALLERS
const TEAM: readonly CallerName[] = ['agent', 'lead', 'admin']
const LEADS: readonly CallerName[] = ['lead', 'admin']
const ADMINS: readonly CallerName[] = ['admin']

/** Who may call what, written down by hand: what is not here fails the test. */
const MAY: Readonly<Record<string, readonly CallerName[]>> = {
  'get /openapi.json': OPEN,
  // Not configured here, so there is nothing.
  'get /sign-on': OPEN,
  'get /sign-on/callback': OPEN,
  'get /welcome': OPEN,
  'post /session': OPEN,
  'get /session': TEAM,
  'delete /session': TEAM,
  'put /presence': TEAM,
  'get /agents': TEAM,
  'post /agents': ADMINS,
  'patch /agents/{id}': ADMINS,
  'get /tickets': TEAM,
  'get /tickets/{number}': TEAM,
  'post /tickets/{number}/changes': TEAM,
  'post /tickets/{number}/notes': TEAM,
  'get /conversations': TEAM,
  'get /conversations/{id}': TEAM,
  'post /conversations/{id}/takeover': TEAM,
  'post /conversations/{id}/messages': TEAM,
  'post /conversations/{id}/handback': TEAM,
  'post /conversations/{id}/review': TEAM,
  'post /conversations/{id}/notes': TEAM,
  'post /conversations/{id}/corrections': TEAM,
  'get /suggestions': TEAM,
  'get /suggestions.yaml': LEADS,
  'delete /suggestions/{id}': LEADS,
  'get /views': TEAM,
  'post /views': TEAM,
  'delete /views/{id}': TEAM,
  'post /conversations/bulk': LEADS,
  'get /conversations/{id}/export': TEAM,
  'get /conversations.csv': TEAM,
  'post /mask': TEAM,
  // Whose ticket it is decides: nobody has this one.
  'post /tickets/{number}/reveal': TEAM,
  'post /conversations/{id}/erase': ADMINS,
  'get /audit': LEADS,
  'get /insights': LEADS,
  'get /insights/dialogs/{dialog}': LEADS,
  'get /insights/fallbacks': LEADS,
  'get /catalog': TEAM,
  'get /canned': TEAM,
  'get /events': TEAM,
}

const Fault = z.object({ error: z.object({ code: z.string() }) })

jest.setTimeout(60_000)

let desk: DeskProcess
let cookies: Readonly<Record<CallerName, string>>
beforeAll(async () => {
  desk = await startDeskProcess()
  const [agent, lead, admin] = await Promise.all(['wang', 'lin', 'zhao'].map((name) => signedIn(desk.origin, name)))
  cookies = {
    none: '',
    forged: `${COOKIE}=${'x'.repeat(43)}`,
    agent: agent?.cookie ?? '',
    lead: lead?.cookie ?? '',
    admin: admin?.cookie ?? '',
  }
})
afterAll(() => desk.stop())

const nameOf = ({ method, path }: (typeof consoleOperations)[number]): string => `${method} ${path}`

test('every operation of the desk is classified', () => {
  expect(consoleOperations.map(nameOf).sort()).toEqual(Object.keys(MAY).sort())
})

/** The status and the code of the error, and no more of a stream than its head. */
async function call(name: string, headers: Readonly<Record<string, string>>): Promise<{ status: number; code: string | null }> {
  const [method = '', path = ''] = name.split(' ')
  const url = `${desk.origin}${CONSOLE}${path.replace(/\{\w+\}/g, 'MB-00000000')}`
  const gone = new AbortController()
  const answer = await fetch(url, {
    method: method.toUpperCase(),
    headers: { 'content-type': 'application/json', ...headers },
    signal: gone.signal,
    ...(method !== 'get' && { body: '{}' }),
  })
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false
  const body: unknown = isJson ? await answer.json() : null
  gone.abort()
  return { status: answer.status, code: Fault.safeParse(body).data?.error.code ?? null }
}

const CELLS = Object.entries(MAY).flatMap(([name, allowed]) => CALLERS.map((caller) => [name, caller, allowed.includes(caller)] as const))

// Signing out ends what the other rows need, so the team does it in a test of its own.
test.each(CELLS.filter(([name, caller]) => name !== 'delete /session' || !TEAM.includes(caller)))(
  '%s by %s: allowed %p',
  async (name, caller, isAllowed) => {
    const { status, code } = await call(name, { [PROOF_HEADER]: '1', cookie: cookies[caller] })
    if (isAllowed) expect([401, 403]).not.toContain(status)
    else expect({ status, code }).toEqual(TEAM.includes(caller) ? { status: 403, code: 'Forbidden' } : { status: 401, code: 'SignInNeeded' })
  },
)

test.each(Object.keys(MAY).filter((name) => !name.startsWith('get ')))('%s without the header of the desk changes nothing', async (name) => {
  expect((await call(name, { cookie: cookies.admin })).status).toBe(401)
})

test.each(Object.keys(MAY).filter((name) => !name.startsWith('get ')))('%s from a foreign page changes nothing', async (name) => {
  expect((await call(name, { cookie: cookies.admin, [PROOF_HEADER]: '1', origin: 'https://evil.example' })).status).toBe(401)
})

test('whoever signs out is a stranger at once, and the streams of that session end', async () => {
  const { cookie, call: ask } = await signedIn(desk.origin, 'sara')
  const stream = await fetch(`${desk.origin}${CONSOLE}/events`, { headers: { cookie } })
  const ended = stream.text()
  expect((await ask('DELETE', '/session')).status).toBe(204)
  // The server cuts it, in the middle of a line or not.
  await Promise.allSettled([ended])
  expect((await ask('GET', '/session')).status).toBe(401)
})
