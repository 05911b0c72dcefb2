import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { argonPasswords } from '../agents/passwords.js'
import { createTeam, type Team } from '../agents/team.js'
import { agentChangeSchema, newAgentSchema } from '../contract/agents.js'
import { allMigrations, databaseUrl } from '../desk.js'
import { databaseSettings } from '../env.js'
import { openStorage } from '../storage/open.js'

type Result = { readonly ok: boolean; readonly text: string }

/** `mibao admin create NAME`: the password is read from stdin, so that it stands in no history and no list of processes. */
export const createAdmin = (name: string, options: { readonly display?: string; readonly role: string }): Promise<number> =>
  withTeam(async (team) => {
    const password = await readPassword()
    const given = newAgentSchema.safeParse({ name, display: options.display ?? name, role: options.role, password })
    if (!given.success) return { ok: false, text: problemOf(given.error) }
    const result = await team.create(given.data, '')
    if (result.type === 'name_taken')
      return {
        ok: false,
        text: `There is somebody called "${given.data.name}" already; "mibao admin password ${given.data.name}" gives a new password.`,
      }
    return { ok: true, text: `${result.agent.name} (${result.agent.role}) may sign in at /console now.` }
  })

/** `mibao admin password NAME`: the sessions opened with the old one end. */
export const changePassword = (name: string): Promise<number> =>
  withTeam(async (team) => {
    const row = await team.findByName(name.toLowerCase())
    if (!row) return { ok: false, text: `There is nobody called "${name}"; "mibao admin list" shows the team.` }
    const change = agentChangeSchema.safeParse({ password: await readPassword() })
    if (!change.success) return { ok: false, text: problemOf(change.error) }
    await team.change(row.id, change.data, '')
    return { ok: true, text: `${row.name} has a new password.` }
  })

export const listTeam = (): Promise<number> =>
  withTeam(async (team) => {
    const agents = await team.list()
    const lines = agents.map(({ name, display, role, active }) => `${name.padEnd(20)} ${role.padEnd(6)} ${active ? '      ' : 'closed'} ${display}`)
    return { ok: true, text: lines.length > 0 ? lines.join('\n') : 'The team is empty: "mibao admin create NAME" makes its first admin.' }
  })

async function withTeam(work: (team: Team) => Promise<Result>): Promise<number> {
  const storage = await openStorage(databaseUrl(databaseSettings()), { migrations: allMigrations })
  try {
    const newId = (): string => randomBytes(12).toString('base64url')
    const { ok, text } = await work(createTeam({ db: storage.kysely, passwords: argonPasswords(), now: Date.now, newId }))
    if (ok) console.log(text)
    else console.error(text)
    return ok ? 0 : 1
  } finally {
    await storage.close()
  }
}

const problemOf = (error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }): string => {
  const [issue] = error.issues
  return `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'not allowed'}`
}

/** One line. On a terminal it is asked for and not shown. */
async function readPassword(): Promise<string> {
  const { isTTY } = process.stdin
  if (isTTY) process.stderr.write('Password: ')
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTTY === true })
  const line = await new Promise<string>((resolve) => {
    lines.once('line', resolve)
    lines.once('close', () => resolve(''))
  })
  lines.close()
  if (isTTY) process.stderr.write('\n')
  return line
}
