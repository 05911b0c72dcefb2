import type { OutgoingActivity } from '../../contract.js'
import type { ConnectionShown } from '../model.js'
import { backoff } from './backoff.js'
import { type Call, directLine, type Posted, readFrame } from './directLine.js'
import { type CallEffect, type ConnectionEvent, type Effect, type Frame, notConnected, shownConnection, type TimerName } from './events.js'
import { step } from './machine.js'

export type SocketHandlers = { readonly opened: () => void; readonly closed: () => void; readonly received: (frame: unknown) => void }
export type Socket = { readonly close: () => void }
/** Runs something once after so many milliseconds; the answer cancels it. */
export type After = (ms: number, run: () => void) => () => void

export type ConnectionDeps = {
  readonly call: Call
  readonly openSocket: (url: string, handlers: SocketHandlers) => Socket
  readonly after: After
  readonly random: () => number
  readonly siteKey: string
  readonly locale: () => string
  /** The secret to come back with; read anew each time, because another tab may have used it meanwhile. */
  readonly resume: { readonly read: () => string | undefined; readonly write: (secret: string | undefined) => void }
  readonly shown: (connection: ConnectionShown) => void
  readonly received: (frame: Frame, live: boolean) => void
  readonly conversationEnded: () => void
}

export type Connection = {
  readonly start: () => void
  readonly wake: () => void
  readonly reset: () => void
  readonly stop: () => void
  readonly post: (activity: OutgoingActivity) => Promise<Posted>
}

/** Carries out what the machine asks for; it decides nothing itself. */
export function connect(deps: ConnectionDeps): Connection {
  const line = directLine(deps.call)
  const timers = new Map<TimerName, () => void>()
  let state = notConnected
  let socket: Socket | undefined
  // Raised when a conversation is left: answers that were under way for it are then nobody's.
  let epoch = 0

  function dispatch(event: ConnectionEvent): void {
    const [next, effects] = step(state, event)
    state = next
    for (const effect of effects) run(effect)
    deps.shown(shownConnection(state))
  }

  function answerWith(answer: Promise<ConnectionEvent>): void {
    const askedIn = epoch
    void answer.then((event) => {
      if (askedIn === epoch) dispatch(event)
    })
  }

  function wait(timer: TimerName, ms: number): void {
    timers.get(timer)?.()
    timers.set(
      timer,
      deps.after(ms, () => dispatch({ type: 'time_passed', timer })),
    )
  }

  function closeSocket(): void {
    const closing = socket
    socket = undefined
    closing?.close()
  }

  function openSocket(url: string): void {
    closeSocket()
    const mine: Socket = deps.openSocket(url, {
      opened: () => socket === mine && dispatch({ type: 'socket_opened' }),
      closed: () => socket === mine && dispatch({ type: 'socket_closed' }),
      received: (frame) => socket === mine && dispatch({ type: 'frame_received', frame: readFrame(frame) }),
    })
    socket = mine
  }

  function endConversation(): void {
    epoch += 1
    deps.conversationEnded()
  }

  function ask(call: CallEffect): Promise<ConnectionEvent> {
    const { token = '', conversationId = '' } = state
    switch (call.type) {
      case 'generate_token':
        return line.generateToken(deps.siteKey, deps.resume.read())
      case 'create_conversation':
        return line.createConversation(token, deps.locale())
      case 'refresh_token':
        return line.refreshToken(token)
      case 'get_conversation':
        return line.getConversation(token, conversationId, call.watermark)
      case 'get_activities':
        return line.getActivities(token, conversationId, call.watermark)
    }
  }

  function run(effect: Effect): void {
    switch (effect.type) {
      case 'generate_token':
      case 'create_conversation':
      case 'refresh_token':
      case 'get_conversation':
      case 'get_activities':
        answerWith(ask(effect))
        break
      case 'end_resume':
        void line.endResume(effect.token, effect.conversationId)
        break
      case 'open_socket':
        openSocket(effect.url)
        break
      case 'close_socket':
        closeSocket()
        break
      case 'remember':
        deps.resume.write(effect.resume)
        break
      case 'forget':
        deps.resume.write(undefined)
        break
      case 'deliver':
        deps.received(effect.frame, effect.live)
        break
      case 'end_conversation':
        endConversation()
        break
      case 'back_off':
        wait('retry', Math.max(effect.atLeastMs, backoff(effect.failures, deps.random())))
        break
      case 'wait':
        wait(effect.timer, effect.ms)
        break
    }
  }

  async function post(activity: OutgoingActivity): Promise<Posted> {
    const { token, conversationId, started } = state
    if (token === undefined || conversationId === undefined || !started) return { type: 'try_again', retryAfterMs: 0, failure: 'unreachable' }
    const askedIn = epoch
    const posted = await line.post(token, conversationId, activity)
    if (askedIn !== epoch) return posted
    if (posted.type === 'accepted') {
      // Without a socket the reply would wait for the next poll.
      if (state.phase === 'polling') dispatch({ type: 'woke' })
    } else if (posted.failure === 'expired' || posted.failure === 'lost') {
      dispatch({ type: 'call_failed', failure: posted.failure })
    }
    return posted
  }

  return {
    start: () => dispatch({ type: 'started' }),
    wake: () => dispatch({ type: 'woke' }),
    reset: () => dispatch({ type: 'reset' }),
    stop() {
      epoch += 1
      closeSocket()
      for (const cancel of timers.values()) cancel()
    },
    post,
  }
}
