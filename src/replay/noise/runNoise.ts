import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { Folders } from '../../turn/loadLibrary.js'
import { type Asked, type Noised, noiseOf } from './noiseOf.js'
import { prepare } from './prepare.js'

type Run = { readonly asked: Asked; readonly folders: Folders; readonly jobs: number; tell(text: string): void }
/** The thread runs our own code: its answers have the shape that was asked for. */
const answered = z.custom<readonly Noised[]>((answer) => Array.isArray(answer))

/** In so many threads; what comes out is the same for every number of them. */
export async function runNoise({ asked, folders, jobs, tell }: Run): Promise<readonly Noised[]> {
  const threads = Math.min(jobs, asked.files.length)
  // Read here first, so that a fault of the author's is told once, and a model that has to be trained is trained once.
  const playing = await prepare(folders, tell)
  if (threads <= 1) return noiseOf(asked, playing)
  const shares = Array.from({ length: threads }, (_, thread) => asked.files.filter((_file, place) => place % threads === thread))
  const answers = await Promise.all(shares.map((files) => inThread({ ...asked, files }, folders)))
  const order = new Map(asked.files.map((file, place) => [file, place]))
  // The name of a branch stands behind that of its file.
  const placeOf = ({ file }: Noised): number => order.get(file.split(' › ')[0] ?? file) ?? 0
  return answers.flat().sort((a, b) => placeOf(a) - placeOf(b))
}

async function inThread(asked: Asked, folders: Folders): Promise<readonly Noised[]> {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: { folders, asked } })
  const [answer] = await once(worker, 'message')
  return answered.parse(answer)
}
