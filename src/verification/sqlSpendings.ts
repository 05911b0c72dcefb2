import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Budget } from './core.js'
import type { Spending, Spent, VerificationStore } from './store.js'
import type { Tables } from './tables.js'

/** Budgets as rows: one conditional insert spends, and two unique keys make it exact and repeatable. */
export function spendings(db: Kysely<Tables>): Pick<VerificationStore, 'spend' | 'look'> {
  async function look(budget: Budget, at: number): Promise<Spent> {
    const { rows } = await sql<{ room: number; least: number | string | null }>`
      select case when ${hasRoom(budget, at)} then 1 else 0 end as room,
        (select min(nth) from verification_spend where bucket = ${budget.bucket}) as least`.execute(db)
    const row = rows[0]
    return { admitted: row?.room === 1, first: row?.least === null }
  }

  async function spend(spending: Spending): Promise<Spent> {
    for (;;) {
      await insertOnce(db, spending)
      const mine = await spentBy(db, spending)
      if (mine !== null) return mine
      // Either a rule refused it or, on PostgreSQL, a parallel spending took its number. Each such loss is another's gain, so this ends.
      const room = await look(spending, spending.at)
      if (!room.admitted) return { admitted: false, first: false }
    }
  }

  return { spend, look }
}

async function insertOnce(db: Kysely<Tables>, spending: Spending): Promise<void> {
  const { bucket, key, accountHash, at } = spending
  // The casts tell PostgreSQL what the parameters are: in a select list it would not look at the columns.
  await sql`
    insert into verification_spend (bucket, nth, key, account_hash, at)
    select cast(${bucket} as text), (select coalesce(max(nth), 0) + 1 from verification_spend where bucket = ${bucket}),
      cast(${key} as text), cast(${accountHash} as text), cast(${at} as bigint)
    where ${hasRoom(spending, at)}
    on conflict do nothing`.execute(db)
}

async function spentBy(db: Kysely<Tables>, { bucket, key }: Spending): Promise<Spent | null> {
  const { rows } = await sql<{ nth: number | string; least: number | string }>`
    select nth, (select min(nth) from verification_spend where bucket = ${bucket}) as least
    from verification_spend where bucket = ${bucket} and key = ${key}`.execute(db)
  const row = rows[0]
  return row === undefined ? null : { admitted: true, first: Number(row.nth) === Number(row.least) }
}

function hasRoom(budget: Budget, at: number): RawBuilder<unknown> {
  const rules = budget.rules.map(
    (rule) =>
      sql`(select count(*) from verification_spend where bucket = ${budget.bucket} and at > cast(${at - rule.withinMs} as bigint)) < cast(${rule.limit} as bigint)`,
  )
  return sql.join(rules, sql` and `)
}
