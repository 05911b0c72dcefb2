import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { z } from 'zod'

export type SingleSignOnOptions = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** The claim of the ID token that holds the name by which the desk knows somebody. */
  readonly claim: string
  /** Where the issuer sends people back to. */
  readonly redirect: string
}
/** Sign-in by OpenID Connect: authorization code with PKCE, state and nonce. */
export type SingleSignOn = {
  /** Where to send somebody, and what this browser must bring back with the answer. */
  start(): Promise<{ readonly url: string; readonly kept: string }>
  /** The name that the issuer vouches for; throws where the answer is not the one to `kept`. */
  finish(query: string, kept: string): Promise<string | null>
}

const keptSchema = z.object({ verifier: z.string(), state: z.string(), nonce: z.string() })

export function singleSignOn({ issuer, clientId, clientSecret, claim, redirect }: SingleSignOnOptions): SingleSignOn {
  let found: Promise<Configuration> | null = null
  /** Asked for once; an issuer that does not answer is asked again by the next who signs in. */
  function configuration(): Promise<Configuration> {
    found ??= discovery(new URL(issuer), clientId, clientSecret, undefined, isLocal(issuer) ? { execute: [allowInsecureRequests] } : {}).catch(
      (error: unknown) => {
        found = null
        throw error
      },
    )
    return found
  }
  return {
    async start() {
      const kept = { verifier: randomPKCECodeVerifier(), state: randomState(), nonce: randomNonce() }
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirect,
        scope: 'openid profile email',
        code_challenge: await calculatePKCECodeChallenge(kept.verifier),
        code_challenge_method: 'S256',
        state: kept.state,
        nonce: kept.nonce,
      })
      return { url: url.href, kept: Buffer.from(JSON.stringify(kept)).toString('base64url') }
    },
    async finish(query, kept) {
      const { verifier, state, nonce } = keptSchema.parse(JSON.parse(Buffer.from(kept, 'base64url').toString('utf8')))
      const tokens = await authorizationCodeGrant(await configuration(), new URL(`${redirect}?${query}`), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      })
      const name = tokens.claims()?.[claim]
      return typeof name === 'string' && name !== '' ? name.toLowerCase() : null
    },
  }
}

/** Only an issuer on this machine may be asked without TLS: for trying out. */
const isLocal = (issuer: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost)(:|\/|$)/.test(issuer)
