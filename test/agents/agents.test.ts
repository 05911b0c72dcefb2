import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { listAudit } from '../../src/agents/audit.js'
import { DEMO_PASSWORD, demoTeam, ensureDemoTeam } from '../../src/agents/demoTeam.js'
import { argonPasswords, type Passwords } from '../../src/agents/passwords.js'
import { createSessions } from '../../src/agents/sessions.js'
import { agentMigrations } from '../../src/agents/tables.js'
import { createTeam } from '../../src/agents/team.js'
import type { Role } from '../../src/contract/agents.js'
import { openStorage } from '../../src/storage/open.js'
import type { SqlStorage } from '../../src/storage/options.js'
import { temporaryFolder } from '../storage/folder.js'
import { startPostgres } from '../storage/postgresServer.js'
import { record } from '../storage/record.js'

const inFolder = temporaryFolder()
let server: Awaited<ReturnType<typeof startPostgres>>
beforeAll(async () => {
  server = await startPostgres()
}, 120_000)
afterAll(() => server.stop())

/** Fast, and tells how much work was asked for. */
function countingPasswords(): Passwords & { checks: number } {
  return {
    checks: 0,
    hash: async (password) => `hashed:${password}`,
    async isRight(password, hash) {
      this.checks++
      return hash === `hashed:${password}`
    },
  }
}

const IDLE = 30 * 60_000
let databases = 0
const subjects = [
  ['SQLite', () => openStorage(`sqlite:${inFolder(`agents-${++databases}.db`)}`, { migrations: agentMigrations })],
  ['PostgreSQL', async () => openStorage(await server.newDatabase(), { migrations: agentMigrations })],
] as const

describe.each(subjects)('the people of the desk on %s', (_, open) => {
  let storage: SqlStorage
  let clock = 0
  let ids = 0
  let passwords = countingPasswords()
  const now = () => clock
  const team = () => createTeam({ db: storage.kysely, passwords, now, newId: () => `agent-${++ids}` })
  const sessions = (knownToAll: readonly string[] = []) =>
    createSessions({ db: storage.kysely, team: team(), passwords, idleMs: IDLE, knownToAll, now })
  const add = async (name: string, role: Role = 'agent') => {
    const created = await team().create({ name, display: name.toUpperCase(), role, password: `${name}-password`, capacity: 5 }, '')
    if (created.type !== 'created') throw new Error(`expected ${name} to be new`)
    return created.agent
  }
  const signIn = (name: string, password = `${name}-password`, address = '10.0.0.1', over = sessions()) => over.signIn({ name, password, address })
  beforeEach(async () => {
    storage = await open()
    clock = 1_800_000_000_000
    passwords = countingPasswords()
  })
  afterEach(() => storage.close())

  test('a name is there once', async () => {
    await add('lin')
    expect(await team().create({ name: 'lin', display: 'x', role: 'agent', password: 'a long password', capacity: 1 }, '')).toEqual({
      type: 'name_taken',
    })
  })

  test('the load is the conversations that they own', async () => {
    const { id } = await add('lin')
    await storage.commitTurn(record('c1', 0, { owner: 'agent', ownerEpoch: 1, ownerAgent: id }))
    expect((await team().list()).map(({ name, load }) => [name, load])).toEqual([['lin', 1]])
  })

  test('a session is known by its secret until it is signed out', async () => {
    const { id } = await add('lin')
    const result = await signIn(' LIN ', 'lin-password')
    if (result.type !== 'signed_in') throw new Error('expected to be let in')
    expect(await sessions().callerOf(result.secret)).toMatchObject({ agent: { id, role: 'agent' } })
    await sessions().signOut(result.secret)
    expect(await sessions().callerOf(result.secret)).toBeNull()
    expect((await listAudit(storage.kysely, { subject: id, limit: 10 })).rows.map(({ action }) => action)).toEqual([
      'signed_out',
      'signed_in',
      'agent_created',
    ])
  })

  const secretOf = async (name: string): Promise<string> => {
    const result = await signIn(name)
    if (result.type !== 'signed_in') throw new Error('expected to be let in')
    return result.secret
  }
  const sessionRows = async () => (await sql`select * from agent_session`.execute(storage.kysely)).rows

  test('a session that is idle for too long has ended', async () => {
    await add('lin')
    const secret = await secretOf('lin')
    clock += IDLE - 1
    expect(await sessions().callerOf(secret)).not.toBeNull()
    clock += IDLE
    expect(await sessions().callerOf(secret)).toBeNull()
    await sessions().sweep()
    expect(await sessionRows()).toEqual([])
  })

  test('nobody works for longer than half a day in one piece', async () => {
    await add('lin')
    const secret = await secretOf('lin')
    const end = clock + 12 * 60 * 60_000
    for (; clock < end; clock += IDLE - 1) expect(await sessions().callerOf(secret)).not.toBeNull()
    expect(await sessions().callerOf(secret)).toBeNull()
    await sessions().sweep()
    expect(await sessionRows()).toEqual([])
  })

  test('whoever does not exist costs the same work as a wrong password', async () => {
    await add('lin')
    expect(await signIn('lin', 'wrong')).toEqual({ type: 'refused' })
    const wrong = passwords.checks
    expect(await signIn('nobody', 'wrong')).toEqual({ type: 'refused' })
    expect(passwords.checks).toBe(2 * wrong)
  })

  test('guessing is slowed down where it comes from, and the owner gets in from elsewhere', async () => {
    await add('lin')
    const desk = sessions()
    for (let n = 0; n < 5; n++) expect(await signIn('lin', 'wrong', '10.0.0.9', desk)).toEqual({ type: 'refused' })
    const checks = passwords.checks
    expect(await signIn('lin', 'lin-password', '10.0.0.9', desk)).toMatchObject({ type: 'wait', seconds: expect.any(Number) })
    expect(passwords.checks).toBe(checks)
    expect(await signIn('lin', 'lin-password', '10.0.0.1', desk)).toMatchObject({ type: 'signed_in' })
  })

  test('many names from one address are slowed down too', async () => {
    const desk = sessions()
    for (let n = 0; n < 50; n++) expect(await signIn(`name${n}`, 'x', '10.0.0.9', desk)).toEqual({ type: 'refused' })
    expect(await signIn('another', 'x', '10.0.0.9', desk)).toMatchObject({ type: 'wait' })
  })

  test.each([{ password: 'another password' }, { role: 'lead' as const }, { active: false }])('%j ends the sessions', async (change) => {
    const { id } = await add('lin')
    const result = await signIn('lin')
    if (result.type !== 'signed_in') throw new Error('expected to be let in')
    expect(await team().change(id, change, 'boss')).toMatchObject({ type: 'changed' })
    expect(await sessions().callerOf(result.secret)).toBeNull()
    const [entry] = (await listAudit(storage.kysely, { subject: id, limit: 1 })).rows
    expect(entry).toMatchObject({ agent: 'boss', action: 'agent_changed' })
    expect(JSON.stringify(entry)).not.toContain('another password')
  })

  test('another name or capacity does not', async () => {
    const { id } = await add('lin')
    const result = await signIn('lin')
    if (result.type !== 'signed_in') throw new Error('expected to be let in')
    expect(await team().change(id, { display: '林晓', capacity: 3 }, 'boss')).toMatchObject({ agent: { display: '林晓', capacity: 3 } })
    expect(await sessions().callerOf(result.secret)).not.toBeNull()
  })

  test('a closed account lets nobody in', async () => {
    const { id } = await add('lin')
    await team().change(id, { active: false }, 'boss')
    expect(await signIn('lin')).toEqual({ type: 'refused' })
  })

  test('the last admin stays one, also when two are asked away at once', async () => {
    const [first, second] = [await add('ann', 'admin'), await add('ben', 'admin')]
    const results = await Promise.all([team().change(first.id, { active: false }, ''), team().change(second.id, { role: 'agent' }, '')])
    expect(results.map(({ type }) => type).sort()).toEqual(['changed', 'last_admin'])
    expect((await team().list()).filter(({ role, active }) => role === 'admin' && active)).toHaveLength(1)
    expect(await team().change('nobody', { active: false }, '')).toEqual({ type: 'not_found' })
  })

  test('presence is what was said last', async () => {
    const { id } = await add('lin')
    expect(await team().setPresence(id, 'present')).toMatchObject({ presence: 'present' })
    expect(await team().setPresence('nobody', 'present')).toBeNull()
  })

  test('the demo team is made once', async () => {
    await ensureDemoTeam(team())
    const before = await team().list()
    await ensureDemoTeam(team())
    expect(await team().list()).toEqual(before)
    expect(new Set(before.map(({ role }) => role))).toEqual(new Set(['admin', 'lead', 'agent']))
  })

  test('without the simulator its published password lets nobody in, and ends what was open', async () => {
    await ensureDemoTeam(team())
    const result = await sessions().signIn({ name: 'lin', password: DEMO_PASSWORD, address: 'x' })
    if (result.type !== 'signed_in') throw new Error('expected to be let in')
    await sessions().endOf(demoTeam.map(({ name }) => name))
    expect(await sessions().callerOf(result.secret)).toBeNull()
    expect(await sessions([DEMO_PASSWORD]).signIn({ name: 'lin', password: DEMO_PASSWORD, address: 'x' })).toEqual({ type: 'refused' })
  })

  test('nobody changes the audit, not even by hand', async () => {
    await add('lin')
    // Errors of the native driver may come from another realm, where they are no `Error` to this one.
    const refusal = { message: expect.stringContaining('append-only') }
    await expect(sql`delete from desk_audit`.execute(storage.kysely)).rejects.toMatchObject(refusal)
    await expect(sql`update desk_audit set agent = 'x'`.execute(storage.kysely)).rejects.toMatchObject(refusal)
  })
})

test('argon2 tells right from wrong, and a stranger never gets in', async () => {
  const passwords = argonPasswords()
  const hash = await passwords.hash('a long password')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,/)
  expect(await passwords.isRight('a long password', hash)).toBe(true)
  expect(await passwords.isRight('another password', hash)).toBe(false)
  expect(await passwords.isRight('nobody has this password', null)).toBe(false)
})

test('neither password nor secret stands in the file', async () => {
  const file = inFolder('secrets.db')
  const storage = await openStorage(`sqlite:${file}`, { migrations: agentMigrations })
  const passwords = argonPasswords()
  const team = createTeam({ db: storage.kysely, passwords, now: Date.now, newId: () => 'a1' })
  await team.create({ name: 'lin', display: 'Lin', role: 'agent', password: 'canary-password-1', capacity: 1 }, '')
  const sessions = createSessions({ db: storage.kysely, team, passwords, idleMs: IDLE, knownToAll: [], now: Date.now })
  const result = await sessions.signIn({ name: 'lin', password: 'canary-password-1', address: 'x' })
  if (result.type !== 'signed_in') throw new Error('expected to be let in')
  await storage.close()
  const bytes = readFileSync(file, 'latin1')
  expect(bytes).toContain('argon2id')
  expect(bytes).not.toContain('canary-password-1')
  expect(bytes).not.toContain(result.secret)
})
