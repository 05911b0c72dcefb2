import { cpus } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Folders } from '../../turn/loadLibrary.js'
import type { ReplayResult } from '../runReplays.js'
import type { Answer, Order, ThreadData } from './messages.js'

type Played = Extract<Answer, { readonly type: 'played' }>

/** Each thread loads the library for itself, which takes as long as playing about so many files. */
const WORTH_A_THREAD = 300
/** How many threads so many files are worth here. */
export const jobsFor = (files: number): number => Math.max(1, Math.min(cpus().length, Math.floor(files / WORTH_A_THREAD)))

/** Plays files in threads, each taking the next one as it becomes free. The results stand in the order of the files, whatever the number of threads. */
export async function runParallel(files: readonly string[], folders: Folders, jobs: number): Promise<readonly ReplayResult[]> {
  const results: (readonly ReplayResult[])[] = []
  let next = 0
  const order = (): Order | null => {
    const file = files[next]
    return file === undefined ? null : { index: next++, file }
  }
  const keep = ({ index, results: played }: Played): void => {
    results[index] = played
  }
  const threads = Array.from({ length: Math.min(jobs, files.length) }, () => {
    const data: ThreadData = { folders }
    return new Worker(new URL('./worker.js', import.meta.url), { workerData: data })
  })
  try {
    await Promise.all(threads.map((thread) => feed(thread, order, keep)))
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
  return results.flat()
}

/** Resolves when there is nothing left for this thread; rejects with what it died of. */
function feed(thread: Worker, order: () => Order | null, keep: (answer: Played) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.on('message', (answer: Answer) => {
      if (answer.type === 'played') keep(answer)
      const one = order()
      if (one) thread.postMessage(one)
      else resolve()
    })
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`expected a replaying thread to live until told otherwise, it ended with ${code}`)))
  })
}
