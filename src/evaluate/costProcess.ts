import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Example } from '../nlu/train.js'
import { quantile } from '../shared/quantile.js'
import { asExample } from './lines/line.js'
import type { Judge, Method } from './methods/method.js'

/** A process of its own for each method, so that none finds the memory or the caches of another. Asked by `measureCosts`. */
const jobSchema = z.object({
  step: z.enum(['train', 'load']),
  method: z.string(),
  knowledge: z.string(),
  /** JSON: the examples. */
  examples: z.string(),
  /** Where the trained classifier is kept between the two steps. */
  artefact: z.string(),
})
const examplesSchema = z.array(z.object({ intent: z.string(), text: z.string(), author: z.string().optional() }))

const UTTERANCES = 1000
const teaching = { neutral: false }

const job = jobSchema.parse(JSON.parse(process.argv[2] ?? 'null'))
console.log(JSON.stringify(job.step === 'train' ? await train() : await load()))

async function train(): Promise<{ readonly leftOut: string | null; readonly trainSeconds: number; readonly bytes: number }> {
  const method = await methodNamed(job.method)
  const examples = readExamples()
  const leftOut = await method.refusal(examples)
  if (leftOut !== null) return { leftOut, trainSeconds: 0, bytes: 0 }
  const begun = performance.now()
  const judge = await method.train(examples, teaching)
  const trainSeconds = (performance.now() - begun) / 1000
  const saved = judge.save()
  writeFileSync(job.artefact, saved)
  return { leftOut: null, trainSeconds, bytes: saved.length }
}

/** The memory of the code, the classifier and what it needs, after the garbage is collected. */
async function load(): Promise<{ readonly loadMs: number; readonly memoryMb: number; readonly p50Ms: number; readonly p99Ms: number }> {
  const every = Math.max(1, Math.floor(readExamples().length / UTTERANCES))
  const texts = readExamples().flatMap(({ text }, place) => (place % every === 0 ? [text] : []))
  const before = memoryMb()
  const method = await methodNamed(job.method)
  const begun = performance.now()
  const judge = await method.load(readFileSync(job.artefact), teaching)
  const loadMs = performance.now() - begun
  const added = memoryMb() - before
  const taken = await times(judge, texts)
  return { loadMs, memoryMb: added, p50Ms: quantile(taken, 0.5), p99Ms: quantile(taken, 0.99) }
}

/** Words around the text make it new to a method that remembers whole texts; the first round warms up. */
async function times({ judge }: Judge, texts: readonly string[]): Promise<readonly number[]> {
  for (const text of texts) await judge(`${text} 1`)
  const taken: number[] = []
  for (const text of texts) {
    const begun = performance.now()
    await judge(`${text} 2`)
    taken.push(performance.now() - begun)
  }
  return taken
}

function readExamples(): readonly Example[] {
  return examplesSchema.parse(JSON.parse(readFileSync(job.examples, 'utf8'))).map(asExample)
}

function memoryMb(): number {
  if (!globalThis.gc) throw new Error('costProcess: expected node --expose-gc, so that memory can be measured')
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1e6
}

/** Each loads its own code only. */
async function methodNamed(name: string): Promise<Method> {
  const found = (await candidates(name)).find((method) => method.name === name)
  if (!found) throw new Error(`costProcess: expected the name of a method, got ${JSON.stringify(name)}`)
  return found
}

async function candidates(name: string): Promise<readonly Method[]> {
  if (name.startsWith('natural')) return (await import('./methods/natural.js')).naturalMethods
  if (name.startsWith('nlp.js')) return (await import('./methods/nlpjs.js')).nlpjsMethods
  const { readLexicon } = await import('../nlu/knowledge.js')
  const lexicon = readLexicon(job.knowledge)
  return lexicon ? [(await import('./methods/ours.js')).ours(lexicon)] : []
}
