import type { SqlStorage, StorageOptions } from './options.js'
import { openPostgres } from './postgres.js'
import { openSqlite } from './sqlite.js'

/** Opens the store that a URL names and brings its schema up to date: `sqlite:/path/file.db`, `:memory:` or `postgres://…`. */
export async function openStorage(url: string, options: StorageOptions = {}): Promise<SqlStorage> {
  if (url === ':memory:' || url === 'sqlite::memory:') return openSqlite(':memory:', options)
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) return openSqlite(url.slice('sqlite:'.length), options)
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, options)
  // The URL itself is not repeated: it may hold a password.
  throw new Error('the database URL must be sqlite:/path/file.db, :memory: or postgres://…')
}
