import { z } from 'zod'
import { MODEL_FORMAT, type Model } from './model.js'
import { vocabularyOf } from './vocabulary.js'

const head = z.object({
  format: z.literal(MODEL_FORMAT),
  hash: z.string(),
  labels: z.array(z.string()).readonly(),
  scales: z.tuple([z.number(), z.number()]),
  utterances: z.number().int(),
  calibration: z.object({
    sharpness: z.number(),
    outOfScope: z.tuple([z.number(), z.number(), z.number()]).readonly().nullable(),
    familiar: z.number(),
  }),
  syllables: z.array(z.string()).readonly(),
  words: z.array(z.string()).readonly(),
  sizes: z.array(z.number().int()).length(11),
})

type Numbers = Float64Array | Float32Array | Int32Array | Int16Array
const alignment = 8
const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment

/** The model as bytes: the length of the head, the head as JSON, then eleven arrays of numbers; each begins at a multiple of 8. */
export function saveModel(model: Model): Uint8Array {
  const arrays = arraysOf(model)
  const { svm, logistic, labels } = model.weights
  const json = Buffer.from(
    JSON.stringify({
      format: MODEL_FORMAT,
      hash: model.hash,
      labels,
      scales: [svm.scale, logistic.scale],
      utterances: model.neighbours.count,
      calibration: model.calibration,
      syllables: model.literacy.readings.syllables,
      words: model.literacy.words,
      sizes: arrays.map(({ length }) => length),
    } satisfies z.input<typeof head>),
  )
  const start = aligned(4 + json.length)
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + aligned(byteLength), start))
  new DataView(bytes.buffer).setUint32(0, start, true)
  bytes.fill(0x20, 4, start)
  bytes.set(json, 4)
  let at = start
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += aligned(byteLength)
  }
  return bytes
}

/** Throws when the bytes are no model, or a model of other knowledge than `expectedHash` names: then train again. */
export function loadModel(bytes: Uint8Array, expectedHash: string): Model {
  const own = bytes.byteOffset % alignment === 0 ? bytes : Uint8Array.from(bytes)
  if (own.length < 4) throw new Error(`model artefact: expected a head, got ${own.length} bytes`)
  const start = new DataView(own.buffer, own.byteOffset).getUint32(0, true)
  const parsed = head.safeParse(readJson(own.subarray(4, start)))
  if (!parsed.success) throw new Error(`model artefact: expected format ${MODEL_FORMAT}, got something else: ${z.prettifyError(parsed.error)}`)
  const { hash, labels, scales, utterances, calibration, syllables, words, sizes } = parsed.data
  if (hash !== expectedHash) throw new Error(`model artefact is stale: expected knowledge ${expectedHash.slice(0, 12)}, got ${hash.slice(0, 12)}`)
  const wanted = sizes.reduce((sum, size, place) => sum + aligned(size * (widths[place] ?? 0)), start)
  if (own.length !== wanted) throw new Error(`model artefact: expected ${wanted} bytes, got ${own.length}`)
  let at = own.byteOffset + start
  const next = <Kind extends Numbers>(make: (buffer: ArrayBufferLike, offset: number, size: number) => Kind, place: number): Kind => {
    const array = make(own.buffer, at, sizes[place] ?? 0)
    at += aligned(array.byteLength)
    return array
  }
  const doubles = (place: number) => next((...where) => new Float64Array(...where), place)
  const floats = (place: number) => next((...where) => new Float32Array(...where), place)
  const integers = (place: number) => next((...where) => new Int32Array(...where), place)
  const shorts = (place: number) => next((...where) => new Int16Array(...where), place)
  // In the order in which they were written.
  const vocabulary = vocabularyOf({ hashes: doubles(0), places: integers(1), weights: floats(2) })
  const svm = { rows: shorts(3), scale: scales[0], bias: floats(4) }
  const logistic = { rows: shorts(5), scale: scales[1], bias: floats(6) }
  const neighbours = { starts: integers(7), owners: integers(8), values: floats(9), count: utterances }
  return {
    hash,
    weights: { labels, svm, logistic },
    vocabulary,
    neighbours,
    calibration,
    literacy: { readings: { syllables, places: shorts(10) }, words },
  }
}

const arraysOf = ({ vocabulary, weights: { svm, logistic }, neighbours, literacy }: Model): readonly Numbers[] => [
  vocabulary.hashes,
  vocabulary.places,
  vocabulary.weights,
  svm.rows,
  svm.bias,
  logistic.rows,
  logistic.bias,
  neighbours.starts,
  neighbours.owners,
  neighbours.values,
  literacy.readings.places,
]
/** Bytes a number, array by array. */
const widths = [8, 4, 4, 2, 4, 2, 4, 4, 4, 4, 2]

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
