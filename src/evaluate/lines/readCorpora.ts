import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Line } from './line.js'
import { readLines } from './readLines.js'

/** A public set of utterances; `outside` belong to none of its intents. */
export type Corpus = { readonly name: string; readonly train: readonly Line[]; readonly test: readonly Line[]; readonly outside: readonly Line[] }

/**
 * Every folder in `folder` that holds `train.jsonl` and `test.jsonl`, and `oos_test.jsonl` where there is one. What is there for tuning
 * (`dev.jsonl`) is left alone: nothing is tuned here.
 */
export function readCorpora(folder: string): readonly Corpus[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`--corpora ${folder}: expected a folder of corpora, got none`)
  const corpora = readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'train.jsonl')))
    .map((name) => readCorpus(name, join(folder, name)))
  if (corpora.length === 0) throw new Error(`--corpora ${folder}: expected <corpus>/train.jsonl and <corpus>/test.jsonl below it, got none`)
  return corpora
}

function readCorpus(name: string, folder: string): Corpus {
  const [test, outside] = [join(folder, 'test.jsonl'), join(folder, 'oos_test.jsonl')]
  if (!existsSync(test)) throw new Error(`${test}: expected this file beside train.jsonl, got none`)
  return { name, train: readLines(join(folder, 'train.jsonl')), test: readLines(test), outside: existsSync(outside) ? readLines(outside) : [] }
}
