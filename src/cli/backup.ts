import { allMigrations, databaseUrl } from '../desk.js'
import { databaseSettings } from '../env.js'
import { openStorage } from '../storage/open.js'
import { restoreBackup } from '../storage/restore.js'
import { existingDatabase } from './existingDatabase.js'

/** A consistent copy of the database, also while a server uses it. */
export async function backup(file: string): Promise<number> {
  const storage = await openStorage(existingDatabase(), { migrations: allMigrations })
  try {
    await storage.backup(file)
  } finally {
    await storage.close()
  }
  console.log(`Saved to ${file}.`)
  return 0
}

/** Puts a backup in the place of the database; the one that was there is kept aside. The server must be stopped. */
export async function restore(file: string): Promise<number> {
  const url = databaseUrl(databaseSettings())
  if (!url.startsWith('sqlite:')) {
    console.error(`expected a SQLite database in DATABASE_URL, got ${url.split(':')[0]}; restore PostgreSQL with its own tools (pg_restore)`)
    return 1
  }
  const { keptAside } = await restoreBackup(file, url.slice('sqlite:'.length), { migrations: allMigrations })
  console.log(keptAside === null ? `Restored from ${file}.` : `Restored from ${file}; the database from before is kept as ${keptAside}.`)
  return 0
}
