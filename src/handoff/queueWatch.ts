import type { QueueStatus } from '../conversations/bodies.js'
import { listTickets } from './listTickets.js'
import type { Database } from './ticketTables.js'

type Deps = {
  readonly db: Database
  /** How many of the team are there to answer. */
  present(): Promise<number>
  readonly hours: QueueStatus['hours']
  signal(conversation: string, status: QueueStatus): void
  failed(error: unknown): void
}
export type QueueWatch = { changed(): void; stop(): void }

/** Many changes in one moment are told once. */
const SOON_MS = 100
/** Who stands further behind is told that there are more than so many before them. */
const MOST_TOLD = 100

/** Tells everybody who waits for a person where they stand, whenever that changes. */
export function watchQueue({ db, present, hours, signal, failed }: Deps): QueueWatch {
  const told = new Map<string, string>()
  let timer: NodeJS.Timeout | null = null

  async function tell(): Promise<void> {
    const [{ rows }, people] = await Promise.all([listTickets(db, { status: 'open', limit: MOST_TOLD }), present()])
    const before = new Map<string, number>()
    const waiting = new Set<string>()
    for (const { conversation, queue } of rows) {
      const place = (before.get(queue) ?? 0) + 1
      before.set(queue, place)
      if (waiting.has(conversation)) continue
      waiting.add(conversation)
      say(conversation, { type: 'queue', place, present: people, hours })
    }
    for (const conversation of [...told.keys()].filter((id) => !waiting.has(id))) {
      told.delete(conversation)
      signal(conversation, { type: 'queue', place: null, present: people, hours })
    }
  }
  function say(conversation: string, status: QueueStatus): void {
    const text = JSON.stringify(status)
    if (told.get(conversation) === text) return
    told.set(conversation, text)
    signal(conversation, status)
  }

  return {
    changed() {
      timer ??= setTimeout(() => {
        timer = null
        void tell().catch(failed)
      }, SOON_MS).unref()
    },
    stop() {
      if (timer) clearTimeout(timer)
    },
  }
}
