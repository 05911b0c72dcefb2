import { watch } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tellDiagnostics } from './cli/tellDiagnostics.js'
import { buildDesk, type Desk } from './desk.js'
import { type Env, environment } from './env.js'
import { cachedLibrary } from './turn/cachedLibrary.js'
import type { Folders } from './turn/loadLibrary.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')
const tell = (text: string): void => console.error(text)
/** How long work under way may take to end before the process ends without it. */
const GRACE_MS = 10_000

/** Serves until it is told to stop; resolves to the exit code. */
export async function serve(): Promise<number> {
  const env = environment()
  const folders: Folders = {
    dialogs: env.DIALOGS_DIR ?? join(ROOT, 'dialogs'),
    knowledge: env.KNOWLEDGE_DIR ?? join(ROOT, 'knowledge'),
    ownDialogs: join(ROOT, 'dialogs'),
    models: join(ROOT, 'dist', 'models'),
  }
  const { library, diagnostics } = await cachedLibrary(folders, tell)
  if (!library) {
    tellDiagnostics(diagnostics)
    tell('The dialogs or the knowledge have errors, so the desk does not start. Mend them and start again.')
    return 1
  }
  for (const line of env.announced) tell(line)
  const desk = await buildDesk({ env, library, root: ROOT, knowledge: folders.knowledge })
  await listening(desk, env)
  if (env.RELOAD) reloadOnChange(desk, folders)
  await stopSignal()
  const late = setTimeout(() => process.exit(0), GRACE_MS)
  await desk.close()
  clearTimeout(late)
  return 0
}

function listening({ server }: Desk, { HOST, PORT }: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(PORT, HOST, () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : PORT
      console.log(`http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${port}`)
      resolve()
    })
  })
}

/** New dialogs and knowledge are used without a restart: all of them, or none while anything is wrong. */
function reloadOnChange(desk: Desk, folders: Folders): void {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const again = async (): Promise<void> => {
    const { library, diagnostics } = await cachedLibrary(folders, tell)
    if (!library) {
      tellDiagnostics(diagnostics)
      tell('The change has errors; the dialogs and the knowledge from before stay in use.')
      return
    }
    await desk.useLibrary(library)
    tell(`Dialogs and knowledge reloaded (${library.hash.slice(0, 12)}).`)
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(again).catch((error: unknown) => tell(`Reloading failed: ${error instanceof Error ? error.message : String(error)}`))
    }, 200)
  }
  for (const folder of [folders.dialogs, folders.knowledge]) watch(folder, { recursive: true, persistent: false }, soon)
}

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
