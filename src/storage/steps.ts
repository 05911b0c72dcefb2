import type { Statement, Value } from './statement.js'

/** One query of a transaction; whoever drives the transaction puts its rows into `rows`. */
export type Step = { readonly query: { readonly name: string; readonly sql: string }; readonly values: readonly Value[]; readonly rows: unknown[] }
/** A transaction as a list of queries, each waiting for the rows of the one before: SQLite drives it at once, PostgreSQL over the wire. */
export type Steps<Result> = Generator<Step, Result, void>
/** What a transaction comes to; nothing of it is kept unless `keep` says so. */
export type Outcome<Result> = { readonly keep: boolean; readonly result: Result }

export function* ask<Args, Row>(statement: Statement<Args, Row>, args: Args): Steps<readonly Row[]> {
  const rows: Row[] = []
  yield { query: statement, values: statement.bind(args), rows }
  return rows
}
