import { table } from '../bench/figure.js'
import { runBench } from '../bench/runBench.js'
import { foldersFor, ROOT } from './folders.js'

/** Measures and prints; a missed target is a figure, not a failure. */
export async function bench(options: { readonly json?: boolean | undefined }): Promise<number> {
  const figures = await runBench(ROOT, foldersFor({}))
  console.log(options.json ? JSON.stringify({ figures }, null, 2) : table(figures))
  return 0
}
