/** What went wrong with a call: the code says what, `now` how it stands where somebody was faster. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly now: unknown,
  ) {
    super(message)
  }
}

const BASE = '/api/console'
/** No form can send it, so the server knows that it is this page that asks. */
const PROOF = { 'X-Mibao-Desk': '1' }

type Body = Readonly<Record<string, unknown>>

async function call<Result>(method: string, path: string, body?: Body): Promise<Result> {
  const response = await fetch(`${BASE}${path}`, {
    method,
    credentials: 'same-origin',
    headers: { ...(method === 'GET' ? {} : PROOF), ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiError(0, 'Offline', 'offline', undefined)
  })
  if (response.status === 204) return JSON.parse('null')
  const text = await response.text()
  if (!response.ok) throw errorIn(response.status, text)
  return JSON.parse(text)
}

/** A proxy on the way may answer with a page. */
function errorIn(status: number, text: string): ApiError {
  try {
    const { error, now }: { error: { code: string; message: string }; now?: unknown } = JSON.parse(text)
    return new ApiError(status, error.code, error.message, now)
  } catch {
    return new ApiError(status, 'Unreadable', text.slice(0, 200), undefined)
  }
}

export const get = <Result>(path: string): Promise<Result> => call('GET', path)
export const post = <Result>(path: string, body: Body = {}): Promise<Result> => call('POST', path, body)
export const put = <Result>(path: string, body: Body): Promise<Result> => call('PUT', path, body)
export const patch = <Result>(path: string, body: Body): Promise<Result> => call('PATCH', path, body)
export const remove = (path: string): Promise<null> => call('DELETE', path)

/** A file, and what its headers tell: its name, and for a replay the turn that comes out differently. */
export async function getFile(path: string): Promise<{ readonly name: string; readonly text: string; readonly differs: string | null }> {
  const response = await fetch(`${BASE}${path}`, { credentials: 'same-origin' }).catch(() => {
    throw new ApiError(0, 'Offline', 'offline', undefined)
  })
  const text = await response.text()
  if (!response.ok) throw errorIn(response.status, text)
  const [, name = 'file'] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? []
  return { name, text, differs: response.headers.get('x-replay-differs') }
}
