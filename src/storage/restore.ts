import { randomUUID } from 'node:crypto'
import { constants, existsSync, statSync } from 'node:fs'
import { copyFile, link, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { sync } from './backup.js'
import { allMigrations, refuseNewer } from './migrate.js'
import { type Migration, migrations } from './migrations.js'
import { sqliteCode } from './sqliteCode.js'

export type Restored = {
  /** Where the database that was in its place now lies; null when there was none. */
  readonly keptAside: string | null
}
type Options = { readonly migrations?: readonly Migration[] }

/** Puts a backup in the place of a database that nobody has open. Nothing is touched unless the backup is sound. */
export async function restoreBackup(from: string, to: string, options: Options = {}): Promise<Restored> {
  refuseNoBackup(from)
  await mkdir(dirname(to), { recursive: true })
  const partial = `${to}.partial-${randomUUID()}`
  try {
    // The copy is what gets checked, so that it is the checked bytes that are put in place.
    await copyFile(from, partial, constants.COPYFILE_EXCL)
    await makePrivate(partial)
    checkSound(partial, from, options.migrations ?? [])
    await sync(partial)
    const keptAside = existsSync(to) ? await keepAside(to) : null
    await rename(partial, to)
    await sync(dirname(to))
    return { keptAside }
  } finally {
    for (const file of withCompanions(partial)) await rm(file, { force: true })
  }
}

async function makePrivate(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.chmod(0o600)
  } finally {
    await handle.close()
  }
}

function checkSound(file: string, name: string, extra: readonly Migration[]): void {
  const db = new Database(file, { fileMustExist: true })
  try {
    const taken = takenMigrations(db, name)
    const [first] = migrations
    if (first && !taken.includes(first.id)) throw new Error(`${name} is not a backup of this program`)
    refuseNewer(taken, allMigrations(extra))
    const verdict = db.pragma('integrity_check', { simple: true })
    if (verdict !== 'ok') throw new Error(`${name} is damaged: ${String(verdict)}`)
  } finally {
    db.close()
  }
}

function takenMigrations(db: Database.Database, name: string): readonly string[] {
  try {
    const found = db.prepare("select name from sqlite_schema where type = 'table' and name = 'migration'").get()
    return found
      ? db
          .prepare<[], { id: string }>('select id from migration')
          .all()
          .map((row) => row.id)
      : []
  } catch (fault) {
    throw new Error(`${name} cannot be read as a database`, { cause: fault })
  }
}

function refuseNoBackup(file: string): void {
  if (!existsSync(file)) throw new Error(`there is no backup ${file}`)
  // Its last turns would lie in the log, which is not copied.
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false })
  if (log && log.size > 0) throw new Error(`${file} is a database in use, not a backup`)
}

/** Gives the old database a second name; the new one then takes the first in a single rename, so there always is one. */
async function keepAside(file: string): Promise<string> {
  await refuseWhenInUse(file)
  let n = 1
  while (withCompanions(`${file}.before-restore-${n}`).some((aside) => existsSync(aside))) n += 1
  const aside = `${file}.before-restore-${n}`
  await link(file, aside)
  // Only a damaged one still has its log; left behind, SQLite would play it into the new database.
  for (const end of COMPANIONS) if (existsSync(file + end)) await rename(file + end, aside + end)
  return aside
}

const COMPANIONS = ['-wal', '-shm']
const withCompanions = (file: string): readonly string[] => [file, ...COMPANIONS.map((end) => file + end)]

async function refuseWhenInUse(file: string): Promise<void> {
  // SQLite would take a ruined file for an empty one and delete its log, which may be all that is left.
  if (!(await beginsLikeDatabase(file))) return
  const db = new Database(file, { timeout: 0 })
  try {
    db.pragma('locking_mode = exclusive')
    db.exec('begin exclusive; commit')
    // Then the old database is whole in its one file.
    db.pragma('wal_checkpoint(truncate)')
  } catch (fault) {
    const code = sqliteCode(fault)
    if (/^SQLITE_(BUSY|LOCKED)/.test(code)) throw new Error(`${file} is in use: stop the program first`, { cause: fault })
    // A damaged one is what restoring is for; it is set aside as it is.
    if (!/^SQLITE_(CORRUPT|NOTADB)/.test(code)) throw fault
  } finally {
    db.close()
  }
}

async function beginsLikeDatabase(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(SIGNATURE.length), 0, SIGNATURE.length, 0)
    return buffer.toString('latin1') === SIGNATURE
  } finally {
    await handle.close()
  }
}

const SIGNATURE = 'SQLite format 3\0'
