import { z } from 'zod'
import { MODEL_FORMAT, type Model } from './model.js'
import { rarityOf } from './vocabulary.js'

const head = z.object({
  format: z.literal(MODEL_FORMAT),
  hash: z.string(),
  labels: z.array(z.string()).readonly(),
  features: z.array(z.string()),
  utterances: z.number().int(),
  calibration: z.object({
    sharpness: z.number(),
    outOfScope: z.tuple([z.number(), z.number(), z.number()]).readonly().nullable(),
    familiar: z.number(),
  }),
  sizes: z.array(z.number().int()).length(8),
})

/** The model as bytes: the length of the head, the head as JSON padded to 4, then eight arrays of 32-bit numbers. */
export function saveModel(model: Model): Uint8Array {
  const arrays = arraysOf(model)
  const json = Buffer.from(
    JSON.stringify({
      format: MODEL_FORMAT,
      hash: model.hash,
      labels: model.weights.labels,
      features: [...model.vocabulary.places.keys()],
      utterances: model.neighbours.count,
      calibration: model.calibration,
      sizes: arrays.map(({ length }) => length),
    } satisfies z.input<typeof head>),
  )
  const padded = Buffer.alloc(Math.ceil(json.length / 4) * 4, ' ')
  json.copy(padded)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(padded.length)
  return Buffer.concat([length, padded, ...arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength))])
}

/** Throws when the bytes are no model, or a model of other knowledge than `expectedHash` names: then train again. */
export function loadModel(bytes: Uint8Array, expectedHash: string): Model {
  const own = Uint8Array.from(bytes)
  if (own.length < 4) throw new Error(`model artefact: expected a head, got ${own.length} bytes`)
  const start = 4 + new DataView(own.buffer).getUint32(0, true)
  const parsed = head.safeParse(readJson(own.subarray(4, start)))
  if (!parsed.success) throw new Error(`model artefact: expected format ${MODEL_FORMAT}, got something else: ${z.prettifyError(parsed.error)}`)
  const { hash, labels, features, utterances, calibration, sizes } = parsed.data
  if (hash !== expectedHash) throw new Error(`model artefact is stale: expected knowledge ${expectedHash.slice(0, 12)}, got ${hash.slice(0, 12)}`)
  const wanted = start + 4 * sizes.reduce((a, b) => a + b, 0)
  if (own.length !== wanted) throw new Error(`model artefact: expected ${wanted} bytes, got ${own.length}`)
  const offsets = sizes.map((_, i) => start + 4 * sizes.slice(0, i).reduce((a, b) => a + b, 0))
  const floats = (i: number) => new Float32Array(own.buffer, offsets[i], sizes[i])
  const integers = (i: number) => new Int32Array(own.buffer, offsets[i], sizes[i])
  return {
    hash,
    weights: { labels, svm: { rows: floats(1), bias: floats(2) }, logistic: { rows: floats(3), bias: floats(4) } },
    vocabulary: { places: new Map(features.map((feature, place) => [feature, place])), ...rarityOf(floats(0)) },
    neighbours: { starts: integers(5), owners: integers(6), values: floats(7), count: utterances },
    calibration,
  }
}

const arraysOf = ({ vocabulary, weights: { svm, logistic }, neighbours }: Model): readonly (Float32Array | Int32Array)[] => [
  vocabulary.rarity,
  svm.rows,
  svm.bias,
  logistic.rows,
  logistic.bias,
  neighbours.starts,
  neighbours.owners,
  neighbours.values,
]

/** Anything unreadable becomes `undefined`, which the schema then refuses with a sentence. */
function readJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes)
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
