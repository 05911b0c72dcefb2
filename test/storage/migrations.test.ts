import { expect, test } from '@jest/globals'
import { sql } from 'kysely'
import type { Migration } from '../../src/storage/migrations.js'
import { openStorage } from '../../src/storage/open.js'
import { temporaryFolder } from './folder.js'
import { record } from './record.js'

const inFolder = temporaryFolder()
const room: Migration = {
  id: 'room_0001',
  up: async (db, dialect) => {
    await sql`create table room (dialect text)`.execute(db)
    await sql`insert into room values (${dialect})`.execute(db)
  },
}

async function opens(file: string, migrations: readonly Migration[]): Promise<void> {
  await (await openStorage(`sqlite:${inFolder(file)}`, { migrations })).close()
}

test('another room adds its own tables, once', async () => {
  await opens('room.db', [room])
  const storage = await openStorage(`sqlite:${inFolder('room.db')}`, { migrations: [room] })
  expect((await sql`select * from room`.execute(storage.kysely)).rows).toEqual([{ dialect: 'sqlite' }])
  await storage.close()
})

test('a step added later is taken by an old database, which keeps its data', async () => {
  const old = await openStorage(`sqlite:${inFolder('old.db')}`)
  await old.commitTurn(record('c1', 0))
  await old.close()
  const storage = await openStorage(`sqlite:${inFolder('old.db')}`, { migrations: [room] })
  expect((await storage.conversation('c1'))?.version).toBe(1)
  await storage.close()
})

test('a database that is newer than the program is not touched', async () => {
  await opens('newer.db', [room])
  await expect(opens('newer.db', [])).rejects.toThrow('newer than this program: it has taken the migrations room_0001')
  await opens('newer.db', [room])
})

test('a step that fails leaves the database as it was', async () => {
  const failing: Migration = {
    id: 'room_0002',
    up: async (db) => {
      await sql`create table half (n integer)`.execute(db)
      throw new Error('no further')
    },
  }
  await expect(opens('half.db', [room, failing])).rejects.toThrow('no further')
  const storage = await openStorage(`sqlite:${inFolder('half.db')}`)
  expect((await sql`select name from sqlite_schema where name in ('half', 'room')`.execute(storage.kysely)).rows).toEqual([])
  await storage.close()
})

test('two steps may not share an id', async () => {
  await expect(opens('twice.db', [room, room])).rejects.toThrow('two migrations are called "room_0001"')
})

test.each(['', 'sqlite:', 'mysql://user:secret@host/db', '/tmp/file.db'])('the URL "%s" is refused without being repeated', async (url) => {
  await expect(openStorage(url)).rejects.toThrow(/^the database URL must be sqlite:\/path\/file.db, :memory: or postgres:\/\/…$/)
})
