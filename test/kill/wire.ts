import { z } from 'zod'
import { type MortalServer, SECRET } from './mortalServer.js'

const debug = z.object({ nodes: z.array(z.string()), acts: z.array(z.object({ name: z.string(), outcome: z.string() })) })
const activity = z.object({
  id: z.string(),
  type: z.string(),
  from: z.object({ role: z.string() }),
  text: z.string().default(''),
  replyToId: z.string().optional(),
  channelData: z.object({ clientActivityID: z.string().optional(), debug: debug.optional() }).optional(),
  suggestedActions: z.object({ actions: z.array(z.object({ value: z.object({ question: z.string(), option: z.string() }) })) }).optional(),
})
export type Activity = z.infer<typeof activity>
const activities = z.object({ activities: z.array(activity) })
const begun = z.object({ conversationId: z.string(), token: z.string() })
const taken = z.object({ id: z.string() })

const PATIENCE_MS = 5000
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50))

/** A client of one conversation that sends everything again, unchanged, until it is answered. */
export class Wire {
  /** Answers other than 2xx: the server is dead or right, never at fault. */
  readonly refusals: string[] = []
  private grant = { conversationId: '', token: SECRET }

  constructor(private readonly server: MortalServer) {}

  async begin(): Promise<string> {
    this.grant = begun.parse(await this.until('POST', 'tokens/generate', {}))
    await this.until('POST', 'conversations', {})
    return this.grant.conversationId
  }

  async post(clientActivityID: string, content: { readonly text: string; readonly value?: unknown }): Promise<string> {
    const message = { type: 'message', from: { id: 'somebody' }, ...content, channelData: { clientActivityID } }
    return taken.parse(await this.until('POST', `conversations/${this.grant.conversationId}/activities`, message)).id
  }

  async read(): Promise<readonly Activity[]> {
    return activities.parse(await this.until('GET', `conversations/${this.grant.conversationId}/activities`, null)).activities
  }

  private async until(method: string, path: string, body: unknown): Promise<unknown> {
    for (;;) {
      const { port, life } = await this.server.serving()
      const answer = await this.once(`http://127.0.0.1:${port}/v3/directline/${path}`, method, body)
      if (answer?.ok) return answer.json
      if (answer) this.refusals.push(`life ${life}: ${method} ${path}: ${JSON.stringify(answer.json)}`)
      await pause()
    }
  }

  /** Null when no whole answer came. */
  private async once(url: string, method: string, body: unknown): Promise<{ readonly ok: boolean; readonly json: unknown } | null> {
    try {
      const headers = { authorization: `Bearer ${this.grant.token}`, 'content-type': 'application/json' }
      const response = await fetch(url, {
        method,
        headers,
        body: body === null ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      return { ok: response.ok, json: await response.json() }
    } catch {
      // Whatever it was that broke the connection, the server is asked again.
      return null
    }
  }
}
