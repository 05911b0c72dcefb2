import { audit } from './agents/audit.js'
import { DEMO_PASSWORD, demoTeam, ensureDemoTeam } from './agents/demoTeam.js'
import { argonPasswords } from './agents/passwords.js'
import { createSessions } from './agents/sessions.js'
import { createTeam } from './agents/team.js'
import { readCanned } from './handoff/canned.js'
import { readDeskFile } from './handoff/deskFile.js'
import { watchQueue } from './handoff/queueWatch.js'
import { flowOf } from './review/flow.js'
import { openReview, type Review } from './review/review.js'
import { addNote, changeReview } from './review/reviews.js'
import type { ConsoleDeps, Transcripts } from './server/console/deps.js'
import { createLiveHub } from './server/console/live.js'
import { unavailable } from './server/errors.js'
import type { CommittedTurn } from './storage/options.js'
import type { Feed } from './turn/arrival.js'

type Parts = Pick<ConsoleDeps, 'agentSide' | 'storage' | 'wording' | 'allowedOrigins' | 'now' | 'db'> & {
  /** The URL of the store. */
  readonly database: string
  readonly knowledge: string
  readonly simulator: boolean
  readonly feed: Pick<Feed, 'signal'>
  readonly idleMinutes: number
  readonly ageingMinutes: number
  /** An IANA name; days of the figures begin there. */
  readonly timeZone: string
  newId(): string
  failed(error: unknown): void
}
export type ConsoleDesk = ConsoleDeps & { committed(turn: CommittedTurn): void; close(): Promise<void> }

const SWEEP_MS = 10 * 60_000

/** Puts together what agents work with. */
export async function buildConsole(parts: Parts): Promise<ConsoleDesk> {
  const { db, now, newId, simulator, idleMinutes, ageingMinutes, failed } = parts
  const passwords = argonPasswords()
  const team = createTeam({ db, passwords, now, newId })
  const sessions = createSessions({ db, team, passwords, idleMs: idleMinutes * 60_000, knownToAll: simulator ? [] : [DEMO_PASSWORD], now })
  if (simulator) await ensureDemoTeam(team)
  else await sessions.endOf(demoTeam.map(({ name }) => name))
  const watch = watchQueue({
    db,
    // Somebody is there who says so and has the desk open.
    present: async () => (await team.list()).filter(({ id, presence }) => presence === 'present' && live.watching().has(id)).length,
    hours: readDeskFile(parts.knowledge).hours,
    signal: (conversation, status) => parts.feed.signal(conversation, status),
    failed,
  })
  const live = createLiveHub(newId().slice(0, 8), ({ type }) => type !== 'conversation' && watch.changed())
  watch.changed()
  const review = reviewOf(parts)
  const sweeping = setInterval(() => void sessions.sweep().catch(failed), SWEEP_MS).unref()
  return {
    ...parts,
    accounts: { ...sessions, list: team.list, create: team.create, change: team.change, setPresence: team.setPresence },
    live,
    transcripts: transcriptsOf(parts, review),
    audit,
    canned: readCanned(parts.knowledge),
    demo: simulator ? demoTeam.map(({ name, display, role }) => ({ name, display, role, password: DEMO_PASSWORD })) : null,
    idleMinutes,
    // Half of the time for high priority, twice as long for low.
    ageingAfterMs: (priority) => ageingMinutes * 60_000 * 2 ** (1 - priority),
    committed(turn) {
      live.committed(turn)
      review?.touched(turn.conversation)
    },
    async close() {
      clearInterval(sweeping)
      watch.stop()
      live.close()
      await review?.close()
    },
  }
}

/** Only a SQLite file can be read beside its writer; null for other stores. */
function reviewOf({ database, wording, timeZone, failed }: Parts): Review | null {
  const [, file = ''] = /^sqlite:(.+)$/.exec(database) ?? []
  if (file === '' || file === ':memory:') return null
  return openReview({ database: file, index: file.replace(/(\.db)?$/, '.review.db'), titles: wording().titles, zone: timeZone }, failed)
}

/** Without the reading side its calls answer that they are not available. */
function transcriptsOf({ db, now, wording }: Parts, review: Review | null): Transcripts {
  const reading = (): Review => {
    if (!review) throw unavailable()
    return review
  }
  return {
    list: async (query) => reading().list(query, now()),
    detail: async (id) => reading().detail(id, now()),
    async review(id, change) {
      const result = await changeReview(db, id, change)
      if (result === 'changed') review?.touched(id)
      return result
    },
    insights: async (query) => reading().insights(query, now()),
    flow: async (query) => flowOf(wording().program, query.dialog ?? '', await reading().steps(query)),
    fallbacks: async (query) => reading().fallbacks(query),
    note: (id, note) => addNote(db, id, note),
  }
}
