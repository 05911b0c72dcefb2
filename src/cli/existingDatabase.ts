import { existsSync } from 'node:fs'
import { databaseUrl } from '../desk.js'
import { databaseSettings } from '../env.js'

type Found = { readonly url: string; readonly missing: null } | { readonly url: null; readonly missing: string }

/** The address of the database, or why there is none: to open a file that is not there would make it. */
export function findDatabase(): Found {
  const url = databaseUrl(databaseSettings())
  const file = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : null
  return file !== null && !existsSync(file) ? { url: null, missing: `There is no database ${file}.` } : { url, missing: null }
}

/** The same for commands that are nothing without one. */
export function existingDatabase(): string {
  const { url, missing } = findDatabase()
  if (url === null) throw new Error(`${missing} DATABASE_URL or DATA_DIR say where to look.`)
  return url
}
