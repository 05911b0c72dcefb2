import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { commitStatements } from './commitStatements.js'
import { postgresCompiler } from './compiler.js'
import { driveAsync } from './drive.js'
import { migrate } from './migrate.js'
import type { FailPoint, SqlStorage, StorageOptions } from './options.js'
import { readingSide } from './readingSide.js'
import { readStatements } from './readStatements.js'
import type { Outcome, Step, Steps } from './steps.js'
import { writingSide } from './writingSide.js'

/** A store that several nodes share; each record is one transaction, and its version decides who was first. */
export async function openPostgres(url: string, options: StorageOptions = {}): Promise<SqlStorage> {
  const pool = createPool(url)
  // The pool has dropped that connection already, and the next query opens another one.
  pool.on('error', options.onFault ?? (() => {}))
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await kysely.transaction().execute(async (transaction) => {
      // Nodes that start together would create the same tables; the lock ends with the transaction.
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(transaction)
      await migrate(transaction, 'postgres', options.migrations ?? [])
    })
  } catch (fault) {
    await kysely.destroy()
    throw fault
  }
  const compiler = postgresCompiler()
  const failPoint = options.failPoint ?? (() => {})
  const reading = readingSide(async (statement, args) => {
    const step = { query: statement, values: statement.bind(args), rows: [] }
    await run(pool, step)
    return step.rows
  }, readStatements(compiler))
  return {
    dialect: 'postgres',
    kysely,
    ...reading,
    ...writingSide((steps) => inTransaction(pool, steps, failPoint), commitStatements(compiler), options),
    async backup() {
      throw new Error('a PostgreSQL database is backed up with pg_dump')
    },
    close: () => kysely.destroy(),
  }
}

/** Any number will do, as long as every version of this program uses the same one. */
const MIGRATION_LOCK = 7_358_021

function createPool(url: string): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    // A node that stopped half-way must not hold a conversation's row for ever.
    idle_in_transaction_session_timeout: 15_000,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === pg.types.builtins.INT8 ? parseInteger : pg.types.getTypeParser(oid, format),
    },
  })
}

/** int8 comes as text, because it may hold more than a JavaScript number can. */
function parseInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`the integer ${text} from the database is too large`)
  return value
}

async function inTransaction<Result>(pool: pg.Pool, steps: () => Steps<Outcome<Result>>, failPoint: (name: FailPoint) => void): Promise<Result> {
  const client = await pool.connect()
  // Any fault closes the connection, which undoes the transaction; after a lost COMMIT a resend under the same client id tells what became of it.
  let usable = false
  try {
    await client.query('begin')
    const { keep, result } = await driveAsync(steps(), (step) => run(client, step))
    if (keep) failPoint('before_commit')
    await client.query(keep ? 'commit' : 'rollback')
    if (keep) failPoint('after_commit')
    usable = true
    return result
  } finally {
    client.release(!usable)
  }
}

async function run(client: pg.Pool | pg.PoolClient, { query, values, rows }: Step): Promise<void> {
  const result = await client.query<Record<string, unknown>>({ name: query.name, text: query.sql, values: [...values] })
  rows.push(...result.rows)
}
