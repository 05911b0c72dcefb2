import { parentPort, workerData } from 'node:worker_threads'
import { exploreShare } from './exploreShare.js'
import type { Message, ThreadData } from './inThread.js'

const data: ThreadData = workerData
const tell = (message: Message): void => parentPort?.postMessage(message)
tell({ type: 'explored', explored: exploreShare({ ...data, progress: (text) => tell({ type: 'progress', text }) }) })
