import { z } from 'zod'

const choice = z.object({ type: z.string(), title: z.string(), text: z.string(), value: z.object({ question: z.string(), option: z.string() }) })
const activitySchema = z.object({
  id: z.string(),
  type: z.string(),
  text: z.string().default(''),
  replyToId: z.string().optional(),
  from: z.object({ id: z.string(), role: z.string() }),
  suggestedActions: z.object({ actions: z.array(choice) }).optional(),
  channelData: z
    .looseObject({
      clientActivityID: z.string().optional(),
      debug: z.object({ nodes: z.array(z.string()), acts: z.array(z.object({ name: z.string() })) }).optional(),
    })
    .optional(),
})
export type Activity = z.infer<typeof activitySchema>

/** Every field that some answer has; what is not there is empty. */
const bodySchema = z.looseObject({
  conversationId: z.string().default(''),
  token: z.string().default(''),
  streamUrl: z.string().default(''),
  id: z.string().default(''),
  watermark: z.string().default(''),
  account_id: z.string().default(''),
  code: z.string().default(''),
  activities: z.array(activitySchema).default([]),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
})
export type Answer = { readonly status: number; readonly body: z.infer<typeof bodySchema> }
export type Call = (method: string, path: string, sent?: Sent) => Promise<Answer>
type Sent = {
  readonly bearer?: string
  readonly body?: unknown
  readonly raw?: string | FormData
  readonly headers?: Readonly<Record<string, string>>
}

/** Plain requests to one server; `~` stands for the base path of Direct Line. */
export function callTo(origin: string): Call {
  return async (method, path, { bearer, body, raw, headers } = {}) => {
    const sent = new Headers(headers)
    if (bearer !== undefined) sent.set('authorization', `Bearer ${bearer}`)
    if (body !== undefined) sent.set('content-type', 'application/json')
    const response = await fetch(origin + path.replace(/^~/, '/v3/directline'), {
      method,
      headers: sent,
      body: raw ?? (body === undefined ? null : JSON.stringify(body)),
    })
    return { status: response.status, body: bodySchema.parse(await response.json()) }
  }
}

/** The nodes that an answer went through, in order. */
export const nodesOf = (activities: readonly Activity[]): readonly string[] =>
  activities.flatMap(({ channelData }) => channelData?.debug?.nodes ?? [])
