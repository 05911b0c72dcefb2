import type Sqlite from 'better-sqlite3'
import { CompiledQuery, type DatabaseConnection, type Dialect, SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'

type Deps = { readonly db: Sqlite.Database; readonly onTransactionEnded: () => void }

/** Kysely on the writer's own connection, for the small statements of other rooms. */
export const roomDialect = (deps: Deps): Dialect => ({
  createDriver: () => new RoomDriver(deps),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createAdapter: () => new SqliteAdapter(),
  createIntrospector: (kysely) => new SqliteIntrospector(kysely),
})

/** Tells when a transaction has ended, because the writer cannot begin its own before. */
class RoomDriver extends SqliteDriver {
  readonly #deps: Deps

  constructor(deps: Deps) {
    super({ database: deps.db })
    this.#deps = deps
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // A deferred one that reads first cannot become a writing one when another process has written meanwhile.
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection)
    this.#deps.onTransactionEnded()
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk may have ended it already.
    if (this.#deps.db.inTransaction) await super.rollbackTransaction(connection)
    this.#deps.onTransactionEnded()
  }
}
