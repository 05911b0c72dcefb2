import type { ErrorRequestHandler } from 'express'

/** Every code that a client may see. They are part of the protocol and never change; messages may. */
export type ErrorCode =
  | 'MalformedData'
  | 'BadArgument'
  | 'Unauthorized'
  | 'TokenExpired'
  | 'ResumeRejected'
  | 'NotFound'
  | 'ConversationNotFound'
  | 'MessageSizeTooBig'
  | 'BadField'
  | 'TooManyRequests'
  | 'ServiceError'
  | 'BotRejectedActivity'
  | 'ServiceUnavailable'
  | 'SignInNeeded'
  | 'SignInRefused'
  | 'Forbidden'
  | 'Stale'
  | 'HeldByColleague'
  | 'HeldByBot'
  | 'AnotherOpen'
  | 'NameTaken'
  | 'LastAdmin'

/** A fault that the caller caused, or that the caller can do something about. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    message: string,
    /** Seconds after which another try makes sense. */
    readonly retryAfter?: number,
    /** What a stale change would have had to know. */
    readonly now?: unknown,
  ) {
    super(message)
  }
}

export const malformed = (message: string): ProtocolError => new ProtocolError(400, 'MalformedData', message)
export const badArgument = (field: string, message: string): ProtocolError => new ProtocolError(400, 'BadArgument', `${field}: ${message}`)
export const unauthorized = (message: string): ProtocolError => new ProtocolError(401, 'Unauthorized', message)
export const tokenExpired = (): ProtocolError => new ProtocolError(403, 'TokenExpired', 'The token has expired.')
export const resumeRejected = (): ProtocolError => new ProtocolError(403, 'ResumeRejected', 'This secret resumes no conversation.')
export const notFound = (): ProtocolError => new ProtocolError(404, 'NotFound', 'There is nothing here.')
/** The same for a conversation that is not there and for one that is somebody else's. */
export const conversationNotFound = (): ProtocolError => new ProtocolError(404, 'ConversationNotFound', 'There is no such conversation.')
export const tooBig = (): ProtocolError => new ProtocolError(413, 'MessageSizeTooBig', 'The message is too big.')
export const badField = (message: string): ProtocolError => new ProtocolError(422, 'BadField', message)
export const signInNeeded = (): ProtocolError => new ProtocolError(401, 'SignInNeeded', 'Sign in first.')
export const signInRefused = (): ProtocolError => new ProtocolError(401, 'SignInRefused', 'The name or the password is not right.')
export const forbidden = (): ProtocolError => new ProtocolError(403, 'Forbidden', 'Your role or your part in this does not allow it.')
/** Somebody was faster; `now` is how it stands. */
export const conflict = (
  code: 'Stale' | 'HeldByColleague' | 'HeldByBot' | 'AnotherOpen' | 'NameTaken' | 'LastAdmin',
  message: string,
  now?: unknown,
): ProtocolError => new ProtocolError(409, code, message, undefined, now)
export const tooManyRequests = (seconds: number): ProtocolError =>
  new ProtocolError(429, 'TooManyRequests', 'Too many requests, please wait a moment.', seconds)
export const botRejected = (): ProtocolError =>
  new ProtocolError(502, 'BotRejectedActivity', 'The activity could not be handled, please send it again.')
export const unavailable = (): ProtocolError => new ProtocolError(503, 'ServiceUnavailable', 'The service is not available right now.', 5)

/** Anything thrown on the way, as the client may know it; null for a fault of ours. */
export function protocolErrorOf(error: unknown): ProtocolError | null {
  if (error instanceof ProtocolError) return error
  if (error instanceof URIError) return badArgument('path', 'not well encoded')
  return bodyParserError(error)
}

/** body-parser puts a status on what it blames on the client, and says in `type` what it was. */
function bodyParserError(error: unknown): ProtocolError | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null
  if (error.status < 400 || error.status >= 500) return null
  return error.status === 413 ? tooBig() : malformed('The body cannot be read as JSON.')
}

/** The only place that turns an exception into a response; `failed` is told of faults of ours. */
export function answerError(failed: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    const known = protocolErrorOf(error)
    if (!known) failed(error)
    // Half an answer is out: all that is left is to break it off, which Express does.
    if (res.headersSent) return next(error)
    const { status, code, message, retryAfter, now } = known ?? new ProtocolError(500, 'ServiceError', 'Something went wrong on our side.')
    if (retryAfter !== undefined) res.set('Retry-After', String(retryAfter))
    // The rest of a body that is too big is not worth reading.
    if (status === 413) res.set('Connection', 'close')
    res.status(status).json({ error: { code, message }, ...(now !== undefined && { now }) })
  }
}
