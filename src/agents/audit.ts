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

/** Everything that was done to a subject, or by everyone, the latest first. */
export async function listAudit(
  db: Database,
  { subject, limit }: { readonly subject?: string; readonly limit: number },
): Promise<readonly AuditEntry[]> {
  const all = agentTables(db).selectFrom('desk_audit').selectAll().orderBy('id', 'desc').limit(limit)
  const rows = await (subject === undefined ? all : all.where('subject', '=', subject)).execute()
  return rows.map(({ agent, action, subject: about, at, detail }) => ({ agent, action, subject: about, at: Number(at), detail: JSON.parse(detail) }))
}
