import { closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { backupDatabase } from './backup.js'
import { commitStatements } from './commitStatements.js'
import { sqliteCompiler } from './compiler.js'
import { migrate } from './migrate.js'
import type { SqlStorage, StorageOptions } from './options.js'
import { readingSide } from './readingSide.js'
import { readStatements } from './readStatements.js'
import { roomDialect } from './roomDialect.js'
import type { Value } from './statement.js'
import type { Step } from './steps.js'
import { createWriter } from './writer.js'
import { writingSide } from './writingSide.js'

const PATIENCE_MS = 5000
const IN_MEMORY = ':memory:'

/** A store in one file; this process is its only writer of turns. */
export async function openSqlite(file: string, options: StorageOptions = {}): Promise<SqlStorage> {
  const db = connect(file)
  const run = runner(db)
  const writer = createWriter({ db, run, failPoint: options.failPoint ?? (() => {}), patience: PATIENCE_MS })
  const kysely = new Kysely<unknown>({ dialect: roomDialect({ db, onTransactionEnded: writer.roomLeft }) })
  try {
    await inTransaction(db, () => migrate(kysely, 'sqlite', options.migrations ?? []))
  } catch (fault) {
    db.close()
    throw fault
  }
  const compiler = sqliteCompiler()
  const identity = fileIdentity(file)
  const writing = writingSide(writer.write, commitStatements(compiler), options)
  const reading = readingSide(async (statement, args) => {
    const step = { query: statement, values: statement.bind(args), rows: [] }
    run(step)
    return step.rows
  }, readStatements(compiler))
  return {
    dialect: 'sqlite',
    kysely,
    ...reading,
    ...writing,
    backup: (to) => backupDatabase(db, to),
    async ready() {
      // A deleted file is written on happily until the process ends, and then everything is gone.
      if (fileIdentity(file) !== identity) throw new Error('the database file was moved or removed while it was open')
      await writing.ready()
    },
    async close() {
      await writer.close()
      await kysely.destroy()
    },
  }
}

function connect(file: string): Database.Database {
  if (file !== IN_MEMORY) {
    mkdirSync(dirname(file), { recursive: true })
    // Made here, because SQLite would let everybody on the machine read what people wrote to us.
    closeSync(openSync(file, 'a', 0o600))
  }
  const db = new Database(file, { timeout: PATIENCE_MS })
  db.pragma('journal_mode = wal')
  // Without FULL a power cut may take turns that were acknowledged.
  db.pragma('synchronous = full')
  db.pragma('foreign_keys = on')
  db.pragma('secure_delete = on')
  return db
}

const fileIdentity = (file: string): string => {
  if (file === IN_MEMORY) return IN_MEMORY
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat ? `${stat.dev}:${stat.ino}` : 'missing'
}

async function inTransaction(db: Database.Database, work: () => Promise<void>): Promise<void> {
  db.exec('begin immediate')
  try {
    await work()
    db.exec('commit')
  } catch (fault) {
    if (db.inTransaction) db.exec('rollback')
    throw fault
  }
}

/** Runs a query at once; each is prepared the first time that it is met. */
function runner(db: Database.Database): (step: Step) => void {
  const prepared = new Map<string, Database.Statement<Value[]>>()
  return ({ query, values, rows }) => {
    const statement = prepared.get(query.name) ?? db.prepare<Value[]>(query.sql)
    prepared.set(query.name, statement)
    if (statement.reader) rows.push(...statement.all(...values))
    else statement.run(...values)
  }
}
