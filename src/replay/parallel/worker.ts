import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { loadPersonas } from '../../accounts/personas.js'
import { cachedLibrary } from '../../turn/cachedLibrary.js'
import { createFilePlayer } from '../runReplays.js'
import type { Answer, Order, ThreadData } from './messages.js'

const { folders }: ThreadData = workerData
// Whoever started this thread has told what is wrong with the dialogs.
const { draft } = await cachedLibrary(folders, () => undefined)
if (!draft || !parentPort) throw new Error('expected dialogs that can be played, in a thread of its own')
const port = parentPort
const playFile = createFilePlayer(draft, await loadPersonas(join(folders.knowledge, 'accounts')))
const answer = (message: Answer): void => port.postMessage(message)

port.on('message', async ({ index, file }: Order) => answer({ type: 'played', index, results: await playFile(file) }))
answer({ type: 'ready' })
