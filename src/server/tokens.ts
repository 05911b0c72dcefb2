import { createSecretKey, type KeyObject } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { tokenExpired, unauthorized } from './errors.js'

/** What a token stands for: one conversation, its user, and the site that it was given to. */
export type Grant = {
  readonly conversation: string
  readonly user: string
  readonly site: string
  /** Where browsers may use it from; empty: wherever the configuration allows. */
  readonly origins: readonly string[]
}
/** A ticket opens one stream, once. It begins behind the activity with the number `from`. */
export type Ticket = Grant & { readonly from: number }

export const TOKEN_SECONDS = 1800
export const TICKET_SECONDS = 60
const AUDIENCE = 'mibao-directline'
const ALGORITHM = 'HS256'

const grantClaims = { conversation: z.string().min(1), user: z.string().min(1), site: z.string().min(1), origins: z.array(z.string()) }
const tokenClaims = z.object({ ...grantClaims, type: z.literal('token'), exp: z.number(), iat: z.number() })
const ticketClaims = z.object({ ...grantClaims, type: z.literal('stream'), from: z.int().min(0), jti: z.string().min(1), exp: z.number() })

export type TokenDeps = { readonly signingKey: Uint8Array; now(): number; newId(): string }
export type Tokens = {
  issue(grant: Grant): Promise<string>
  /** Throws 401 for a token that is not ours, 403 for one that has expired. */
  verify(token: string): Promise<Grant>
  issueTicket(ticket: Ticket): Promise<string>
  /** Like `verify`, and 401 for a ticket that was used. */
  redeem(ticket: string): Promise<Ticket>
}

/** Tokens whose signature was found good are remembered until they end: a client sends the same one with every message. */
const REMEMBERED = 10_000

export function createTokens({ signingKey: bytes, now, newId }: TokenDeps): Tokens {
  if (bytes.length < 32) throw new Error(`expected a signing key of at least 32 bytes, got ${bytes.length}`)
  const signingKey = createSecretKey(bytes)
  const good = new Map<string, { readonly grant: Grant; readonly from: number; readonly until: number }>()
  /** Tickets that were used, by when they would have ended anyway. */
  const used = new Map<string, number>()

  const sign = (claims: Readonly<Record<string, unknown>>, seconds: number): Promise<string> => {
    const issuedAt = Math.floor(now() / 1000)
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .setJti(newId())
      .sign(signingKey)
  }

  async function open<Claims>(token: string, schema: z.ZodType<Claims>, seconds: number): Promise<Claims> {
    const claims = schema.safeParse(await payloadOf(token, { signingKey, seconds, now: now() }))
    if (!claims.success) throw unauthorized('The token is not valid here.')
    return claims.data
  }

  return {
    issue: ({ conversation, user, site, origins }) => sign({ type: 'token', conversation, user, site, origins }, TOKEN_SECONDS),
    async verify(token) {
      const known = good.get(token)
      if (known && now() >= known.from && now() < known.until) return known.grant
      good.delete(token)
      const { type: _type, exp, iat, ...grant } = await open(token, tokenClaims, TOKEN_SECONDS)
      if (good.size >= REMEMBERED) good.clear()
      good.set(token, { grant, from: iat * 1000, until: Math.min(exp, iat + TOKEN_SECONDS) * 1000 })
      return grant
    },
    issueTicket: ({ conversation, user, site, origins, from }) => sign({ type: 'stream', conversation, user, site, origins, from }, TICKET_SECONDS),
    async redeem(text) {
      const { type: _type, jti, exp, ...ticket } = await open(text, ticketClaims, TICKET_SECONDS)
      for (const [id, end] of used) if (end < now() / 1000) used.delete(id)
      if (used.has(jti)) throw unauthorized('This ticket was used already.')
      used.set(jti, exp)
      return ticket
    },
  }
}

type Verification = { readonly signingKey: KeyObject; readonly seconds: number; readonly now: number }

async function payloadOf(token: string, { signingKey, seconds, now }: Verification): Promise<unknown> {
  const required = ['exp', 'iat', 'jti', 'type']
  const options = { algorithms: [ALGORITHM], audience: AUDIENCE, currentDate: new Date(now), maxTokenAge: seconds, requiredClaims: required }
  if (!isCanonical(token)) throw unauthorized('The token is not valid.')
  try {
    return (await jwtVerify(token, signingKey, options)).payload
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw tokenExpired()
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw unauthorized('The token is not valid.')
    throw error
  }
}

/** The last character of base64url has bits that decoders ignore; a token that differs in them is still not the one we gave. */
const isCanonical = (token: string): boolean => token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
