import { readEvents } from '../../conversations/readEvent.js'
import type { Program } from '../../dialog/program.js'
import type { EventRow } from '../../storage/records.js'
import type { Traffic } from './atlas.js'
import { namesIn, walkedIn } from './walked.js'

/** Counts in how many recorded conversations each part of the dialogs was walked. They are read one after the other and let go. */
export async function countTraffic(program: Program, recorded: AsyncIterable<readonly EventRow[] | null>): Promise<Traffic> {
  const counts = new Map<string, number>()
  let conversations = 0
  let unreadable = 0
  for await (const rows of recorded) {
    const names = rows && namesWalked(program, rows)
    if (names === null) unreadable += 1
    else conversations += 1
    for (const name of names ?? []) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return { kind: 'counted', conversations, counts, unreadable }
}

/** Null for a log that no version of the engine can have written; one bad row in the database must not hide all others. */
function namesWalked(program: Program, rows: readonly EventRow[]): readonly string[] | null {
  try {
    return namesIn(walkedIn({ program, events: readEvents(rows) }))
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
