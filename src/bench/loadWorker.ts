import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'

const job = z
  .object({ targets: z.array(z.object({ url: z.string(), token: z.string() })), texts: z.array(z.string()), ms: z.number() })
  .parse(workerData)
const agent = new Agent({ keepAlive: true, maxSockets: job.targets.length })
const latencies: number[] = []
let refused = 0

const begun = performance.now()
await Promise.all(job.targets.map(client))
parentPort?.postMessage({ latencies, refused, ms: performance.now() - begun })
agent.destroy()

async function client({ url, token }: { url: string; token: string }, offset: number): Promise<void> {
  for (let count = offset; performance.now() - begun < job.ms; count++) {
    const text = job.texts[count % job.texts.length]
    const sent = performance.now()
    const status = await post(
      url,
      token,
      JSON.stringify({ type: 'message', text, from: { id: 'bench' }, channelData: { clientActivityID: `${process.pid}-${sent}-${count}` } }),
    )
    if (status === 200) latencies.push(performance.now() - sent)
    else refused++
  }
}

function post(url: string, token: string, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), authorization: `Bearer ${token}` }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
