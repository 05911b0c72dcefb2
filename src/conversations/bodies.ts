import type { CheckShown, Choice } from '../engine/events.js'
import type { Lang } from '../shared/lang.js'
import type { Json } from '../storage/records.js'

/** What a turn did, for harnesses; goes out with the last reply of a turn while the simulator is on. */
export type Debug = {
  readonly nodes: readonly string[]
  readonly intent: string | null
  readonly slots: Readonly<Record<string, string>>
  readonly checks: readonly { readonly name: string; readonly outcome: string }[]
  readonly acts: readonly { readonly name: string; readonly outcome: string }[]
  /** Left out on the wire when null. */
  readonly outcome: string | null
  readonly ticket: string | null
}

/** A reply of the bot, channel-neutral: a key of the program's texts with values. Values that begin with `@` are keys themselves; values like `qq:9f3c:12****89` are vault references whose last part may be shown. */
export type BotBody = {
  readonly type: 'bot_said'
  readonly key: string
  readonly language: Lang
  readonly values: Readonly<Record<string, string>>
  readonly question: string | null
  readonly choices: readonly Choice[]
  readonly checks: readonly CheckShown[]
  /** Hash of the program whose texts the keys belong to. */
  readonly program: string
  /** Activity sequence of the user's input that this answers; 0 where nobody asked. */
  readonly replyTo: number
  readonly debug: Debug | null
}
/** What the user sent, masked. `echo` is the channelData to send back (at most 2 KB, masked in its strings, except clientActivityID). */
export type UserBody = {
  readonly type: 'user_said'
  readonly text: string
  readonly value: Json | null
  readonly name: string | null
  readonly echo: Json | null
}
/** An agent's own words (masked). */
export type AgentBody = { readonly type: 'agent_said'; readonly text: string; readonly agent: string }
/** A protocol event such as `handoff.initiate`. */
export type EventBody = { readonly type: 'event'; readonly name: string; readonly value: Json; readonly replyTo: number }
/** How the user found it: 1 to 5 stars, with words (masked). */
export type RatingBody = { readonly type: 'user_rated'; readonly stars: number; readonly comment: string; readonly echo: Json | null }
export type Body = BotBody | UserBody | AgentBody | EventBody | RatingBody

/** Where somebody stands who waits for a person; `place` is null once they do not wait any more. `present`: how many of the team are. */
export type QueueStatus = {
  readonly type: 'queue'
  readonly place: number | null
  readonly present: number
  readonly hours: { readonly zh: string; readonly en: string } | null
}
