import { DEMO_PASSWORD } from '../../src/agents/demoTeam.js'
import { CONSOLE, PROOF_HEADER } from '../../src/server/console/operation.js'

type Answer = { readonly status: number; readonly body: unknown }
/** Somebody of the team who calls the desk's API as its page does. */
export type Caller = { readonly cookie: string; call(method: string, path: string, body?: unknown): Promise<Answer> }

/** Signs somebody of the demo team in. */
export async function signedIn(origin: string, name: string): Promise<Caller> {
  const headers = { 'content-type': 'application/json', [PROOF_HEADER]: '1' }
  const answer = await fetch(`${origin}${CONSOLE}/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name, password: DEMO_PASSWORD }),
  })
  const [cookie = ''] = answer.headers.getSetCookie()[0]?.split(';') ?? []
  if (answer.status !== 201 || cookie === '') throw new Error(`expected ${name} to be signed in, got ${answer.status}`)
  return {
    cookie,
    async call(method, path, body) {
      const got = await fetch(`${origin}${CONSOLE}${path}`, {
        method,
        headers: { ...headers, cookie },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await got.text()
      return { status: got.status, body: got.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : text }
    },
  }
}
