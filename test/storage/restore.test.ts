import { copyFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import Database from 'better-sqlite3'
import { openStorage } from '../../src/storage/open.js'
import { restoreBackup } from '../../src/storage/restore.js'
import { temporaryFolder } from './folder.js'
import { record, replied, said } from './record.js'

const inFolder = temporaryFolder()

/** A database with these conversations, and a backup of it. */
async function made(name: string, conversations: readonly string[]): Promise<{ readonly file: string; readonly backup: string }> {
  const file = inFolder(`${name}.db`)
  const backup = inFolder(`${name}.backup`)
  const storage = await openStorage(`sqlite:${file}`)
  for (const id of conversations) await storage.commitTurn(record(id, 0))
  await storage.backup(backup)
  await storage.close()
  return { file, backup }
}

async function conversationsIn(file: string): Promise<readonly string[]> {
  const storage = await openStorage(`sqlite:${file}`)
  const there = await Promise.all(['old', 'new', 'c1'].map(async (id) => ((await storage.conversation(id)) ? [id] : [])))
  await storage.close()
  return there.flat()
}

test('a backup made while turns are written is one consistent file', async () => {
  const storage = await openStorage(`sqlite:${inFolder('busy.db')}`)
  const long = 'x'.repeat(2000)
  let version = 0
  const say = async () => {
    await storage.commitTurn(record('c1', version, { activities: [said(`m${version}`, long), replied(long)], events: [version] }))
    version += 1
  }
  for (let n = 0; n < 200; n += 1) await say()
  let over = false
  const backing = storage.backup(inFolder('busy.backup')).finally(() => {
    over = true
  })
  while (!over) await say()
  await backing
  const during = version - 200
  await storage.close()
  expect(during).toBeGreaterThan(0)

  await restoreBackup(inFolder('busy.backup'), inFolder('restored.db'))
  const copy = await openStorage(`sqlite:${inFolder('restored.db')}`)
  const conversation = await copy.conversation('c1')
  expect(conversation?.version).toBeGreaterThanOrEqual(200)
  expect((await copy.activitiesAfter('c1', 0, 100_000)).map(({ seq }) => seq)).toEqual(
    Array.from({ length: 2 * (conversation?.version ?? 0) }, (_, i) => i + 1),
  )
  expect(await copy.events('c1')).toHaveLength(conversation?.version ?? 0)
  await copy.close()
})

test('a backup is private, replaces an older one and leaves nothing beside it', async () => {
  const { backup } = await made('plain', ['c1'])
  const storage = await openStorage(`sqlite:${inFolder('plain.db')}`)
  await storage.commitTurn(record('new', 0))
  await storage.backup(backup)
  await storage.close()
  expect((await stat(backup)).mode & 0o777).toBe(0o600)
  expect((await readdir(inFolder('.'))).filter((name) => name.startsWith('plain.backup'))).toEqual(['plain.backup'])
  await restoreBackup(backup, inFolder('plain2.db'))
  expect(await conversationsIn(inFolder('plain2.db'))).toEqual(['new', 'c1'])
})

test('a backup that cannot be written leaves nothing and does not hurt the store', async () => {
  const storage = await openStorage(':memory:')
  await expect(storage.backup(inFolder('no/such/folder/file'))).rejects.toMatchObject({ code: 'ENOENT' })
  expect(await storage.commitTurn(record('c1', 0))).toMatchObject({ type: 'committed' })
  await storage.close()
})

test('restoring keeps the old database aside, each time under another name', async () => {
  const { backup } = await made('source', ['old'])
  const { file } = await made('target', ['new'])
  const first = await restoreBackup(backup, file)
  expect(first).toEqual({ keptAside: `${file}.before-restore-1` })
  expect(await conversationsIn(file)).toEqual(['old'])
  expect(await conversationsIn(first.keptAside ?? '')).toEqual(['new'])
  expect(await restoreBackup(backup, file)).toEqual({ keptAside: `${file}.before-restore-2` })
  expect(await restoreBackup(backup, inFolder('nothing/there.db'))).toEqual({ keptAside: null })
})

test('a database that is open is not replaced', async () => {
  const { backup } = await made('source2', ['old'])
  const storage = await openStorage(`sqlite:${inFolder('open.db')}`)
  await storage.commitTurn(record('new', 0))
  await expect(restoreBackup(backup, inFolder('open.db'))).rejects.toThrow('is in use')
  await storage.close()
  expect(await conversationsIn(inFolder('open.db'))).toEqual(['new'])
  expect((await readdir(inFolder('.'))).filter((name) => name.startsWith('open.db'))).toEqual(['open.db'])
})

test('what a crashed server left in its log goes aside with its database', async () => {
  const { backup } = await made('source3', ['old'])
  const storage = await openStorage(`sqlite:${inFolder('alive.db')}`)
  await storage.commitTurn(record('new', 0))
  // Copied while it is open: the files as a crash leaves them.
  for (const end of ['', '-wal']) await copyFile(inFolder(`alive.db${end}`), inFolder(`crashed.db${end}`))
  await storage.close()
  const { keptAside } = await restoreBackup(backup, inFolder('crashed.db'))
  expect(await conversationsIn(inFolder('crashed.db'))).toEqual(['old'])
  expect(await conversationsIn(keptAside ?? '')).toEqual(['new'])
})

test('a damaged database can be replaced and is kept as it was', async () => {
  const { backup } = await made('source4', ['old'])
  await writeFile(inFolder('damaged.db'), 'no database at all, but what somebody may want to look at')
  await writeFile(inFolder('damaged.db-wal'), 'its log')
  const { keptAside } = await restoreBackup(backup, inFolder('damaged.db'))
  expect(await readFile(`${keptAside}-wal`, 'utf8')).toBe('its log')
  expect(await conversationsIn(inFolder('damaged.db'))).toEqual(['old'])
  expect(await readFile(keptAside ?? '', 'utf8')).toContain('somebody may want to look at')
})

test('what is no sound backup is refused and nothing is touched', async () => {
  const { file, backup } = await made('kept', ['new'])
  await expect(restoreBackup(inFolder('missing'), file)).rejects.toThrow('there is no backup')
  await writeFile(inFolder('text'), 'hello '.repeat(1000))
  await expect(restoreBackup(inFolder('text'), file)).rejects.toThrow('cannot be read as a database')
  new Database(inFolder('foreign')).exec('create table t (n)').close()
  await expect(restoreBackup(inFolder('foreign'), file)).rejects.toThrow('not a backup of this program')
  await copyFile(backup, inFolder('cut'))
  await truncate(inFolder('cut'), 8192)
  await expect(restoreBackup(inFolder('cut'), file)).rejects.toThrow(/damaged|cannot be read/)
  const newer = new Database(backup)
  newer.exec("insert into migration values ('9999_future')")
  newer.close()
  await expect(restoreBackup(backup, file)).rejects.toThrow('newer than this program')
  expect(await conversationsIn(file)).toEqual(['new'])
  expect((await readdir(inFolder('.'))).filter((name) => name.startsWith('kept.db'))).toEqual(['kept.db'])
})
