import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** A small OpenID Connect issuer that lets everybody in as `name` says, at once. */
export async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }
  const given = new Map<string, { readonly nonce: string; readonly challenge: string }>()
  let name = 'wang'
  const server = createServer(async (req, res) => {
    const url = new URL(req.url ?? '/', origin())
    const json = (value: unknown): void => void res.setHeader('Content-Type', 'application/json').end(JSON.stringify(value))
    if (url.pathname === '/.well-known/openid-configuration')
      return json({
        issuer: origin(),
        authorization_endpoint: `${origin()}/authorize`,
        token_endpoint: `${origin()}/token`,
        jwks_uri: `${origin()}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (url.pathname === '/jwks') return json({ keys: [jwk] })
    if (url.pathname === '/authorize') {
      const code = `code-${given.size}`
      given.set(code, { nonce: url.searchParams.get('nonce') ?? '', challenge: url.searchParams.get('code_challenge') ?? '' })
      const back = new URL(url.searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('code', code)
      back.searchParams.set('state', url.searchParams.get('state') ?? '')
      return void res.writeHead(302, { Location: back.href }).end()
    }
    let body = ''
    for await (const chunk of req) body += String(chunk)
    const { nonce = '' } = given.get(new URLSearchParams(body).get('code') ?? '') ?? {}
    const token = await new SignJWT({ nonce, preferred_username: name })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer(origin())
      .setAudience('mibao')
      .setSubject(name)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey)
    json({ access_token: 'a', token_type: 'bearer', id_token: token })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  function origin(): string {
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('expected a TCP address')
    return `http://127.0.0.1:${address.port}`
  }
  return {
    origin: origin(),
    letIn(next: string) {
      name = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address')
  return address.port
}
