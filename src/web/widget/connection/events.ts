import type { ConnectionShown, Incoming } from '../model.js'

/** What can happen to a connection, what it knows, and what it asks to be done: the words of machine.ts. */
export type Frame = { readonly activities: readonly Incoming[]; readonly watermark: string | undefined }
export type Grant = { readonly conversationId: string; readonly token: string; readonly expiresInS: number; readonly resume: string | undefined }
export type TimerName = 'retry' | 'refresh' | 'poll' | 'stream'
export type Failure = 'unreachable' | 'expired' | 'lost' | 'refused'

export type Phase =
  | 'idle'
  | 'getting_token'
  | 'creating'
  | 'reading_history'
  | 'getting_stream'
  | 'opening'
  | 'live'
  | 'polling'
  | 'waiting'
  | 'refused'

export type ConnectionState = {
  readonly phase: Phase
  readonly token: string | undefined
  readonly conversationId: string | undefined
  /** A token alone starts nothing; this says that the conversation behind it exists. */
  readonly started: boolean
  readonly watermark: string
  /** Failures in a row, whatever failed. */
  readonly failures: number
  readonly socketFailures: number
  readonly wasOnline: boolean
}

export type ConnectionEvent =
  | { readonly type: 'started' | 'resume_rejected' | 'socket_opened' | 'socket_closed' | 'refresh_failed' | 'woke' | 'reset' }
  | { readonly type: 'token_given'; readonly grant: Grant; readonly resumed: boolean }
  | { readonly type: 'conversation_given'; readonly grant: Grant; readonly streamUrl: string | undefined }
  | { readonly type: 'token_refreshed'; readonly grant: Grant }
  | { readonly type: 'stream_given'; readonly streamUrl: string | undefined }
  | { readonly type: 'activities_given' | 'frame_received'; readonly frame: Frame }
  | { readonly type: 'call_failed'; readonly failure: Failure; readonly retryAfterMs?: number | undefined }
  | { readonly type: 'time_passed'; readonly timer: TimerName }

/** A request to the server; its answer comes back as an event. */
export type CallEffect =
  | { readonly type: 'generate_token' | 'create_conversation' | 'refresh_token' }
  | { readonly type: 'get_conversation' | 'get_activities'; readonly watermark: string }

export type Effect =
  | CallEffect
  | { readonly type: 'close_socket' | 'forget' | 'end_conversation' }
  | { readonly type: 'end_resume'; readonly token: string; readonly conversationId: string }
  | { readonly type: 'open_socket'; readonly url: string }
  | { readonly type: 'remember'; readonly resume: string }
  | { readonly type: 'deliver'; readonly frame: Frame; readonly live: boolean }
  | { readonly type: 'back_off'; readonly failures: number; readonly atLeastMs: number }
  | { readonly type: 'wait'; readonly timer: TimerName; readonly ms: number }

export type Step = readonly [ConnectionState, readonly Effect[]]

const FAILURES_BEFORE_UNREACHABLE = 4

export const notConnected: ConnectionState = {
  phase: 'idle',
  token: undefined,
  conversationId: undefined,
  started: false,
  watermark: '',
  failures: 0,
  socketFailures: 0,
  wasOnline: false,
}

/** What the person is told about a connection. */
export function shownConnection(state: ConnectionState): ConnectionShown {
  if (state.phase === 'idle') return 'idle'
  if (state.phase === 'live' || state.phase === 'polling') return 'online'
  if (state.phase === 'refused' || state.failures >= FAILURES_BEFORE_UNREACHABLE) return 'unreachable'
  return state.wasOnline ? 'reconnecting' : 'connecting'
}
