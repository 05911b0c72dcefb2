import { humanCoverage, jsonCoverage } from '../replay/coverage/report.js'
import { type CoverageOptions, gatherCoverage } from './coverageSources.js'
import { foldersFor } from './folders.js'
import { draftOrExit } from './libraryOrExit.js'

type Options = CoverageOptions & { readonly json?: boolean | undefined }

/** `mibao coverage`: what replays, exploration and recorded conversations walk of the dialogs, and where they differ. */
export async function coverage(paths: readonly string[], options: Options): Promise<number> {
  const library = await draftOrExit(foldersFor(options))
  const report = await gatherCoverage(library, { ...options, paths })
  console.log(options.json ? jsonCoverage(report) : humanCoverage(report))
  return 0
}
