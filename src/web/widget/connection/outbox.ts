import type { OutgoingActivity } from '../../contract.js'
import type { Delivery } from '../model.js'
import { backoff } from './backoff.js'
import type { After } from './connect.js'
import type { Posted } from './directLine.js'

export type OutboxDeps = {
  readonly post: (activity: OutgoingActivity) => Promise<Posted>
  readonly after: After
  readonly random: () => number
  readonly changed: (clientId: string, delivery: Delivery, id: string | undefined) => void
}

export type Outbox = {
  readonly send: (activity: OutgoingActivity) => void
  /** Sends a failed activity again under its own id, so that the server makes one turn of both. */
  readonly retry: (clientId: string) => void
  /** Forgets everything, also what is being sent. */
  readonly clear: () => void
}

const TRIES = 5

/** Sends one activity after the other, in the order in which they were written; each is tried a few times and then fails. */
export function createOutbox(deps: OutboxDeps): Outbox {
  const failed = new Map<string, OutgoingActivity>()
  let queue: readonly OutgoingActivity[] = []
  let round = 0

  function send(activity: OutgoingActivity): void {
    queue = [...queue, activity]
    if (queue.length === 1) void sendAll(round)
  }

  async function sendAll(mine: number): Promise<void> {
    for (let activity = queue[0]; activity !== undefined; activity = queue[0]) {
      const posted = await tryToPost(activity)
      if (mine !== round) return
      queue = queue.slice(1)
      settle(activity, posted)
    }
  }

  function settle(activity: OutgoingActivity, posted: Posted): void {
    const clientId = activity.channelData.clientActivityID
    if (posted.type !== 'accepted') failed.set(clientId, activity)
    deps.changed(clientId, posted.type === 'accepted' ? 'sent' : 'failed', posted.type === 'accepted' ? posted.id : undefined)
  }

  async function tryToPost(activity: OutgoingActivity): Promise<Posted> {
    const mine = round
    let posted = await deps.post(activity)
    for (let tries = 1; tries < TRIES && posted.type === 'try_again'; tries += 1) {
      await pause(Math.max(posted.retryAfterMs, backoff(tries, deps.random())))
      if (mine !== round) return posted
      posted = await deps.post(activity)
    }
    return posted
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      deps.after(ms, resolve)
    })
  }

  return {
    send,
    retry(clientId) {
      const activity = failed.get(clientId)
      failed.delete(clientId)
      if (activity !== undefined) send(activity)
    },
    clear() {
      round += 1
      queue = []
      failed.clear()
    },
  }
}
