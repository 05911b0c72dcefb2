import { Worker } from 'node:worker_threads'
import type { Exploring } from './explore.js'
import type { Explored } from './exploreShare.js'

/** What a thread is told when it begins. */
export type ThreadData = Omit<Exploring, 'progress'>
export type Message = { readonly type: 'progress'; readonly text: string } | { readonly type: 'explored'; readonly explored: Explored }

/** Walks a share in a thread of its own; rejects with what the thread died of. */
export function inThread({ progress, ...workerData }: Exploring): Promise<Explored> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./worker.js', import.meta.url), { workerData })
    thread.on('message', (message: Message) => (message.type === 'progress' ? progress(message.text) : resolve(message.explored)))
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`expected an exploring thread to answer before it ends, it ended with ${code}`)))
  })
}
