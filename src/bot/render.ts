import { type Activity, ActivityTypes, type Attachment, InputHints } from 'botbuilder'
import type { AgentBody, BotBody, Debug, EventBody, RatingBody, UserBody } from '../conversations/bodies.js'
import { type Wording, wordsOf } from '../conversations/plainText.js'
import { readBody } from '../conversations/readBody.js'
import type { Program, Text } from '../dialog/program.js'
import type { Lang } from '../shared/lang.js'
import type { Json, StoredActivity } from '../storage/records.js'
import { listChecks, renderChecks } from './renderChecks.js'

/** An activity as it goes over the wire. */
export type WireActivity = Partial<Activity>

export type RenderOptions = {
  readonly titles: Readonly<Record<string, Text>>
  /** Whose conversation it is: the user's own messages come from this id. */
  readonly user: string
  /** Adds what the turn did to the replies that carry it. */
  readonly debug: boolean
}

/** What follows from the stored message alone, whoever wrote it. */
export type Base = Pick<WireActivity, 'id' | 'channelId' | 'conversation' | 'timestamp'>

export const BOT = { id: 'mibao', name: '密保客服台', role: 'bot' } as const
const LOCALE: Readonly<Record<Lang, string>> = { zh: 'zh-CN', en: 'en' }

export const activityId = (conversation: string, seq: number): string => `${conversation}|${String(seq).padStart(7, '0')}`

/** Turns a stored message into the activity that clients get: always the same one for the same message and program. */
export function render(activity: StoredActivity, program: Program | null, options: RenderOptions): WireActivity {
  const body = readBody(activity.body)
  const base = baseOf(activity)
  switch (body.type) {
    case 'bot_said':
      if (!program) throw new Error(`expected the program ${body.program} for the text "${body.key}", found none`)
      return said(base, body, { program, titles: options.titles }, options.debug)
    case 'user_said':
      return echoed(base, body, activity.kind, options.user)
    case 'agent_said':
      return agentSaid(base, body)
    case 'user_rated':
      return ratingOf(base, body, options.user)
    case 'event':
      return eventOf(base, body)
  }
}

/** The SDK wants more of a conversation than its id. */
export const placeOf = (id: string) => ({ id, isGroup: false, conversationType: '', name: '' })

export const baseOf = ({ conversation, seq, at }: Pick<StoredActivity, 'conversation' | 'seq' | 'at'>): Base => ({
  id: activityId(conversation, seq),
  channelId: 'directline',
  conversation: placeOf(conversation),
  timestamp: new Date(at),
})

/** What the sender of a reply looks like, shared by all that the bot sends. */
export const replyTo = (base: Base, seq: number): WireActivity => ({
  ...base,
  from: BOT,
  ...(seq > 0 && base.conversation ? { replyToId: activityId(base.conversation.id, seq) } : {}),
})

function said(base: Base, body: BotBody, wording: Wording, debug: boolean): WireActivity {
  const { language, question, choices } = body
  const rows = renderChecks(wording, body.checks, language)
  const text = wordsOf(wording, body.key, language, body.values)
  const actions = choices.map(({ option, label }) => {
    const title = wordsOf(wording, label, language, body.values)
    return { type: 'messageBack', title, text: title, displayText: title, value: { question, option } }
  })
  const channelData = {
    ...(rows.length > 0 && { card: { kind: 'diagnosis', checks: rows } }),
    ...(debug && body.debug && { debug: debugOf(body.debug) }),
  }
  return {
    ...replyTo(base, body.replyTo),
    type: ActivityTypes.Message,
    text: rows.length > 0 ? `${text}\n\n${listChecks(rows, language)}` : text,
    textFormat: 'markdown',
    locale: LOCALE[language],
    inputHint: question === null ? InputHints.AcceptingInput : InputHints.ExpectingInput,
    ...(actions.length > 0 && { suggestedActions: { to: [], actions } }),
    ...(Object.keys(channelData).length > 0 && { channelData }),
  }
}

const debugOf = ({ outcome, ticket, ...always }: Debug) => ({ ...always, ...(outcome !== null && { outcome }), ...(ticket !== null && { ticket }) })

function echoed(base: Base, { text, value, name, echo }: UserBody, kind: StoredActivity['kind'], user: string): WireActivity {
  return {
    ...base,
    from: { id: user, name: '', role: 'user' },
    ...(kind === 'event' ? { type: ActivityTypes.Event, name: name ?? '' } : { type: ActivityTypes.Message, text, textFormat: 'plain' }),
    ...(value !== null && { value }),
    ...(echo !== null && { channelData: echo }),
  }
}

const ratingOf = (base: Base, { stars, comment, echo }: RatingBody, user: string): WireActivity => ({
  ...base,
  from: { id: user, name: '', role: 'user' },
  type: ActivityTypes.Event,
  name: 'rating',
  value: { stars, comment },
  ...(echo !== null && { channelData: echo }),
})

/** Agents write plain text: what looks like markup in it is meant as it stands. */
const agentSaid = (base: Base, { text, agent }: AgentBody): WireActivity => ({
  ...base,
  type: ActivityTypes.Message,
  from: { id: 'agent', name: agent, role: 'bot' },
  text,
  textFormat: 'plain',
  inputHint: InputHints.AcceptingInput,
  channelData: { speaker: 'agent' },
})

/** Shaped as botbuilder's EventFactory makes it: the transcript, where there is one, is an attachment and no part of the value. */
function eventOf(base: Base, body: EventBody): WireActivity {
  const { transcript, value } = withoutTranscript(body.value)
  const attachments: Attachment[] = transcript === undefined ? [] : [{ content: transcript, contentType: 'application/json', name: 'Transcript' }]
  return {
    ...replyTo(base, body.replyTo),
    type: ActivityTypes.Event,
    name: body.name,
    value,
    ...(attachments.length > 0 && { attachments }),
  }
}

function withoutTranscript(value: Json): { readonly transcript: Json | undefined; readonly value: Json } {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { transcript: undefined, value }
  const { transcript, ...rest } = Object.fromEntries(Object.entries(value))
  return { transcript, value: rest }
}
