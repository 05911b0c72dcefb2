import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { isNoise } from '../../noise/noise.js'
import { noiseOf } from './noiseOf.js'
import { prepare } from './prepare.js'

const { folders, asked } = z
  .object({
    folders: z.object({ dialogs: z.string(), knowledge: z.string(), ownDialogs: z.string(), models: z.string() }),
    asked: z.object({ files: z.array(z.string()), kinds: z.array(z.string()), seed: z.number() }),
  })
  .parse(workerData)
parentPort?.postMessage(await noiseOf({ ...asked, kinds: asked.kinds.filter(isNoise) }, await prepare(folders, () => undefined)))
