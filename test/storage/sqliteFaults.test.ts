import { rename, stat } from 'node:fs/promises'
import { afterEach, expect, test } from '@jest/globals'
import { type Kysely, sql } from 'kysely'
import { openStorage } from '../../src/storage/open.js'
import type { SqlStorage, StorageOptions } from '../../src/storage/options.js'
import { temporaryFolder } from './folder.js'
import { record, said } from './record.js'

const inFolder = temporaryFolder()
const opened: SqlStorage[] = []
afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close()
})

async function open(file: string, options: StorageOptions = {}): Promise<SqlStorage> {
  const storage = await openStorage(`sqlite:${inFolder(file)}`, options)
  opened.push(storage)
  return storage
}

async function pragma(db: Kysely<unknown>, text: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(text)}`.execute(db)
  return Object.values(rows[0] ?? {})[0]
}

test('the file is safe against a power cut, private, and forgets what is deleted', async () => {
  const { kysely } = await open('settings.db')
  expect(await pragma(kysely, 'journal_mode')).toBe('wal')
  expect(await pragma(kysely, 'synchronous')).toBe(2)
  expect(await pragma(kysely, 'foreign_keys')).toBe(1)
  expect(await pragma(kysely, 'secure_delete')).toBe(1)
  expect(await pragma(kysely, 'busy_timeout')).toBe(5000)
  expect((await stat(inFolder('settings.db'))).mode & 0o777).toBe(0o600)
})

test('records handed over together share commits, at most 64 in one', async () => {
  let commits = 0
  const failPoint = (name: string) => {
    if (name === 'before_commit') commits += 1
  }
  const storage = await open('flush.db', { failPoint })
  await Promise.all(Array.from({ length: 130 }, (_, n) => storage.commitTurn(record(`c${n}`, 0))))
  expect(commits).toBe(3)
})

test('a record that fails takes none of its flush with it', async () => {
  const storage = await open('neighbours.db')
  const failing = record('bad', 0, { activities: [said('m1')], effectsClosed: [{ key: 'unknown', result: 1 }] })
  const results = await Promise.allSettled([storage.commitTurn(record('c1', 0)), storage.commitTurn(failing), storage.commitTurn(record('c2', 0))])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await storage.conversation('bad')).toBeNull()
  expect([(await storage.conversation('c1'))?.version, (await storage.conversation('c2'))?.version]).toEqual([1, 1])
})

test('a flush that cannot be committed rejects every record of it, and the next one works', async () => {
  let failing = true
  const failPoint = (name: string) => {
    if (failing && name === 'before_commit') throw new Error('no commit')
  }
  const storage = await open('flush_fails.db', { failPoint })
  const all = () => Promise.allSettled(['c1', 'c2', 'c3'].map((id) => storage.commitTurn(record(id, 0, { activities: [said('m1')] }))))
  expect((await all()).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await storage.conversation('c1')).toBeNull()
  failing = false
  expect((await all()).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
})

test('an answer lost after the commit shows as a duplicate', async () => {
  let lost = false
  const failPoint = (name: string) => {
    if (name !== 'after_commit' || lost) return
    lost = true
    throw new Error('answer lost')
  }
  const storage = await open('lost.db', { failPoint })
  const turn = record('c1', 0, { activities: [said('m1')] })
  await expect(storage.commitTurn(turn)).rejects.toThrow('answer lost')
  expect(await storage.commitTurn(turn)).toEqual({ type: 'duplicate', seq: 1 })
})

test('a full disk is an error, never a false acknowledgement, and everything goes on when there is room again', async () => {
  const storage = await open('full.db')
  await storage.commitTurn(record('c1', 0))
  const pages = Number(await pragma(storage.kysely, 'page_count'))
  await pragma(storage.kysely, `max_page_count = ${pages + 20}`)
  const long = 'x'.repeat(3000)
  const say = (n: number) => storage.commitTurn(record(`d${n}`, 0, { activities: [said('m1', long)] }))
  const results: PromiseSettledResult<unknown>[] = []
  for (let round = 0; round < 8; round += 1) {
    results.push(...(await Promise.allSettled(Array.from({ length: 4 }, (_, i) => say(4 * round + i)))))
  }
  const acknowledged = results.map(({ status }) => status === 'fulfilled')
  expect(acknowledged[0]).toBe(true)
  expect(acknowledged.at(-1)).toBe(false)
  expect(results.filter((result) => result.status === 'rejected').every(({ reason }) => reason.code === 'SQLITE_FULL')).toBe(true)
  await expect(storage.ready()).rejects.toMatchObject({ code: 'SQLITE_FULL' })
  const stored = await Promise.all(acknowledged.map(async (_, n) => (await storage.conversation(`d${n}`)) !== null))
  expect(stored).toEqual(acknowledged)
  await pragma(storage.kysely, 'max_page_count = 1000000')
  await storage.ready()
  expect(await say(31)).toMatchObject({ type: 'committed' })
  expect(await pragma(storage.kysely, 'integrity_check')).toBe('ok')
})

test('a database file that is moved away is noticed', async () => {
  const storage = await open('gone.db')
  await storage.ready()
  await rename(inFolder('gone.db'), inFolder('elsewhere.db'))
  await expect(storage.ready()).rejects.toThrow('moved or removed')
})

test('a transaction of another room and the turns do not mix', async () => {
  const storage = await open('rooms.db')
  await sql`create table room (n integer)`.execute(storage.kysely)
  const turn = await storage.kysely.transaction().execute(async (transaction) => {
    await sql`insert into room values (1)`.execute(transaction)
    const committing = storage.commitTurn(record('c1', 0))
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    expect(await storage.conversation('c1')).toBeNull()
    await sql`insert into room values (2)`.execute(transaction)
    return { committing }
  })
  expect(await turn.committing).toMatchObject({ type: 'committed' })
  const failing = storage.kysely.transaction().execute(async (transaction) => {
    await sql`insert into room values (3)`.execute(transaction)
    throw new Error('given up')
  })
  await expect(Promise.all([failing, storage.commitTurn(record('c2', 0))])).rejects.toThrow('given up')
  expect(await storage.commitTurn(record('c2', 0))).toMatchObject({ type: 'conflict' })
  const { rows } = await sql<{ n: number }>`select n from room order by n`.execute(storage.kysely)
  expect(rows.map(({ n }) => n)).toEqual([1, 2])
})

test('the audit cannot be changed', async () => {
  const storage = await open('audit.db')
  await storage.commitTurn(record('c1', 0, { audit: ['looked'] }))
  await expect(sql`update audit set entry = '"other"'`.execute(storage.kysely)).rejects.toMatchObject({ message: 'the audit is append-only' })
  await expect(sql`delete from audit`.execute(storage.kysely)).rejects.toMatchObject({ message: 'the audit is append-only' })
  expect(await storage.audit('c1')).toEqual(['looked'])
})

test('closing writes what was handed over and refuses what comes later', async () => {
  const storage = await openStorage(`sqlite:${inFolder('closing.db')}`)
  const last = Array.from({ length: 100 }, (_, n) => storage.commitTurn(record(`c${n}`, 0)))
  await storage.close()
  expect((await Promise.all(last)).every(({ type }) => type === 'committed')).toBe(true)
  await expect(storage.commitTurn(record('late', 0))).rejects.toThrow('closed')
})
