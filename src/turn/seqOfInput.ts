import type { Storage } from '../storage/records.js'

/** More activities than any conversation has. */
const WHOLE_LOG = 100_000

/** The number of the user's activity that an input was stored as; 0 where it has none. */
export async function seqOfInput(storage: Pick<Storage, 'activitiesAfter'>, conversation: string, inputId: string): Promise<number> {
  const activities = await storage.activitiesAfter(conversation, 0, WHOLE_LOG)
  return activities.find((activity) => activity.inputId === inputId && activity.role === 'user')?.seq ?? 0
}
