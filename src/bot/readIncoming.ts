import { z } from 'zod'
import type { Json } from '../storage/records.js'
import type { Arrival } from '../turn/arrival.js'

/** The parts of an activity that the bot looks at, of the right types. */
export type Incoming = {
  readonly type: string
  readonly text: string
  readonly name: string
  readonly value: Json
  readonly channelData: { readonly [key: string]: Json } | null
  readonly clientId: string | null
}
/** A field that cannot be taken. */
export type Refused = { readonly type: 'refused'; readonly field: string; readonly message: string }

const MAX_CHANNEL_DATA = 2048
const MAX_DEPTH = 16
const CLIENT_ID = /^[A-Za-z0-9._:-]{1,64}$/

const envelope = z.object({
  type: z.string().min(1).max(64),
  text: z.string().nullish(),
  name: z.string().max(128).nullish(),
  value: z.unknown().optional(),
  channelData: z.unknown().optional(),
})
const id = z.string().min(1).max(200)
const answer = z.object({ question: id, option: id })
const withdrawal = z.object({ question: id })

/** Reads an activity from outside; whatever is wrong is named by its field. */
export function readIncoming(raw: unknown): Incoming | Refused {
  const read = envelope.safeParse(raw)
  if (!read.success) {
    const [issue] = read.error.issues
    return refused(issue?.path.map(String).join('.') || 'activity', issue?.message ?? 'not an activity')
  }
  const { type, text, name } = read.data
  const value = readJson(read.data.value)
  const channelData = readJson(read.data.channelData)
  if (value === undefined) return refused('value', 'nested too deeply')
  if (channelData === undefined || !isObject(channelData)) return refused('channelData', 'expected an object')
  if (Buffer.byteLength(JSON.stringify(channelData)) > MAX_CHANNEL_DATA) return refused('channelData', `expected at most ${MAX_CHANNEL_DATA} bytes`)
  const clientId = channelData?.clientActivityID ?? null
  if (clientId !== null && (typeof clientId !== 'string' || !CLIENT_ID.test(clientId))) {
    return refused('channelData.clientActivityID', 'expected 1 to 64 of A-Z a-z 0-9 . _ : -')
  }
  return { type, text: text ?? '', name: name ?? '', value, channelData, clientId }
}

/** Words or a tap. A value that names no option is none of ours, and the words count. */
export function contentOfMessage({ text, value }: Incoming): Arrival['content'] {
  const tap = answer.safeParse(value)
  return tap.success ? { type: 'tap', text, ...tap.data } : { type: 'text', text }
}

const rating = z.object({ stars: z.int().min(1).max(5), comment: z.string().trim().max(1000).default('') })

/** Events that anything follows from are `withdraw` and `rating`; null for the others. */
export function contentOfEvent({ name, value }: Incoming): Arrival['content'] | Refused | null {
  if (name === 'rating') {
    const rated = rating.safeParse(value)
    return rated.success ? { type: 'rate', ...rated.data } : refused('value', 'expected stars from 1 to 5, and a comment of at most 1000 characters')
  }
  if (name !== 'withdraw') return null
  const read = withdrawal.safeParse(value)
  return read.success ? { type: 'withdraw', ...read.data } : refused('value.question', 'expected the id of a question')
}

export const refused = (field: string, message: string): Refused => ({ type: 'refused', field, message })

const isObject = (value: Json): value is { readonly [key: string]: Json } | null => !Array.isArray(value) && typeof value === 'object'

/** Undefined for what is nested too deeply: everything behind this recurses. */
function readJson(value: unknown, depth = MAX_DEPTH): Json | undefined {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value !== 'object' || depth === 0) return undefined
  const entries = Object.entries(value).map(([key, item]) => [key, readJson(item, depth - 1)] as const)
  if (entries.some(([, item]) => item === undefined)) return undefined
  const kept = entries.flatMap(([key, item]) => (item === undefined ? [] : [[key, item] as const]))
  return Array.isArray(value) ? kept.map(([, item]) => item) : Object.fromEntries(kept)
}
