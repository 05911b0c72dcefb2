import Database from 'better-sqlite3'
import { Kysely, type LogEvent, PostgresDialect, SqliteDialect } from 'kysely'
import pg from 'pg'
import { memoryStore } from '../../src/verification/memoryStore.js'
import { verificationMigrations } from '../../src/verification/migrations.js'
import { sqlStore } from '../../src/verification/sqlStore.js'
import type { VerificationStore } from '../../src/verification/store.js'

export type OpenStore = { readonly store: VerificationStore; close(): Promise<void> }

export async function inMemory(): Promise<OpenStore> {
  return { store: memoryStore(), close: async () => undefined }
}

/** A database of its own on each call, of the dialect that the factory makes. */
export async function inDatabase(dialect: 'sqlite' | 'postgres', db: Kysely<unknown>): Promise<OpenStore> {
  for (const migration of verificationMigrations) await migration.up(db, dialect)
  return { store: sqlStore(db), close: () => db.destroy() }
}

export function sqlite(log: (event: LogEvent) => void = () => undefined): Kysely<unknown> {
  return new Kysely<unknown>({ dialect: new SqliteDialect({ database: new Database(':memory:') }), log })
}

export function postgres(connectionString: string): Kysely<unknown> {
  const pool = new pg.Pool({ connectionString, max: 8 })
  // `end` does not wait for the sockets, so the server's stop may still reach connections that are closing. A query that it hurts rejects by itself.
  pool.on('error', () => undefined)
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
}
