import { afterAll, beforeAll } from '@jest/globals'
import { type PostgresServer, startPostgres } from '../storage/postgresServer.js'
import { storeContract } from './contract.js'
import { inDatabase, postgres } from './stores.js'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
}, 120_000)
afterAll(() => server.stop(), 30_000)

storeContract('postgres', async () => inDatabase('postgres', postgres(await server.newDatabase())))
