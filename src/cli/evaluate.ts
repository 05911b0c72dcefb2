import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readCorpora } from '../evaluate/lines/readCorpora.js'
import { readLines } from '../evaluate/lines/readLines.js'
import { measureCosts } from '../evaluate/measureCosts.js'
import { allMethods } from '../evaluate/methods/allMethods.js'
import { page } from '../evaluate/report/page.js'
import { summaryText } from '../evaluate/report/text.js'
import { type Asked, runEvaluation } from '../evaluate/runEvaluation.js'
import { readKnowledge } from '../nlu/knowledge.js'
import { foldersFor, ROOT } from './folders.js'

type Options = {
  readonly knowledge?: string | undefined
  readonly corpora?: string | undefined
  readonly utterances?: string | undefined
  readonly own?: boolean | undefined
  readonly out?: string | undefined
  /** A file, or `true` for standard output. */
  readonly json?: string | true | undefined
  readonly quick?: boolean | undefined
  readonly seed?: string | undefined
}

/** Compares the recognisers, prints a summary and writes the report; a missed target is a figure, not a failure. */
export async function evaluate(options: Options): Promise<number> {
  const asked = askedBy(options)
  const folder = foldersFor(options).knowledge
  const knowledge = readKnowledge(folder)
  const methods = allMethods(knowledge.lexicon)
  const tell = (text: string): void => console.error(text)
  const script = join(ROOT, 'dist', 'evaluate', 'costProcess.js')
  const evaluation = await runEvaluation(
    { knowledge, methods, tell, measureCosts: async () => measureCosts({ script, folder, knowledge, methods, tell }) },
    asked,
  )
  const out = options.out ?? join(ROOT, 'dist', 'evaluation.html')
  write(out, page(evaluation))
  if (typeof options.json === 'string') write(options.json, `${JSON.stringify(evaluation, null, 2)}\n`)
  console.log(options.json === true ? JSON.stringify(evaluation, null, 2) : summaryText(evaluation))
  tell(`report: ${out}${typeof options.json === 'string' ? `, ${options.json}` : ''}`)
  return 0
}

/** Our own data, unless something else was named and they were not. */
function askedBy({ corpora, utterances, own, quick = false, seed = '1' }: Options): Asked {
  if (!/^\d{1,9}$/.test(seed)) throw new Error(`--seed ${seed}: expected a whole number such as 1`)
  return {
    seed: Number(seed),
    quick,
    own: own ?? (corpora === undefined && utterances === undefined),
    corpora: corpora === undefined ? [] : readCorpora(corpora),
    utterances: utterances === undefined ? [] : readLines(utterances),
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
