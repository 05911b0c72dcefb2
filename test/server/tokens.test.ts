import { createHmac } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { SignJWT, UnsecuredJWT } from 'jose'
import { createTokens } from '../../src/server/tokens.js'
import { newId, signingKey } from './desk.js'

const grant = { conversation: 'c1', user: 'u1', site: 's1', origins: [] }
const begun = Date.UTC(2030, 0, 1)
let now = begun
const tokens = createTokens({ signingKey, now: () => now, newId })
const unauthorized = { status: 401, code: 'Unauthorized' }

const seconds = begun / 1000
const claims = { ...grant, type: 'token' }
const jwt = (over: { alg?: string; aud?: string; exp?: number; iat?: number; key?: Uint8Array; claims?: Readonly<Record<string, unknown>> } = {}) =>
  new SignJWT({ ...(over.claims ?? claims) })
    .setProtectedHeader({ alg: over.alg ?? 'HS256' })
    .setAudience(over.aud ?? 'mibao-directline')
    .setIssuedAt(over.iat ?? seconds)
    .setExpirationTime(over.exp ?? seconds + 1800)
    .setJti('j1')
    .sign(over.key ?? signingKey)

test('a token tells what it was made for', async () => expect(await tokens.verify(await tokens.issue(grant))).toEqual(grant))
test('one that somebody else makes with our key and claims would do', async () => expect(await tokens.verify(await jwt())).toEqual(grant))

describe('refused as not ours', () => {
  const claimsOfTicket = { ...claims, type: 'stream', from: 0 }
  const key512 = new Uint8Array(64).fill(7)
  test.each([
    [
      'no algorithm',
      () =>
        new UnsecuredJWT(claims)
          .setAudience('mibao-directline')
          .setIssuedAt(seconds)
          .setExpirationTime(seconds + 60)
          .setJti('j')
          .encode(),
    ],
    ['another algorithm', () => jwt({ alg: 'HS512', key: key512 })],
    ['another key', () => jwt({ key: new Uint8Array(32).fill(8) })],
    ['an empty key', () => jwt({ key: new Uint8Array(32) })],
    ['another audience', () => jwt({ aud: 'console' })],
    ['a ticket', () => tokens.issueTicket({ ...grant, from: 0 })],
    ['the claims of a ticket', () => jwt({ claims: claimsOfTicket })],
    ['claims that are missing', () => jwt({ claims: { type: 'token' } })],
    ['issued in the future', () => jwt({ iat: seconds + 600 })],
    ['words', () => 'words'],
    ['dots', () => '..'],
    ['nothing', () => ''],
  ])('%s', async (_what, make) => {
    await expect(tokens.verify(await make())).rejects.toMatchObject(unauthorized)
  })

  test('a key of the caller in the header', async () => {
    const head = Buffer.from(
      JSON.stringify({ alg: 'HS256', jwk: { kty: 'oct', k: 'AAAA' }, jku: 'https://evil.example', kid: '../../dev/null' }),
    ).toString('base64url')
    const [, payload = ''] = (await tokens.issue(grant)).split('.')
    const signature = createHmac('sha256', Buffer.from('AAAA', 'base64url')).update(`${head}.${payload}`).digest('base64url')
    await expect(tokens.verify(`${head}.${payload}.${signature}`)).rejects.toMatchObject(unauthorized)
  })

  test('with any one bit of it turned', async () => {
    const token = await tokens.issue(grant)
    const bytes = Buffer.from(token)
    const flipped = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const copy = Buffer.from(bytes)
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return copy.toString('latin1')
    })
    const accepted = await Promise.all(
      flipped.map((text) =>
        tokens.verify(text).then(
          () => text,
          () => null,
        ),
      ),
    )
    expect(accepted.filter((text) => text !== null)).toEqual([])
  })
})

describe('time', () => {
  test('a token ends after half an hour', async () => {
    const token = await tokens.issue(grant)
    now = begun + 1_799_000
    expect(await tokens.verify(token)).toEqual(grant)
    now = begun + 1_800_000
    await expect(tokens.verify(token)).rejects.toMatchObject({ status: 403, code: 'TokenExpired' })
    now = begun
  })

  test('no token lasts longer, whatever it says', async () => {
    const token = await jwt({ exp: seconds + 1_000_000 })
    now = begun + 1_801_000
    await expect(tokens.verify(token)).rejects.toMatchObject({ status: 403 })
    now = begun
  })

  test('a ticket ends after a minute', async () => {
    const ticket = await tokens.issueTicket({ ...grant, from: 3 })
    now = begun + 60_000
    await expect(tokens.redeem(ticket)).rejects.toMatchObject({ status: 403, code: 'TokenExpired' })
    now = begun
  })
})

test('a ticket opens once', async () => {
  const ticket = await tokens.issueTicket({ ...grant, from: 3 })
  expect(await tokens.redeem(ticket)).toEqual({ ...grant, from: 3 })
  await expect(tokens.redeem(ticket)).rejects.toMatchObject(unauthorized)
})

test('a token is no ticket', async () => {
  await expect(tokens.redeem(await tokens.issue(grant))).rejects.toMatchObject(unauthorized)
})

test('a key that is too short is refused at the start', () => {
  expect(() => createTokens({ signingKey: new Uint8Array(16), now: () => 0, newId })).toThrow('32 bytes')
})
