// One server of the kill test, of what is built in dist/. It gets ready, waits to be told where to end itself, and serves until it is killed.
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildDesk } from '../../dist/desk.js'
import { readEnv } from '../../dist/env.js'
import { cachedLibrary } from '../../dist/turn/cachedLibrary.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dialogs = join(root, 'dialogs')
const knowledge = join(root, 'knowledge')
const { library, diagnostics } = await cachedLibrary({ dialogs, knowledge, ownDialogs: dialogs, models: join(root, 'dist', 'models') }, (text) =>
  console.error(text),
)
if (!library)
  throw new Error(`expected dialogs and knowledge without errors, got ${JSON.stringify(diagnostics.filter(({ severity }) => severity === 'error'))}`)

process.send({ type: 'loaded' })
const [{ failPoint, hit }] = await once(process, 'message')

let hits = 0
const endAt = (name) => {
  if (name === failPoint && ++hits === hit) process.kill(process.pid, 'SIGKILL')
}
const { server } = await buildDesk({ env: readEnv(process.env), library, root, knowledge, failPoint: endAt })
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.send({ type: 'listening', port: server.address().port })
// Without its parent nobody would ever kill it.
process.once('disconnect', () => process.exit(1))
