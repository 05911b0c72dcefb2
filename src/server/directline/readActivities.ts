import type { StoredActivity } from '../../storage/records.js'
import type { Desk } from '../deps.js'

const ROWS_A_READ = 500

/** All activities behind a number, read in parts. */
export async function readActivities({ storage }: Pick<Desk, 'storage'>, conversation: string, after: number): Promise<readonly StoredActivity[]> {
  const all: StoredActivity[] = []
  for (;;) {
    const rows = await storage.activitiesAfter(conversation, all.at(-1)?.seq ?? after, ROWS_A_READ)
    all.push(...rows)
    if (rows.length < ROWS_A_READ) return all
  }
}
