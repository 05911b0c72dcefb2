import { audit } from '../agents/audit.js'
import { DEMO_PASSWORD, demoTeam, ensureDemoTeam } from '../agents/demoTeam.js'
import { argonPasswords } from '../agents/passwords.js'
import { createSessions } from '../agents/sessions.js'
import { singleSignOn } from '../agents/singleSignOn.js'
import { createTeam } from '../agents/team.js'
import { readCanned } from '../handoff/canned.js'
import { readDeskFile } from '../handoff/deskFile.js'
import { watchQueue } from '../handoff/queueWatch.js'
import type { ConsoleDeps } from '../server/console/deps.js'
import { createLiveHub } from '../server/console/live.js'
import type { CommittedTurn } from '../storage/options.js'
import { exportingOf } from './exporting.js'
import { knownLines } from './knownLines.js'
import type { Parts } from './parts.js'
import { privacyOf } from './privacy.js'
import { startRetention } from './retention.js'
import { reviewOf, transcriptsOf } from './transcripts.js'

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
  const stopRetention = startRetention(parts, review)
  const sweeping = setInterval(() => void sessions.sweep().catch(failed), SWEEP_MS).unref()
  return {
    ...parts,
    accounts: { ...sessions, list: team.list, create: team.create, change: team.change, setPresence: team.setPresence },
    live,
    singleSignOn: parts.openId ? singleSignOn(parts.openId) : null,
    transcripts: transcriptsOf(parts, review),
    exporting: exportingOf(parts),
    privacy: privacyOf(parts, review),
    intentsOf: knownLines(parts.knowledge),
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
      stopRetention()
      watch.stop()
      live.close()
      await review?.close()
    },
  }
}
