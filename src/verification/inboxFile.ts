import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import type { InboxFile } from './simulatedInbox.js'

/** Keeps the simulated phones in a JSON file, written aside and renamed so that it is never half there. */
export const inboxFile = (file: string): InboxFile => ({
  load: async () => (existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : undefined),
  save: async (content) => {
    await writeFile(`${file}.new`, JSON.stringify(content), { mode: 0o600 })
    await rename(`${file}.new`, file)
  },
})
