import type { OutgoingActivity } from '../../contract.js'
import { field, list, text } from '../../record.js'
import type { ConnectionEvent, Failure, Frame, Grant } from './events.js'
import { readActivity } from './readActivity.js'

export type Request = { readonly method: 'GET' | 'POST' | 'DELETE'; readonly path: string; readonly bearer: string; readonly body?: unknown }

export type Reply =
  | { readonly type: 'answered'; readonly status: number; readonly body: unknown; readonly retryAfterMs: number | undefined }
  | { readonly type: 'unreachable' }

export type Call = (request: Request) => Promise<Reply>

export type Posted =
  | { readonly type: 'accepted'; readonly id: string | undefined }
  | { readonly type: 'try_again'; readonly retryAfterMs: number; readonly failure: Failure }
  | { readonly type: 'refused'; readonly failure: Failure }

/** The calls of Direct Line that the widget makes, each answered by the event that it is for the connection. */
export type DirectLine = {
  readonly generateToken: (siteKey: string, resume: string | undefined) => Promise<ConnectionEvent>
  readonly createConversation: (token: string, locale: string) => Promise<ConnectionEvent>
  readonly getConversation: (token: string, conversationId: string, watermark: string) => Promise<ConnectionEvent>
  readonly getActivities: (token: string, conversationId: string, watermark: string) => Promise<ConnectionEvent>
  readonly refreshToken: (token: string) => Promise<ConnectionEvent>
  readonly post: (token: string, conversationId: string, activity: OutgoingActivity) => Promise<Posted>
  readonly endResume: (token: string, conversationId: string) => Promise<void>
}

export function directLine(call: Call): DirectLine {
  const conversation = (id: string): string => `conversations/${encodeURIComponent(id)}`
  const after = (watermark: string): string => (watermark === '' ? '' : `?watermark=${encodeURIComponent(watermark)}`)
  return {
    async generateToken(siteKey, resume) {
      const reply = await call({ method: 'POST', path: 'tokens/generate', bearer: siteKey, body: resume === undefined ? {} : { resume } })
      const grant = readGrant(reply)
      if (grant !== undefined) return { type: 'token_given', grant, resumed: resume !== undefined }
      if (resume !== undefined && errorCode(reply) === 'ResumeRejected') return { type: 'resume_rejected' }
      const failure = failureOf(reply)
      return failed(reply, failure === 'unreachable' ? failure : 'refused')
    },
    async createConversation(token, locale) {
      const reply = await call({ method: 'POST', path: 'conversations', bearer: token, body: { locale } })
      const grant = readGrant(reply)
      return grant === undefined ? failed(reply) : { type: 'conversation_given', grant, streamUrl: text(bodyOf(reply), 'streamUrl') }
    },
    async getConversation(token, id, watermark) {
      const reply = await call({ method: 'GET', path: `${conversation(id)}${after(watermark)}`, bearer: token })
      return isFine(reply) ? { type: 'stream_given', streamUrl: text(bodyOf(reply), 'streamUrl') } : failed(reply)
    },
    async getActivities(token, id, watermark) {
      const reply = await call({ method: 'GET', path: `${conversation(id)}/activities${after(watermark)}`, bearer: token })
      return isFine(reply) ? { type: 'activities_given', frame: readFrame(bodyOf(reply)) } : failed(reply)
    },
    async refreshToken(token) {
      const reply = await call({ method: 'POST', path: 'tokens/refresh', bearer: token })
      const grant = readGrant(reply)
      if (grant !== undefined) return { type: 'token_refreshed', grant }
      return failureOf(reply) === 'unreachable' ? { type: 'refresh_failed' } : failed(reply)
    },
    async post(token, id, activity) {
      return readPosted(await call({ method: 'POST', path: `${conversation(id)}/activities`, bearer: token, body: activity }))
    },
    async endResume(token, id) {
      await call({ method: 'DELETE', path: `${conversation(id)}/resume`, bearer: token })
    },
  }
}

/** A frame of the socket or of `GET activities`; what the widget does not show is left out. */
export function readFrame(body: unknown): Frame {
  const activities = list(body, 'activities').flatMap((activity) => readActivity(activity) ?? [])
  return { activities, watermark: text(body, 'watermark') }
}

function readPosted(reply: Reply): Posted {
  if (isFine(reply)) return { type: 'accepted', id: text(bodyOf(reply), 'id') }
  const failure = failureOf(reply)
  if (failure === 'refused' || failure === 'lost') return { type: 'refused', failure }
  return { type: 'try_again', failure, retryAfterMs: (reply.type === 'answered' ? reply.retryAfterMs : undefined) ?? 0 }
}

function isFine(reply: Reply): boolean {
  return reply.type === 'answered' && reply.status >= 200 && reply.status < 300
}

function bodyOf(reply: Reply): unknown {
  return reply.type === 'answered' ? reply.body : undefined
}

function errorCode(reply: Reply): string | undefined {
  return text(field(bodyOf(reply), 'error'), 'code')
}

function readGrant(reply: Reply): Grant | undefined {
  const body = bodyOf(reply)
  const conversationId = text(body, 'conversationId')
  const token = text(body, 'token')
  const expiresIn = field(body, 'expires_in')
  if (!isFine(reply) || conversationId === undefined || token === undefined) return undefined
  return { conversationId, token, expiresInS: typeof expiresIn === 'number' ? expiresIn : 1800, resume: text(body, 'resume') }
}

function failureOf(reply: Reply): Failure {
  if (reply.type === 'unreachable' || reply.status === 408 || reply.status === 429 || reply.status >= 500) return 'unreachable'
  if (reply.status === 401 || errorCode(reply) === 'TokenExpired') return 'expired'
  return reply.status === 404 ? 'lost' : 'refused'
}

function failed(reply: Reply, failure: Failure = failureOf(reply)): ConnectionEvent {
  return { type: 'call_failed', failure, retryAfterMs: reply.type === 'answered' ? reply.retryAfterMs : undefined }
}
