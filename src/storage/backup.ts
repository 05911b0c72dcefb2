import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'

/** Copies a database that is in use to one plain file; the file is there whole or not at all. */
export async function backupDatabase(db: Database.Database, file: string): Promise<void> {
  const partial = `${file}.partial-${randomUUID()}`
  try {
    await (await open(partial, 'wx', 0o600)).close()
    await db.backup(partial)
    asOneFile(partial)
    await sync(partial)
    await rename(partial, file)
  } catch (fault) {
    await rm(partial, { force: true })
    throw fault
  }
  await sync(dirname(file))
}

/** The copy says of itself that it has a write-ahead log beside it, which it has not. */
function asOneFile(file: string): void {
  const copy = new Database(file, { fileMustExist: true })
  try {
    copy.pragma('journal_mode = delete')
  } finally {
    copy.close()
  }
}

/** Makes sure that a file, or the names in a directory, outlast a power cut. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
