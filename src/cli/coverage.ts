import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import type { Knowledge } from '../nlu/knowledge.js'
import { type Draft, draftsFor } from '../replay/coverage/drafts.js'
import { listsOf } from '../replay/coverage/lists.js'
import { type CoverageReport, humanCoverage, jsonCoverage } from '../replay/coverage/report.js'
import { utterancesOf } from '../replay/explore/utterances.js'
import type { Library } from '../turn/library.js'
import type { Folders } from '../turn/loadLibrary.js'
import { type CoverageOptions, gatherCoverage } from './coverageSources.js'
import { foldersFor } from './folders.js'
import { taughtDraftOrExit } from './libraryOrExit.js'

type Options = CoverageOptions & { readonly json?: boolean | undefined; readonly drafts?: string | undefined }

/** `mibao coverage`: what replays, exploration and recorded conversations walk of the dialogs, and where they differ. */
export async function coverage(paths: readonly string[], options: Options): Promise<number> {
  const folders = foldersFor(options)
  const { library, knowledge } = await taughtDraftOrExit(folders)
  const report = await gatherCoverage(library, { ...options, paths })
  if (options.drafts !== undefined) await writeDrafts(options.drafts, report, { library, knowledge, folders })
  console.log(options.json ? jsonCoverage(report) : humanCoverage(report))
  return 0
}

/** A replay for each part that none comes by and somebody can; those that do not hold are told, not written. */
async function writeDrafts(
  folder: string,
  { parts }: CoverageReport,
  { library, knowledge, folders }: { readonly library: Library; readonly knowledge: Knowledge; readonly folders: Folders },
) {
  const tell = (text: string): void => console.error(text)
  tell('Looking for the shortest ways …')
  const drafts = await draftsFor({
    library,
    personas: await loadPersonas(join(folders.knowledge, 'accounts')),
    untested: listsOf(parts).untested.map(({ name }) => name),
    utterances: utterancesOf(knowledge.examples, library),
    progress: tell,
  })
  for (const draft of drafts) {
    if (draft.why === null) write(join(folder, draft.file), draft)
    else tell(`no draft for ${draft.name}: ${draft.why}`)
  }
  const written = drafts.filter(({ why }) => why === null).length
  tell(`${written} drafts are written to ${folder}. Read each before you keep it: it asserts what happens, which need not be what should.`)
}

function write(file: string, { yaml }: Draft): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, yaml)
}
