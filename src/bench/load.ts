import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { quantile } from '../shared/quantile.js'

/** Where one client posts to, one message after another. */
export type Target = { readonly url: string; readonly token: string }
export type Load = { readonly targets: readonly Target[]; readonly texts: readonly string[]; readonly ms: number }
export type Loaded = { readonly perSecond: number; readonly p50: number; readonly p99: number }

const answer = z.object({ latencies: z.array(z.number()), ms: z.number(), refused: z.number() })

/** Posts from as many clients as there are targets, in a thread of their own, so that what clients cost is not the server's. */
export async function load(job: Load): Promise<Loaded> {
  const worker = new Worker(new URL('./loadWorker.js', import.meta.url), { workerData: job })
  const [message] = await once(worker, 'message')
  const { latencies, ms, refused } = answer.parse(message)
  if (refused > 0) throw new Error(`expected every message to be taken, ${refused} of ${latencies.length + refused} were not`)
  return { perSecond: (latencies.length / ms) * 1000, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
}
