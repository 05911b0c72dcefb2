import { openStorage } from '../../src/storage/open.js'
import { verificationMigrations } from '../../src/verification/migrations.js'
import { sqlStore } from '../../src/verification/sqlStore.js'
import { storeContract } from './contract.js'
import { inDatabase, sqlite } from './stores.js'

storeContract('sqlite', () => inDatabase('sqlite', sqlite()))

storeContract('sqlite, on the connection of the turns', async () => {
  const storage = await openStorage(':memory:', { migrations: verificationMigrations })
  return { store: sqlStore(storage.kysely), close: () => storage.close() }
})
