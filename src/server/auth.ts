import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { unauthorized } from './errors.js'
import { isAllowedOrigin } from './origins.js'
import type { Grant, Tokens } from './tokens.js'

/** Who calls: somebody with the secret, a page with the public site key, or the holder of a token. */
export type Caller =
  | { readonly type: 'secret'; readonly site: string }
  | { readonly type: 'site'; readonly site: string }
  | ({ readonly type: 'token' } & Grant)

export type AuthConfig = { readonly secret: string; readonly siteKey: string; readonly allowedOrigins: readonly string[] }
export type Auth = { callerOf(headers: IncomingHttpHeaders): Promise<Caller> }

/** The site of conversations that were made with the secret; those made with the site key belong to the page's origin. */
export const SECRET_SITE = 'direct'

export function createAuth({ secret, siteKey, allowedOrigins }: AuthConfig, tokens: Tokens): Auth {
  return {
    async callerOf(headers) {
      const credential = bearerOf(headers)
      if (isSame(credential, secret)) return { type: 'secret', site: SECRET_SITE }
      if (isSame(credential, siteKey)) return { type: 'site', site: siteOf(headers, allowedOrigins) }
      const grant = await tokens.verify(credential)
      if (!mayUse(grant, headers.origin)) throw unauthorized('The token may not be used from this origin.')
      return { type: 'token', ...grant }
    },
  }
}

/** A token that was made for certain origins is refused to browsers elsewhere. */
export const mayUse = ({ origins }: Grant, origin: string | undefined): boolean =>
  origins.length === 0 || origin === undefined || origins.includes(origin)

function bearerOf({ authorization }: IncomingHttpHeaders): string {
  const [, credential] = /^Bearer +([^\s]+) *$/i.exec(authorization ?? '') ?? []
  if (credential === undefined) throw unauthorized('Expected the header "Authorization: Bearer <token or secret>".')
  return credential
}

/** The site key is no secret: what it opens depends on the page that uses it, which only browsers tell. */
function siteOf({ origin, host }: IncomingHttpHeaders, allowed: readonly string[]): string {
  if (origin === undefined || !isAllowedOrigin(origin, host, allowed)) throw unauthorized('The site key may not be used from this origin.')
  return origin
}

/** Compares digests, so that neither content nor length shows in the time taken. */
const isSame = (given: string, expected: string): boolean => expected !== '' && timingSafeEqual(digest(given), digest(expected))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
