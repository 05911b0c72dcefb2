import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Desk, startDesk } from './desk.js'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.stop())

const load = async (path: string) => {
  const answer = await fetch(`${desk.origin}${path}`)
  return { status: answer.status, policy: answer.headers.get('content-security-policy') ?? '', html: await answer.text() }
}

test('every address of the console is its page, with a nonce for its styles that is new each time', async () => {
  const [first, second] = [await load('/console'), await load('/console/tickets/MB-00000001')]
  const nonces = [first, second].map(({ html, policy }) => {
    const [, nonce = ''] = /csp-nonce" content="([^"]{20,})"/.exec(html) ?? []
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(policy).toMatch(/script-src 'self'(;|$)/)
    return nonce
  })
  expect(new Set(nonces).size).toBe(2)
})

test('an asset that is not there is no page', async () => expect((await load('/console/assets/gone.js')).status).toBe(404))
