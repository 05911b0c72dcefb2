import { join } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { readState } from '../conversations/readState.js'
import { allMigrations } from '../desk.js'
import { recordReplay } from '../replay/record.js'
import { openStorage } from '../storage/open.js'
import { existingDatabase } from './existingDatabase.js'
import { type FolderOptions, foldersFor } from './folders.js'
import { draftOrExit } from './libraryOrExit.js'

const ALL = 1_000_000

/** `mibao record CONVERSATION`: the conversation as a replay on stdout, a persona's values in place of the account's. */
export async function record(id: string, options: FolderOptions): Promise<number> {
  const folders = foldersFor(options)
  const library = await draftOrExit(folders)
  const storage = await openStorage(existingDatabase(), { migrations: allMigrations })
  try {
    const conversation = await storage.conversation(id)
    if (!conversation) throw new Error(`There is no conversation "${id}"; the desk shows the id in its address.`)
    const [rows, activities] = await Promise.all([storage.events(id), storage.activitiesAfter(id, 0, ALL)])
    const { language } = readState(conversation.state)
    const recorded = await recordReplay({ rows, activities, language }, library, await loadPersonas(join(folders.knowledge, 'accounts')))
    if (!recorded) throw new Error(`Nobody said anything to the bot in "${id}".`)
    process.stdout.write(recorded.yaml)
    if (recorded.differs === null) return 0
    console.error(`Turn ${recorded.differs + 1} comes out differently with every persona; ${recorded.persona} comes furthest.`)
    return 1
  } finally {
    await storage.close()
  }
}
