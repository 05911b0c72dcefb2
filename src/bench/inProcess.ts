import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Knowledge } from '../nlu/knowledge.js'
import { trainModel } from '../nlu/train.js'
import { quantile } from '../shared/quantile.js'
import type { Library } from '../turn/library.js'
import type { Folders } from '../turn/loadLibrary.js'
import { trainedModel } from '../turn/trainedModel.js'
import { type Figure, figure } from './figure.js'
import { loadedBytes } from './firstScreen.js'

const UTTERANCES = 2000

/** What needs no server: understanding and what it takes to learn it, the size of the widget and the desk. */
export async function inProcess(
  root: string,
  folders: Folders,
  { library, knowledge }: { readonly library: Library; readonly knowledge: Knowledge },
): Promise<readonly Figure[]> {
  return [
    ...understanding(library, knowledge),
    artefact(folders, knowledge),
    training(knowledge),
    ...widget(root),
    figure(
      'first screen of the desk, gzip',
      loadedBytes(join(root, 'dist', 'web', 'console'), ['index.html', 'pages/queue.tsx']),
      'bytes',
      '≤ 350000',
    ),
  ]
}

function understanding(library: Library, { examples }: Knowledge): readonly Figure[] {
  const every = Math.max(1, Math.floor(examples.length / UTTERANCES))
  const texts = examples.filter((_, index) => index % every === 0).map(({ text }) => text)
  const hear = (text: string): number => {
    const begun = performance.now()
    library.recognize(text, { options: [], lang: 'zh' })
    return performance.now() - begun
  }
  texts.forEach(hear)
  const taken = texts.map(hear)
  return [
    figure('understanding an utterance, p50', quantile(taken, 0.5), 'ms', '≤ 0.3'),
    figure('understanding an utterance, p99', quantile(taken, 0.99), 'ms', '≤ 2'),
  ]
}

function artefact({ models }: Folders, knowledge: Knowledge): Figure {
  const once = (): number => {
    const begun = performance.now()
    trainedModel(knowledge, models, () => undefined)
    return performance.now() - begun
  }
  return figure('loading the trained model, median of 3', quantile([once(), once(), once()], 0.5), 'ms', '≤ 60')
}

function training({ examples, lexicon }: Knowledge): Figure {
  const begun = performance.now()
  trainModel(examples, lexicon)
  return figure(`training on ${examples.length} utterances`, (performance.now() - begun) / 1000, 's', '≤ 20')
}

function widget(root: string): readonly Figure[] {
  const file = join(root, 'dist', 'web', 'widget.js')
  return existsSync(file) ? [figure('widget.js, gzip', gzipSync(readFileSync(file), { level: 9 }).length, 'bytes', '≤ 30000')] : []
}
