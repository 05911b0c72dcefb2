import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { openStorage } from '../../src/storage/open.js'
import type { SqlStorage } from '../../src/storage/options.js'
import { recordedEvents } from '../../src/storage/recordedEvents.js'
import { storageContract } from './contract.js'
import { type PostgresServer, startPostgres } from './postgresServer.js'
import { record, said } from './record.js'

let server: PostgresServer | null = null
beforeAll(async () => {
  server = await startPostgres()
}, 120_000)
afterAll(() => server?.stop(), 30_000)

const newPlace = async () => {
  if (!server) throw new Error('PostgreSQL is not running')
  const url = await server.newDatabase()
  return { open: (options = {}) => openStorage(url, options) }
}
storageContract('postgres', { newPlace, keeps: true, parallel: 200 })

async function during(storage: SqlStorage, work: (storage: SqlStorage) => Promise<void>): Promise<void> {
  try {
    await work(storage)
  } finally {
    await storage.close()
  }
}

test('nodes that start together create the tables once', async () => {
  const { open } = await newPlace()
  const nodes = await Promise.all([open(), open(), open()])
  for (const node of nodes) await during(node, async () => {})
  expect(nodes).toHaveLength(3)
})

test('two nodes see one another', async () => {
  const { open } = await newPlace()
  const second = await open()
  await during(await open(), (a) =>
    during(second, async (b) => {
      await a.commitTurn(record('c1', 0, { activities: [said('m1')] }))
      expect(await b.commitTurn(record('c1', 0, { activities: [said('m1')] }))).toEqual({ type: 'duplicate', seq: 1 })
      expect(await b.commitTurn(record('c1', 1, { activities: [said('m2')] }))).toMatchObject({ type: 'committed' })
      expect(await a.commitTurn(record('c1', 1))).toEqual({ type: 'conflict' })
    }),
  )
})

test('a fault before the commit stores nothing, a lost answer after it shows as a duplicate', async () => {
  const { open } = await newPlace()
  const faults = new Set<string>()
  const failPoint = (name: string) => {
    if (faults.delete(name)) throw new Error(`fault ${name}`)
  }
  await during(await open({ failPoint }), async (storage) => {
    const turn = record('c1', 0, { activities: [said('m1')] })
    faults.add('before_commit')
    await expect(storage.commitTurn(turn)).rejects.toThrow('fault before_commit')
    expect(await storage.conversation('c1')).toBeNull()
    faults.add('after_commit')
    await expect(storage.commitTurn(turn)).rejects.toThrow('fault after_commit')
    expect(await storage.commitTurn(turn)).toEqual({ type: 'duplicate', seq: 1 })
  })
})

test('the audit cannot be changed', async () => {
  const { open } = await newPlace()
  await during(await open(), async (storage) => {
    await storage.commitTurn(record('c1', 0, { audit: ['looked'] }))
    await expect(sql`update audit set entry = '"other"'`.execute(storage.kysely)).rejects.toThrow('append-only')
    await expect(sql`delete from audit`.execute(storage.kysely)).rejects.toThrow('append-only')
    expect(await storage.audit('c1')).toEqual(['looked'])
  })
})

test('a backup names the tool that makes it', async () => {
  const { open } = await newPlace()
  await during(await open(), (storage) => expect(storage.backup('nowhere')).rejects.toThrow('pg_dump'))
})

test('every conversation is read once, page by page', async () => {
  const { open } = await newPlace()
  await during(await open(), async (storage) => {
    // In most collations these are not in the order of their bytes.
    const ids = ['a', 'B', 'c-1', 'C2', '会话']
    for (const id of ids) await storage.commitTurn(record(id, 0, { events: [{ of: id }, 'second'] }))
    const read: unknown[] = []
    for await (const rows of recordedEvents(storage, 2)) read.push(...(rows ?? []).map(({ event }) => event))
    expect(read.filter((event) => event === 'second')).toHaveLength(ids.length)
    for (const of of ids) expect(read).toContainEqual({ of })
    expect(read).toHaveLength(2 * ids.length)
  })
})
