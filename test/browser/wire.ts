import type { Page } from 'playwright-core'
import { z } from 'zod'
import type { Changed } from './until.js'

export type Seen = {
  readonly id: string
  readonly from: 'user' | 'bot'
  readonly text: string
  readonly nodes: readonly string[]
  readonly choices: readonly { readonly option: string; readonly title: string }[]
}

const action = z.object({ title: z.string(), value: z.object({ option: z.string() }) })
const activity = z.object({
  id: z.string(),
  type: z.literal('message'),
  text: z.string(),
  from: z.object({ role: z.enum(['user', 'bot']) }),
  suggestedActions: z.object({ actions: z.array(action) }).optional(),
  channelData: z.object({ debug: z.object({ nodes: z.array(z.string()) }).optional() }).optional(),
})
const frame = z.object({ activities: z.array(z.unknown()) })

/** Listens to what the server sends to the widget, by socket and by polling. */
export function watchWire(page: Page): { readonly seen: readonly Seen[]; readonly changed: Changed } {
  const seen: Seen[] = []
  const listeners = new Set<() => void>()
  function take(json: string): void {
    const read = frame.safeParse(JSON.parse(json))
    for (const each of read.success ? read.data.activities : []) {
      const message = activity.safeParse(each)
      if (message.success && !seen.some(({ id }) => id === message.data.id)) seen.push(seenOf(message.data))
    }
    for (const listener of [...listeners]) listener()
  }
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => take(payload.toString())))
  page.on('requestfinished', async (request) => {
    if (request.method() !== 'GET' || !request.url().includes('/activities')) return
    const response = await request.response()
    if (response?.status() === 200) take(await response.text())
  })
  return {
    seen,
    changed(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const seenOf = ({ id, text, from, suggestedActions, channelData }: z.infer<typeof activity>): Seen => ({
  id,
  from: from.role,
  text,
  nodes: channelData?.debug?.nodes ?? [],
  choices: (suggestedActions?.actions ?? []).map(({ title, value }) => ({ title, option: value.option })),
})
