import { audit } from './agents/audit.js'
import { DEMO_PASSWORD, demoTeam, ensureDemoTeam } from './agents/demoTeam.js'
import { argonPasswords } from './agents/passwords.js'
import { createSessions } from './agents/sessions.js'
import { createTeam } from './agents/team.js'
import { readCanned } from './handoff/canned.js'
import type { ConsoleDeps } from './server/console/deps.js'
import { createLiveHub } from './server/console/live.js'

type Parts = Pick<ConsoleDeps, 'agentSide' | 'storage' | 'transcripts' | 'wording' | 'allowedOrigins' | 'now' | 'db'> & {
  readonly knowledge: string
  readonly simulator: boolean
  readonly idleMinutes: number
  readonly ageingMinutes: number
  newId(): string
}
export type ConsoleDesk = ConsoleDeps & { sweep(): Promise<void>; close(): void }

/** Puts together what agents work with. */
export async function buildConsole({ knowledge, simulator, idleMinutes, ageingMinutes, newId, ...parts }: Parts): Promise<ConsoleDesk> {
  const { db, now } = parts
  const passwords = argonPasswords()
  const team = createTeam({ db, passwords, now, newId })
  const sessions = createSessions({ db, team, passwords, idleMs: idleMinutes * 60_000, knownToAll: simulator ? [] : [DEMO_PASSWORD], now })
  if (simulator) await ensureDemoTeam(team)
  else await sessions.endOf(demoTeam.map(({ name }) => name))
  const live = createLiveHub(newId().slice(0, 8))
  return {
    ...parts,
    accounts: { ...sessions, list: team.list, create: team.create, change: team.change, setPresence: team.setPresence },
    live,
    audit,
    canned: readCanned(knowledge),
    demo: simulator ? demoTeam.map(({ name, display, role }) => ({ name, display, role, password: DEMO_PASSWORD })) : null,
    idleMinutes,
    // High: half of the time, low: twice as long.
    ageingAfterMs: (priority) => ageingMinutes * 60_000 * 2 ** (1 - priority),
    sweep: sessions.sweep,
    close: live.close,
  }
}
