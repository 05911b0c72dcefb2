import { z } from 'zod'
import { type Account, accountSchema } from '../../accounts/model.js'
import type { PhoneAction } from '../scriptSchema.js'
import { type Activity, activitySchema } from './activity.js'
import { type Caller, createCaller, ServerError } from './http.js'

const LINE = '/v3/directline'
const message = z.object({ at: z.number(), code: z.string().optional() })

/** A running server, as replays need it. */
export type RemoteServer = {
  createAccount(persona: string, patch?: unknown): Promise<Account>
  dynamicCode(account: string): Promise<string>
  /** The code of the newest text message to any of these numbers; null when none got one. */
  newestCode(numbers: readonly string[]): Promise<string | null>
  /** What is done on the simulated phone or to the simulated service, told in a word. */
  doOnPhone(account: string, action: PhoneAction): Promise<string>
  begin(): Promise<RemoteConversation>
}
export type RemoteConversation = {
  /** The id of the activity that was made of it: the first one's, when `clientId` was there already. */
  post(clientId: string, activity: { readonly text: string; readonly value?: unknown }): Promise<string>
  /** What came since the last time. */
  news(): Promise<readonly Activity[]>
}

/** Makes sure that the server is there, takes the secret, and has its simulator on. `credential`: the secret or the site key. */
export async function connect(address: string, credential: string): Promise<RemoteServer> {
  const origin = originOf(address)
  const call = createCaller(origin)
  await newToken(call, credential, origin)
  await call({ path: '/simulator/personas' }, z.array(z.object({ persona: z.string() }))).catch((error: unknown) => {
    if (error instanceof ServerError && error.status !== null && error.status < 500)
      throw new ServerError(`${origin} has its simulator off, so replays get no accounts there. Start it with SIMULATOR=on.`, error.status)
    throw error
  })
  return { ...accountsOf(call), begin: async () => begin(call, await newToken(call, credential, origin)) }
}

function originOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || !/^https?:$/.test(url.protocol))
    throw new ServerError(`--url: expected an address such as http://127.0.0.1:8787, got "${address}"`, null)
  return url.origin
}

async function newToken(call: Caller, bearer: string, origin: string): Promise<string> {
  try {
    const made = await call({ method: 'POST', path: `${LINE}/tokens/generate`, body: {}, bearer }, z.object({ token: z.string() }))
    return made.token
  } catch (error) {
    if (!(error instanceof ServerError) || error.status === null) throw error
    if (error.status === 401 || error.status === 403)
      throw new ServerError(
        `${origin} refuses the secret. Give the server's own DIRECT_LINE_SECRET or site key with --secret or in the environment.`,
        error.status,
      )
    if (error.status === 404) throw new ServerError(`${origin} answers, but there is no Direct Line there. Is this the right address?`, error.status)
    throw error
  }
}

async function begin(call: Caller, bearer: string): Promise<RemoteConversation> {
  const { conversationId } = await call({ method: 'POST', path: `${LINE}/conversations`, body: {}, bearer }, z.object({ conversationId: z.string() }))
  const path = `${LINE}/conversations/${encodeURIComponent(conversationId)}/activities`
  let watermark = ''
  return {
    post: async (clientActivityID, activity) => {
      const body = { type: 'message', ...activity, channelData: { clientActivityID } }
      return (await call({ method: 'POST', path, body, bearer }, z.object({ id: z.string() }))).id
    },
    news: async () => {
      const schema = z.object({ activities: z.array(activitySchema), watermark: z.string() })
      const read = await call({ path: `${path}?watermark=${encodeURIComponent(watermark)}`, bearer }, schema)
      watermark = read.watermark
      return read.activities
    },
  }
}

function accountsOf(call: Caller): Omit<RemoteServer, 'begin'> {
  const post = (path: string, body: unknown) => call({ method: 'POST', path, body }, z.unknown())
  return {
    createAccount: (persona, patch) =>
      call({ method: 'POST', path: '/simulator/accounts', body: { persona, ...(patch !== undefined && { patch }) } }, accountSchema),
    dynamicCode: async (account) => (await call({ path: `/simulator/accounts/${account}/dynamic-code` }, z.object({ code: z.string() }))).code,
    newestCode: async (numbers) => {
      const inboxes = await Promise.all(numbers.map((number) => call({ path: `/simulator/phones/${number}/inbox` }, z.array(message))))
      const newest = inboxes
        .flat()
        .filter(({ code }) => code !== undefined)
        .sort((a, b) => b.at - a.at)[0]
      return newest?.code ?? null
    },
    doOnPhone: async (account, action) => {
      const path = `/simulator/accounts/${account}`
      switch (action.action) {
        case 'face':
          await post(`${path}/face`, { result: action.result })
          break
        case 'patch':
          await call({ method: 'PATCH', path, body: action.fields }, z.unknown())
          break
        case 'fault': {
          const { operation, mode, times } = action
          await post('/simulator/faults', { account_id: account, operation, mode, times })
          break
        }
        case 'log_in':
        case 'update_client':
        case 'request_unbind':
        case 'confirm_unbind':
        case 'activate':
        case 'read_notice': {
          const done = z.object({ result: z.object({ outcome: z.string() }) })
          const { result } = await call({ method: 'POST', path: `${path}/user-actions`, body: action }, done)
          return `(phone: ${action.action} → ${result.outcome})`
        }
      }
      return `(phone: ${action.action})`
    },
  }
}
