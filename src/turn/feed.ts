import type { StoredActivity } from '../storage/records.js'
import type { Feed, Transient } from './arrival.js'

type Listener = Parameters<Feed['subscribe']>[1]

/** Listeners by conversation, in this process. */
export function createFeed(): Feed {
  const listeners = new Map<string, Set<Listener>>()
  /** Whoever comes back is told at once where they stand. */
  const queued = new Map<string, Transient>()
  const tell = (conversation: string, say: (listener: Listener) => void): void => {
    for (const listener of listeners.get(conversation) ?? []) say(listener)
  }
  return {
    publish: (conversation: string, activities: readonly StoredActivity[]) => tell(conversation, (listener) => listener.activities(activities)),
    signal(conversation: string, transient: Transient) {
      if (transient.type === 'queue') {
        if (transient.place === null) queued.delete(conversation)
        else queued.set(conversation, transient)
      }
      tell(conversation, (listener) => listener.signal(transient))
    },
    subscribe: (conversation, listener) => {
      const own = listeners.get(conversation) ?? new Set()
      listeners.set(conversation, own.add(listener))
      const waiting = queued.get(conversation)
      if (waiting) listener.signal(waiting)
      return () => {
        own.delete(listener)
        if (own.size === 0) listeners.delete(conversation)
      }
    },
  }
}
