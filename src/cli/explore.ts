import { join } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import type { Breach } from '../replay/explore/breachOf.js'
import type { Report } from '../replay/explore/report.js'
import { runExploreInThreads } from '../replay/explore/runExplore.js'
import { utterancesOf } from '../replay/explore/utterances.js'
import { loadLibrary } from '../turn/loadLibrary.js'
import { type FolderOptions, foldersFor } from './folders.js'
import { tellErrors } from './libraryOrExit.js'

type Options = FolderOptions & { readonly json?: boolean | undefined }

/** Walks every dialog over every persona's account; resolves to 1 when anything that must hold does not. */
export async function explore(options: Options): Promise<number> {
  const folders = foldersFor(options)
  const { draft, library, knowledge, diagnostics } = await loadLibrary(folders, { tell: (text) => console.error(text) })
  if (!library) tellErrors(diagnostics)
  if (!draft || !knowledge) return 1
  const progress = options.json ? () => undefined : (text: string): void => console.error(text)
  const personas = await loadPersonas(join(folders.knowledge, 'accounts'))
  const { report, exitCode } = await runExploreInThreads({
    program: draft.program,
    personas,
    utterances: utterancesOf(knowledge.examples, draft),
    progress,
    now: () => performance.now(),
  })
  if (options.json) console.log(JSON.stringify(report))
  else print(report)
  return exitCode
}

function print(report: Report): void {
  for (const breach of report.breaches) printBreach(breach)
  const { breaches, unreached, impossible, ...figures } = report
  for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`)
  for (const name of impossible) console.log(`impossible in any account state: ${name}`)
  console.log(unreached.length > 0 ? `unreached: ${unreached.join(', ')}` : 'every node is reached')
  console.log(`${breaches.length} breaches`)
}

function printBreach({ kind, dialog, node, message, replay }: Breach): void {
  console.log(`${kind} at ${dialog}/${node}: ${message} (docs/breaches/${kind}.md)`)
  if (replay !== '') console.log(replay.trimEnd().replace(/^/gm, '    '))
}
