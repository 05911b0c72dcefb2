import { agentTables, type Database } from './tables.js'

/** What somebody did to something. `agent` is empty for what no one at the desk did. */
export type AuditEntry = { readonly agent: string; readonly action: string; readonly subject: string; readonly at: number; readonly detail: unknown }

/** Writes an entry on the connection, or inside the transaction, that is given. */
export async function audit(db: Database, { detail, ...entry }: AuditEntry): Promise<void> {
  await agentTables(db)
    .insertInto('desk_audit')
    .values({ ...entry, detail: JSON.stringify(detail ?? null) })
    .execute()
}

export type AuditPage = {
  readonly rows: readonly (AuditEntry & { readonly id: number })[]
  /** Where the next page begins; null at the end. */
  readonly next: number | null
  /** Every kind of action there is. */
  readonly actions: readonly string[]
}
type Asked = {
  readonly agent?: string | undefined
  readonly action?: string | undefined
  readonly subject?: string | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly cursor?: number | undefined
  readonly limit: number
}

/** What was done, by any of who, what, to what and when; the latest first. */
export async function listAudit(db: Database, { agent, action, subject, from, to, cursor, limit }: Asked): Promise<AuditPage> {
  const tables = agentTables(db)
  const [found, kinds] = await Promise.all([
    tables
      .selectFrom('desk_audit')
      .selectAll()
      .orderBy('id', 'desc')
      .$if(agent !== undefined, (query) => query.where('agent', '=', agent ?? ''))
      .$if(action !== undefined, (query) => query.where('action', '=', action ?? ''))
      .$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? ''))
      .$if(from !== undefined, (query) => query.where('at', '>=', from ?? 0))
      .$if(to !== undefined, (query) => query.where('at', '<', to ?? 0))
      .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? 0))
      .limit(limit + 1)
      .execute(),
    tables.selectFrom('desk_audit').select('action').distinct().orderBy('action').execute(),
  ])
  const rows = found.slice(0, limit).map((row) => ({ ...row, id: Number(row.id), at: Number(row.at), detail: JSON.parse(row.detail) }))
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null, actions: kinds.map(({ action: kind }) => kind) }
}
