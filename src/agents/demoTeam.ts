import type { NewAgent, Team } from './team.js'

/** Published on the sign-in page; only ever made beside simulated accounts. */
export const DEMO_PASSWORD = 'mibao-demo-only'
export const demoTeam: readonly NewAgent[] = [
  { name: 'zhao', display: '赵敏', role: 'admin', password: DEMO_PASSWORD, capacity: 5 },
  { name: 'lin', display: '林晓', role: 'lead', password: DEMO_PASSWORD, capacity: 5 },
  { name: 'wang', display: '王宇', role: 'agent', password: DEMO_PASSWORD, capacity: 5 },
  { name: 'sara', display: 'Sara', role: 'agent', password: DEMO_PASSWORD, capacity: 5 },
]

/** Adds whoever of the demo team is missing. */
export async function ensureDemoTeam(team: Team): Promise<void> {
  for (const one of demoTeam) if ((await team.findByName(one.name)) === null) await team.create(one, '')
}
