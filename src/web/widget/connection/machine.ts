import {
  type ConnectionEvent,
  type ConnectionState,
  type Effect,
  type Failure,
  type Frame,
  type Grant,
  notConnected,
  type Step,
  type TimerName,
} from './events.js'

const POLL_MS = 1500
const REFRESH_AGAIN_MS = 30_000
/** While polling, a socket is tried again this often. */
const TRY_STREAM_MS = 60_000
/** Sockets that die before they open mean a proxy that does not let them through. */
const SOCKET_FAILURES_BEFORE_POLLING = 2

/** The connection as a pure step: what happened comes in, the next state and what must be done go out. */
export function step(state: ConnectionState, event: ConnectionEvent): Step {
  switch (event.type) {
    case 'started':
      return state.phase === 'idle' ? getToken(state) : [state, []]
    case 'token_given':
      return tokenGiven(state, event)
    case 'resume_rejected':
      return startAnew(state)
    case 'conversation_given':
      return conversationGiven(state, event)
    case 'token_refreshed':
      return [{ ...state, token: event.grant.token }, keep(event.grant)]
    case 'refresh_failed':
      return [state, [{ type: 'wait', timer: 'refresh', ms: REFRESH_AGAIN_MS }]]
    case 'stream_given':
      return openStream(state, event.streamUrl)
    case 'socket_opened':
      return socketOpened(state)
    case 'socket_closed':
      return socketClosed(state)
    case 'frame_received':
      return [heard(state, event.frame), [{ type: 'deliver', frame: event.frame, live: true }]]
    case 'activities_given':
      return activitiesGiven(state, event.frame)
    case 'call_failed':
      return callFailed(state, event.failure, event.retryAfterMs ?? 0)
    case 'time_passed':
      return timePassed(state, event.timer)
    case 'woke':
      return woke(state)
    case 'reset':
      return reset(state)
  }
}

function getToken(state: ConnectionState): Step {
  return [{ ...state, phase: 'getting_token' }, [{ type: 'generate_token' }]]
}

function startAnew(state: ConnectionState): Step {
  const [next, effects] = getToken({ ...notConnected, failures: state.failures })
  return [next, [{ type: 'close_socket' }, { type: 'forget' }, { type: 'end_conversation' }, ...effects]]
}

function reset(state: ConnectionState): Step {
  const [next, effects] = startAnew({ ...state, failures: 0 })
  const { token, conversationId, started } = state
  return [
    next,
    token === undefined || conversationId === undefined || !started ? effects : [{ type: 'end_resume', token, conversationId }, ...effects],
  ]
}

/** A token lives 30 minutes; half of that leaves room for a refresh that fails. */
function keep(grant: Grant): readonly Effect[] {
  const remember: readonly Effect[] = grant.resume === undefined ? [] : [{ type: 'remember', resume: grant.resume }]
  return [...remember, { type: 'wait', timer: 'refresh', ms: (grant.expiresInS * 1000) / 2 }]
}

function tokenGiven(state: ConnectionState, event: { readonly grant: Grant; readonly resumed: boolean }): Step {
  const { grant, resumed } = event
  const { token, conversationId } = grant
  if (resumed) {
    const [next, effects] = catchUp({ ...state, token, conversationId, started: true })
    return [next, [...keep(grant), ...effects]]
  }
  // Without its secret an earlier conversation cannot be continued, so its lines would promise what is gone.
  const left: readonly Effect[] = state.started ? [{ type: 'end_conversation' }] : []
  return [{ ...state, token, conversationId, started: false, watermark: '', phase: 'creating' }, [...left, { type: 'create_conversation' }]]
}

function conversationGiven(state: ConnectionState, event: { readonly grant: Grant; readonly streamUrl: string | undefined }): Step {
  const { token, conversationId } = event.grant
  const [next, effects] = openStream({ ...state, token, conversationId, started: true }, event.streamUrl)
  return [next, [...keep(event.grant), ...effects]]
}

/** A stream asked for without a watermark carries only what is new, so the history is read first. */
function catchUp(state: ConnectionState): Step {
  const { watermark } = state
  if (watermark === '') return [{ ...state, phase: 'reading_history' }, [{ type: 'get_activities', watermark }]]
  return [{ ...state, phase: 'getting_stream' }, [{ type: 'get_conversation', watermark }]]
}

function openStream(state: ConnectionState, url: string | undefined): Step {
  if (url === undefined) return poll(state)
  return [{ ...state, phase: 'opening' }, [{ type: 'open_socket', url }]]
}

function poll(state: ConnectionState): Step {
  return [
    { ...state, phase: 'polling', wasOnline: true },
    [
      { type: 'get_activities', watermark: state.watermark },
      { type: 'wait', timer: 'stream', ms: TRY_STREAM_MS },
    ],
  ]
}

function socketOpened(state: ConnectionState): Step {
  const next: ConnectionState = { ...state, phase: 'live', failures: 0, socketFailures: 0, wasOnline: true }
  // Nothing was stored when the history was read; what came before the socket was open would be missed.
  return [next, state.watermark === '' ? [{ type: 'get_activities', watermark: '' }] : []]
}

function socketClosed(state: ConnectionState): Step {
  if (state.phase === 'live') return waitToRetry(state, 0)
  if (state.phase !== 'opening') return [state, []]
  const socketFailures = state.socketFailures + 1
  if (socketFailures >= SOCKET_FAILURES_BEFORE_POLLING) return poll({ ...state, socketFailures })
  return waitToRetry({ ...state, socketFailures }, 0)
}

function heard(state: ConnectionState, frame: Frame): ConnectionState {
  return { ...state, watermark: frame.watermark ?? state.watermark }
}

function activitiesGiven(state: ConnectionState, frame: Frame): Step {
  const next = heard(state, frame)
  const deliver: Effect = { type: 'deliver', frame, live: state.phase !== 'reading_history' }
  if (state.phase === 'polling') return [{ ...next, failures: 0 }, [deliver, { type: 'wait', timer: 'poll', ms: POLL_MS }]]
  if (state.phase !== 'reading_history') return [next, [deliver]]
  return [{ ...next, phase: 'getting_stream' }, [deliver, { type: 'get_conversation', watermark: next.watermark }]]
}

function waitToRetry(state: ConnectionState, atLeastMs: number): Step {
  const failures = state.failures + 1
  return [{ ...state, phase: 'waiting', failures }, [{ type: 'close_socket' }, { type: 'back_off', failures, atLeastMs }]]
}

function callFailed(state: ConnectionState, failure: Failure, retryAfterMs: number): Step {
  if (failure === 'refused') return [{ ...state, phase: 'refused' }, [{ type: 'close_socket' }]]
  // A pause before the second try of the same kind: a server that answers so every time must not be asked in a ring.
  const again = state.failures > 0
  if (failure === 'unreachable') return waitToRetry(state, retryAfterMs)
  if (failure === 'lost') return again ? lostAgain(state, retryAfterMs) : startAnew({ ...state, failures: 1 })
  const expired = { ...state, token: undefined }
  if (again) return waitToRetry(expired, retryAfterMs)
  const [next, effects] = getToken({ ...expired, failures: 1 })
  return [next, [{ type: 'close_socket' }, ...effects]]
}

function lostAgain(state: ConnectionState, retryAfterMs: number): Step {
  const [next, effects] = waitToRetry({ ...notConnected, failures: state.failures }, retryAfterMs)
  return [next, [{ type: 'forget' }, { type: 'end_conversation' }, ...effects]]
}

function retryNow(state: ConnectionState): Step {
  if (state.token === undefined) return getToken(state)
  return state.started ? catchUp(state) : [{ ...state, phase: 'creating' }, [{ type: 'create_conversation' }]]
}

function timePassed(state: ConnectionState, timer: TimerName): Step {
  switch (timer) {
    case 'retry':
      return state.phase === 'waiting' ? retryNow(state) : [state, []]
    case 'refresh':
      return [state, state.token === undefined ? [] : [{ type: 'refresh_token' }]]
    case 'poll':
      return state.phase === 'polling' ? [state, [{ type: 'get_activities', watermark: state.watermark }]] : [state, []]
    case 'stream':
      return state.phase === 'polling'
        ? [{ ...state, phase: 'getting_stream' }, [{ type: 'get_conversation', watermark: state.watermark }]]
        : [state, []]
  }
}

/** The page came back to the front, or the network did: the socket may be dead without knowing it. */
function woke(state: ConnectionState): Step {
  if (state.phase === 'waiting' || state.phase === 'refused') return retryNow(state)
  if (state.phase === 'live' || state.phase === 'polling') return [state, [{ type: 'get_activities', watermark: state.watermark }]]
  return [state, []]
}
