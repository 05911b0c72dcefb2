import Database from 'better-sqlite3'

/** Columns of a table that is copied with its conversation; `key` is what must be new in each copy. */
const TABLES = ['activity', 'event'] as const
const DAY_MS = 86_400_000

/** Makes `times` copies of every conversation, each some days and hours earlier than the last; what they said stays. */
export function copyConversations(file: string, times: number): { readonly conversations: number; readonly messages: number } {
  const db = new Database(file)
  try {
    db.pragma('synchronous = off')
    db.pragma('foreign_keys = off')
    const columns = (table: string): readonly string[] =>
      db
        .prepare<[], { name: string }>(`pragma table_info(${table})`)
        .all()
        .map(({ name }) => name)
    const copy = (table: string, id: string, shifted: readonly string[]): string => {
      const names = columns(table)
      const values = names.map((name) => (name === id ? `${name} || @mark` : shifted.includes(name) ? `${name} - @shift` : name))
      return `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table} where ${id} in (select id from original)`
    }
    db.exec('create temp table original as select id from conversation')
    const statements = [
      db.prepare(copy('conversation', 'id', ['created_at', 'updated_at'])),
      ...TABLES.map((table) => db.prepare(copy(table, 'conversation', ['at']))),
    ]
    for (let n = 1; n <= times; n++) {
      const given = { mark: `-${n}`, shift: Math.round(((n % 30) * DAY_MS) / 1 + ((n * 977_000) % DAY_MS)) }
      db.transaction(() => {
        for (const statement of statements) statement.run(given)
      })()
    }
    const count = (sql: string): number => db.prepare<[], { n: number }>(sql).get()?.n ?? 0
    return {
      conversations: count('select count(*) as n from conversation'),
      messages: count("select count(*) as n from activity where kind = 'message'"),
    }
  } finally {
    db.close()
  }
}
