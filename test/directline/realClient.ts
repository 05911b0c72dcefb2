import type { Activity, DirectLine } from 'botframework-directlinejs'
import { WebSocket } from 'ws'
import xhr from 'xhr2'
import { type Changed, until } from '../browser/until.js'

// The client looks for both as it is loaded; without a WebSocket it polls and says nothing.
Object.assign(globalThis, { WebSocket, XMLHttpRequest: xhr.XMLHttpRequest })
const { DirectLine: RealDirectLine } = await import('botframework-directlinejs')

type Options = ConstructorParameters<typeof DirectLine>[0]
export type RealClient = {
  readonly client: DirectLine
  readonly seen: readonly Activity[]
  /** Waits until what was seen fulfils something. */
  until(isThere: (seen: readonly Activity[]) => boolean, what: string): Promise<void>
  untilStatus(status: number): Promise<void>
  post(activity: Readonly<Record<string, unknown>>): Promise<string>
}

/** The real botframework-directlinejs, quick to poll and to come back. */
export function connectRealClient(origin: string, options: Options): RealClient {
  const client = new RealDirectLine({ domain: `${origin}/v3/directline`, pollingInterval: 200, random: () => 0, ...options })
  const seen: Activity[] = []
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of [...listeners]) listener()
  }
  const changed: Changed = (listener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  client.activity$.subscribe(
    (activity) => {
      seen.push(activity)
      tell()
    },
    // A stream that broke shows in the connection's status.
    tell,
  )
  client.connectionStatus$.subscribe(tell)
  return {
    client,
    seen,
    async until(isThere, what) {
      await until(
        () => (isThere(seen) ? true : undefined),
        changed,
        () => `${what}; seen: ${JSON.stringify(seen.map((activity) => 'text' in activity && activity.text))}`,
      )
    },
    async untilStatus(status) {
      await until(
        () => (client.connectionStatus$.getValue() === status ? true : undefined),
        changed,
        () => `the status ${status}`,
      )
    },
    post: (activity) =>
      new Promise((resolve, reject) => {
        client.postActivity({ type: 'message', from: { id: 'u1' }, ...activity }).subscribe(resolve, reject)
      }),
  }
}

export const textsOf = (seen: readonly Activity[]): readonly string[] =>
  seen.map((activity) => (activity.type === 'message' ? (activity.text ?? '') : ''))
export const numbersOf = (seen: readonly Activity[]): readonly number[] =>
  seen.flatMap(({ id, type }) => (type === 'typing' ? [] : [Number(id?.split('|')[1])]))
