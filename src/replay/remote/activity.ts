import { z } from 'zod'
import type { Seen } from '../compare.js'
import { NOTHING_SEEN } from '../seen.js'

const works = z.array(z.object({ name: z.string(), outcome: z.string() }))
/** What a turn did, as a server with the simulator tells it. */
const debugSchema = z.object({
  nodes: z.array(z.string()),
  intent: z.string().nullable(),
  slots: z.record(z.string(), z.string()),
  checks: works,
  acts: works,
  outcome: z.string().optional(),
  ticket: z.string().optional(),
})
export type WireDebug = z.infer<typeof debugSchema>
const put = z.object({ question: z.string(), option: z.string() })

/** What is read of an activity; everything else is let be. */
export const activitySchema = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string().optional(),
  text: z.string().optional(),
  replyToId: z.string().optional(),
  inputHint: z.string().optional(),
  value: z.unknown().optional(),
  channelData: z.object({ debug: debugSchema.optional() }).optional().catch(undefined),
  suggestedActions: z.object({ actions: z.array(z.object({ title: z.string(), value: z.unknown().optional() })) }).optional(),
})
export type Activity = z.infer<typeof activitySchema>

export const debugOf = (activities: readonly Activity[]): WireDebug | null =>
  activities.findLast(({ channelData }) => channelData?.debug)?.channelData?.debug ?? null

/** What the bot said: its replies, and nothing that agents or the user wrote. */
export const saidIn = (activities: readonly Activity[]): readonly Activity[] =>
  activities.filter(({ type, replyToId, text }) => type === 'message' && replyToId !== undefined && text !== undefined)

/** The buttons of an activity, and the question that they answer. */
export function buttonsOf({
  suggestedActions,
}: Activity): { readonly question: string; readonly options: readonly { readonly option: string; readonly title: string }[] } | null {
  const read = (suggestedActions?.actions ?? []).flatMap(({ title, value }) => {
    const one = put.safeParse(value)
    return one.success ? [{ ...one.data, title }] : []
  })
  const [first] = read
  return first ? { question: first.question, options: read.map(({ option, title }) => ({ option, title })) } : null
}

const handoff = z.object({ ticket: z.string(), queue: z.string(), existing: z.boolean().default(false) })
export type Handoff = z.infer<typeof handoff>
export function handoffIn(activities: readonly Activity[]): Handoff | null {
  const read = handoff.safeParse(activities.findLast(({ type, name }) => type === 'event' && name === 'handoff.initiate')?.value)
  return read.success ? read.data : null
}

/** What a turn showed over the wire, in the terms of a script. */
export function seenOnWire(activities: readonly Activity[]): Seen {
  const debug = debugOf(activities)
  const text = saidIn(activities)
    .map((one) => one.text ?? '')
    .join('\n')
  if (!debug) return { ...NOTHING_SEEN, text }
  const ticket = handoffIn(activities)
  const pairs = (works: WireDebug['checks']) => works.map(({ name, outcome }) => ({ [name]: outcome }))
  return {
    nodes: debug.nodes,
    intent: debug.intent,
    slots: debug.slots,
    checks: pairs(debug.checks),
    acts: pairs(debug.acts),
    outcome: debug.outcome ?? null,
    ticket: ticket && { queue: ticket.queue, existing: ticket.existing },
    text,
  }
}
