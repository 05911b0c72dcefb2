import type { Response } from 'express'
import type { Live } from '../../contract/live.js'
import type { CommittedTurn } from '../../storage/options.js'

/** What happens at the desk, as it happens, to every console that is open on this node. */
export type LiveHub = {
  tell(event: Live): void
  committed(turn: CommittedTurn): void
  /** Streams to a response what comes behind `lastId`; a place that is unknown or too long ago begins with `reset`. */
  stream(res: Response, agent: { readonly session: string; readonly id: string }, lastId: string | undefined): void
  /** Ends the streams of a session or of all of an agent's. */
  end(whose: { readonly session?: string; readonly agent?: string }): void
  /** Who of the team has a desk open here. */
  watching(): ReadonlySet<string>
  close(): void
}

type Kept = { readonly number: number; readonly event: Live }
type Listener = { readonly res: Response; readonly session: string; readonly agent: string }

/** How many events a console may have missed and still catch up with. */
const KEPT = 2000
const HEARTBEAT_MS = 20_000
/** A console that does not read is dropped; it comes back and catches up. */
const MOST_UNSENT = 1024 * 1024

/** `boot` tells this process's numbers from those of one before. */
export function createLiveHub(boot: string, heard: (event: Live | { readonly type: 'watchers' }) => void = () => undefined): LiveHub {
  const kept: Kept[] = []
  const listeners = new Set<Listener>()
  let last = 0
  const heartbeat = setInterval(() => {
    for (const { res } of listeners) res.write(': still here\n\n')
  }, HEARTBEAT_MS).unref()

  function send(listener: Listener, { number, event }: Kept): void {
    listener.res.write(`id: ${boot}.${number}\ndata: ${JSON.stringify(event)}\n\n`)
    if (listener.res.writableLength > MOST_UNSENT) drop(listener)
  }
  function drop(listener: Listener): void {
    listeners.delete(listener)
    listener.res.destroy()
  }
  function tell(event: Live): void {
    const next = { number: ++last, event }
    kept.push(next)
    if (kept.length > KEPT) kept.shift()
    for (const listener of listeners) send(listener, next)
    heard(event)
  }
  function missed(lastId: string | undefined): readonly Kept[] {
    if (lastId === undefined) return []
    const number = numberIn(lastId, boot)
    const first = kept[0]?.number ?? last + 1
    if (number === null || number > last || number < first - 1) return [{ number: last, event: { type: 'reset' } }]
    return kept.filter((one) => one.number > number)
  }

  return {
    tell,
    committed({ conversation, owner, activities, tickets }) {
      const lastActivity = activities.at(-1)
      if (lastActivity) tell({ type: 'conversation', conversation, owner, lastSeq: lastActivity.seq, from: lastActivity.role })
      for (const { number, isNew } of tickets) tell({ type: 'ticket', number, conversation, isNew })
    },
    stream(res, { session, id }, lastId) {
      const listener: Listener = { res, session, agent: id }
      res.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
      res.flushHeaders()
      // The first line has an id, so that a stream that is cut before anything happened resumes from here.
      res.write(`retry: 2000\nid: ${boot}.${last}\n: from here\n\n`)
      for (const one of missed(lastId)) send(listener, one)
      listeners.add(listener)
      heard({ type: 'watchers' })
      res.on('close', () => {
        listeners.delete(listener)
        heard({ type: 'watchers' })
      })
    },
    end({ session, agent }) {
      for (const listener of listeners) if (listener.session === session || listener.agent === agent) drop(listener)
    },
    watching: () => new Set([...listeners].map(({ agent }) => agent)),
    close() {
      clearInterval(heartbeat)
      for (const listener of listeners) listener.res.end()
      listeners.clear()
    },
  }
}

function numberIn(id: string, boot: string): number | null {
  const [ofBoot, number = ''] = id.split('.')
  return ofBoot === boot && /^\d{1,15}$/.test(number) ? Number(number) : null
}
