import type { z } from 'zod'

/** The server cannot be played against, or has refused something; told in a sentence. */
export class ServerError extends Error {
  override readonly name = 'ServerError'
  constructor(
    message: string,
    /** What the server answered; null when nothing did. */
    readonly status: number | null,
  ) {
    super(message)
  }
}

export type Call = {
  readonly method?: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly body?: unknown
  readonly bearer?: string | undefined
}
/** Calls the server and reads its answer. */
export type Caller = <Schema extends z.ZodType>(call: Call, schema: Schema) => Promise<z.output<Schema>>

const TRIES = 4
const LONGEST_PAUSE_MS = 5000
/** Nothing is done twice by this: messages carry an id of their own, and what makes an account or a conversation is thrown away when its answer is lost. */
const isWorthAnother = (status: number): boolean => status === 429 || status === 502 || status === 503

export function createCaller(origin: string): Caller {
  return async ({ method = 'GET', path, body, bearer }, schema) => {
    const headers = {
      // A site key is good on the pages of the server itself.
      ...(bearer !== undefined && { Authorization: `Bearer ${bearer}`, Origin: origin }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    }
    const response = await insist(
      () => fetch(new URL(path, origin), { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }),
      origin,
    )
    const answer = await response.text()
    if (!response.ok) throw new ServerError(refusalOf(answer) ?? `${method} ${path} was answered with ${response.status}`, response.status)
    const read = schema.safeParse(jsonOf(answer))
    if (read.success) return read.data
    const [issue] = read.error.issues
    throw new ServerError(
      `${origin} answers ${method} ${path} otherwise than this product would (${issue?.path.join('.')}: ${issue?.message})`,
      response.status,
    )
  }
}

async function insist(ask: () => Promise<Response>, origin: string): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await ask().catch((error: unknown) => {
      throw new ServerError(`Nothing answers at ${origin} (${causeOf(error)}). Is the server running there?`, null)
    })
    if (!isWorthAnother(response.status) || tries === TRIES) return response
    await response.arrayBuffer()
    const pause = Number(response.headers.get('retry-after') ?? 0) * 1000
    await new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_PAUSE_MS, pause || 200 * tries)))
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code)
  return cause instanceof Error ? cause.message : String(cause)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON is no answer of ours; the schema says so.
    return undefined
  }
}

function refusalOf(text: string): string | null {
  const read = jsonOf(text)
  if (typeof read !== 'object' || read === null || !('error' in read)) return null
  const { error } = read
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : null
}
