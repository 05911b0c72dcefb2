import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { CONSOLE, COOKIE } from '../../src/server/console/operation.js'
import { type DeskProcess, startDeskProcess } from '../browser/deskProcess.js'
import { freePort, startIssuer } from './issuer.js'

jest.setTimeout(60_000)

let desk: DeskProcess
let issuer: Awaited<ReturnType<typeof startIssuer>>
beforeAll(async () => {
  issuer = await startIssuer()
  const port = String(await freePort())
  desk = await startDeskProcess({
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    OIDC_ISSUER: issuer.origin,
    OIDC_CLIENT_ID: 'mibao',
    OIDC_CLIENT_SECRET: 'a secret between the two',
  })
})
afterAll(async () => {
  await desk.stop()
  await issuer.stop()
})

const go = (url: string, cookie = '') => fetch(url, { redirect: 'manual', headers: { cookie } })
const cookieOf = (answer: Response, name: string): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .find((cookie) => cookie.startsWith(`${name}=`)) ?? ''

/** As a browser goes: to the issuer, and back with what it was given. */
async function walk() {
  const start = await go(`${desk.origin}${CONSOLE}/sign-on`)
  const kept = cookieOf(start, '__Host-mibao-sign-on')
  const back = (await go(start.headers.get('location') ?? '')).headers.get('location') ?? ''
  return { kept, back }
}

test('somebody of the team for whom the issuer vouches is signed in', async () => {
  const { kept, back } = await walk()
  const answer = await go(back, kept)
  expect(answer.headers.get('location')).toBe('/console/')
  const session = await fetch(`${desk.origin}${CONSOLE}/session`, { headers: { cookie: cookieOf(answer, COOKIE) } })
  expect(await session.json()).toMatchObject({ agent: { name: 'wang' } })
})

test('the sign-in page offers it', async () => {
  expect(await (await fetch(`${desk.origin}${CONSOLE}/welcome`)).json()).toMatchObject({ singleSignOn: true })
})

test.each([
  ['who is not on the team', async (back: string, kept: string) => [back, kept], 'stranger'],
  ['an answer to another browser', async (back: string) => [back, (await walk()).kept], 'wang'],
  ['an answer without what was kept', async (back: string) => [back, ''], 'wang'],
  ['a state that was changed', async (back: string, kept: string) => [back.replace(/state=[^&]+/, 'state=x'), kept], 'wang'],
  ['a refusal of the issuer', async (back: string, kept: string) => [back.replace(/code=[^&]+/, 'error=access_denied'), kept], 'wang'],
])('%s is sent back to the sign-in page, and nobody is signed in', async (_, change, name) => {
  issuer.letIn(name)
  const { kept, back } = await walk()
  const [url = '', cookie = ''] = await change(back, kept)
  const answer = await go(url, cookie)
  expect(answer.headers.get('location')).toBe('/console/?sign-on=refused')
  expect(cookieOf(answer, COOKIE)).toBe('')
  issuer.letIn('wang')
})
