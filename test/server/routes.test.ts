import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTokens } from '../../src/server/tokens.js'
import { type Begun, begin, type Desk, hello, newId, SECRET, SHOP, SITE_KEY, signingKey, startDesk } from './desk.js'

const HEALTH = { none: 200, forged: 200, expired: 200, foreign: 200, secret: 200, site: 200, own: 200 }
const OWN = { none: 401, forged: 401, expired: 403, foreign: 404, secret: 200, site: 401, own: 200 }
const STATIC = HEALTH

/** What each credential gets from each route; `foreign` is a good token of another conversation. */
const EXPECTED: Readonly<Record<string, Readonly<Record<keyof typeof OWN, number>>>> = {
  'post /v3/directline/tokens/generate': { none: 401, forged: 401, expired: 403, foreign: 401, secret: 200, site: 200, own: 401 },
  'post /v3/directline/tokens/refresh': { none: 401, forged: 401, expired: 403, foreign: 200, secret: 401, site: 401, own: 200 },
  'post /v3/directline/conversations': { none: 401, forged: 401, expired: 403, foreign: 200, secret: 201, site: 401, own: 200 },
  'get /v3/directline/conversations/:id': OWN,
  'get /v3/directline/conversations/:id/activities': OWN,
  'post /v3/directline/conversations/:id/activities': OWN,
  'post /v3/directline/conversations/:id/upload': OWN,
  'delete /v3/directline/conversations/:id/resume': OWN,
  'get /healthz': HEALTH,
  'get /readyz': HEALTH,
  'get /metrics': HEALTH,
  'get /': STATIC,
  'get /widget.js': STATIC,
  'get /demo/config.json': STATIC,
  'get /console': STATIC,
  'get /console/*place': STATIC,
}
const CODE: Readonly<Record<number, string>> = { 401: 'Unauthorized', 403: 'TokenExpired', 404: 'ConversationNotFound' }

let desk: Desk
let own: Begun
let bearers: Readonly<Record<string, string | undefined>>
beforeAll(async () => {
  desk = await startDesk()
  own = await begin(desk)
  const grant = { conversation: own.id, user: 'u1', site: 'direct', origins: [] }
  const past = createTokens({ signingKey, now: () => Date.UTC(2029, 0, 1), newId })
  const stranger = createTokens({ signingKey: new Uint8Array(32).fill(8), now: () => Date.UTC(2030, 0, 1), newId })
  bearers = {
    none: undefined,
    forged: await stranger.issue(grant),
    expired: await past.issue(grant),
    foreign: (await begin(desk)).token,
    secret: SECRET,
    site: SITE_KEY,
    own: own.token,
  }
})
afterAll(() => desk.stop())

const routesOf = (stack: Desk['app']['handler']['router']['stack']): readonly string[] =>
  stack.flatMap(({ route }) => (route ? route.stack.map(({ method }) => `${method} ${route.path}`) : []))

test('every route is classified', () => {
  expect([...routesOf(desk.app.handler.router.stack)].sort()).toEqual(Object.keys(EXPECTED).sort())
})

function bodyFor(route: string) {
  if (!route.startsWith('post')) return {}
  if (!route.endsWith('/upload')) return { body: route.endsWith('/activities') ? hello() : {} }
  const form = new FormData()
  form.append('activity', new Blob([JSON.stringify(hello())]))
  return { raw: form }
}

test.each(Object.entries(EXPECTED).flatMap(([route, row]) => Object.entries(row).map(([who, status]) => [route, who, status] as const)))(
  '%s with %s: %i',
  async (route, who, status) => {
    const [method = '', path = ''] = route.split(' ')
    const bearer = bearers[who]
    const answer = await desk.call(method.toUpperCase(), path.replace(':id', own.id), {
      ...(bearer !== undefined && { bearer }),
      ...(who === 'site' && { origin: SHOP }),
      ...bodyFor(route),
    })
    expect(answer.status).toBe(status)
    if (status >= 400) expect(answer.body).toEqual({ error: { code: CODE[status], message: expect.any(String) } })
  },
)

test.each(['Basic abc', 'Bearer', 'Bearer ', 'bearer a b', SECRET])('the header "%s" is no authorisation', async (authorization) => {
  const answer = await desk.call('GET', `~/conversations/${own.id}`, { headers: { authorization } })
  expect(answer).toMatchObject({ status: 401, body: { error: { code: 'Unauthorized' } } })
})

test('without a site key configured an empty one opens nothing', async () => {
  const bare = await startDesk({ config: { siteKey: '', secret: '' } })
  expect((await bare.call('POST', '~/tokens/generate', { headers: { authorization: 'Bearer ' }, origin: SHOP })).status).toBe(401)
  await bare.stop()
})

test.each([
  '/nothing',
  '/v3/directline/nothing',
  '/assets/nothing.js',
  '/assets/../demo/index.html',
  '/demo/index.html',
  '/api/messages',
  '/simulator/personas',
])('%s is a 404 in JSON', async (path) => {
  expect(await desk.call('GET', path)).toMatchObject({ status: 404, body: { error: { code: 'NotFound' } } })
})
