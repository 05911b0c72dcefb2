import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { lint } from '../dialog/lint.js'
import { replayFiles, runReplays } from '../replay/runReplays.js'
import { type AnyDiagnostic, FACTS, type Folders, loadLibrary } from '../turn/loadLibrary.js'
import { type FolderOptions, foldersFor, ROOT } from './folders.js'
import { inWords, pageOf, pagesOf } from './lintPages.js'
import { watching } from './watching.js'

type Options = FolderOptions & { readonly json?: boolean | undefined; readonly watch?: boolean | undefined }
type Checked = {
  readonly diagnostics: readonly AnyDiagnostic[]
  /** Drafts need not tell what is missing. */
  readonly facts: { readonly encoded: number; readonly missing: readonly string[]; readonly isDraft: boolean }
}

/** Lints dialogs and knowledge; resolves to the exit code. */
export async function check(options: Options): Promise<number> {
  const folders = foldersFor(options)
  const round = async (): Promise<Checked> => {
    const checked = await checkOnce(folders)
    print(checked, options.json ?? false)
    return checked
  }
  if (!options.watch) return failed(await round()) ? 1 : 0
  return watching([folders.dialogs, folders.knowledge], async () => void (await round()))
}

export async function checkOnce(folders: Folders): Promise<Checked> {
  const tell = (text: string): void => console.error(text)
  const first = await loadLibrary(folders, { tell })
  const encoded = encodedFacts(first)
  const facts = { encoded: encoded.size, missing: FACTS.filter((fact) => !encoded.has(fact)), isDraft: first.world.facts?.isDraft ?? false }
  const replays = join(ROOT, 'test', 'replays')
  // Which nodes replays visit is only asked of our own tree: other trees have other nodes.
  if (!first.library || folders.dialogs !== folders.ownDialogs || !existsSync(replays)) return { diagnostics: first.diagnostics, facts }
  const { coverage } = await runReplays(replayFiles([replays]), first.library, await loadPersonas(join(folders.knowledge, 'accounts')))
  const unvisited = lint({ ...first.world, visited: coverage.nodes }).filter(({ code }) => code === 'D016')
  return { diagnostics: [...first.diagnostics, ...unvisited], facts }
}

function encodedFacts({ world, sections }: Awaited<ReturnType<typeof loadLibrary>>): ReadonlySet<string> {
  const nodes = Object.values(world.loaded.dialogs).flatMap((dialog) => Object.values(dialog.nodes).flatMap((node) => node.source))
  const all = new Set([...nodes, ...sections.flatMap((section) => section.source)])
  return new Set(FACTS.filter((fact) => all.has(fact)))
}

const failed = ({ diagnostics, facts }: Checked): boolean =>
  (facts.missing.length > 0 && !facts.isDraft) || diagnostics.some(({ severity }) => severity === 'error')

function print(checked: Checked, json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ ...checked, diagnostics: checked.diagnostics.map((found) => ({ ...found, page: pageOf(found.code) })) }))
    return
  }
  for (const found of checked.diagnostics) console.log(inWords(found))
  for (const page of pagesOf(checked.diagnostics)) console.log(page)
  const errors = checked.diagnostics.filter(({ severity }) => severity === 'error').length
  console.log(`${errors} errors, ${checked.diagnostics.length - errors} warnings${factsInWords(checked.facts)}`)
}

function factsInWords({ encoded, missing, isDraft }: Checked['facts']): string {
  if (isDraft) return ''
  return `; ${encoded} of ${FACTS.length} facts encoded${missing.length > 0 ? `, missing ${missing.join(' ')}` : ''}`
}
