import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { loadPersonas, type Persona } from '../accounts/personas.js'
import { allMigrations } from '../desk.js'
import type { Program } from '../dialog/program.js'
import { changedBetween, nothingChanged } from '../replay/diff/behaviour.js'
import { diffExplored } from '../replay/diff/explored.js'
import { compareRecorded, RecordedDiff } from '../replay/diff/recorded.js'
import { compareReplay } from '../replay/diff/replayed.js'
import { type DiffReport, humanReport, reportOf, toldConversations } from '../replay/diff/report.js'
import { BaseError, withBase } from '../replay/diff/revision.js'
import { textsChanged } from '../replay/diff/texts.js'
import { editedStates } from '../replay/explore/accountStates.js'
import { utterancesOf } from '../replay/explore/utterances.js'
import { replayFiles } from '../replay/runReplays.js'
import { conversationsIn } from '../replay/script.js'
import { conversationPages } from '../storage/conversationPages.js'
import { openStorage } from '../storage/open.js'
import type { Library } from '../turn/library.js'
import { type AnyDiagnostic, type Folders, loadLibrary, loadProgram } from '../turn/loadLibrary.js'
import { findDatabase } from './existingDatabase.js'
import { type FolderOptions, foldersFor, ROOT } from './folders.js'
import { tellDiagnostics } from './tellDiagnostics.js'

type Options = FolderOptions & { readonly json?: boolean | undefined; readonly replays?: true | readonly string[] | undefined }
/** Something could not be read: never to be taken for "differs". */
const FAILED = 2

/** `mibao diff BASE`: what ends differently on these dialogs than on those of BASE. Resolves to 1 when anything does, to 2 when it cannot be told. */
export async function diff(base: string, options: Options): Promise<number> {
  const folders = foldersFor(options)
  const tell = (text: string): void => console.error(text)
  try {
    const next = await loadLibrary(folders, { tell })
    if (!next.draft || !next.knowledge) return unloaded(next.diagnostics, 'The dialogs or the knowledge')
    const sides: Sides = {
      next: next.draft,
      folders,
      utterances: utterancesOf(next.knowledge.examples, next.draft),
      tell: options.json ? () => undefined : tell,
    }
    const report = await withBase(base, folders, (where) => against({ ...folders, ...where }, sides, options))
    if (report === null) return FAILED
    console.log(options.json ? JSON.stringify(report) : humanReport(report))
    return report.differs ? 1 : 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return FAILED
  }
}

type Sides = {
  readonly next: Library
  readonly folders: Folders
  readonly utterances: Readonly<Record<string, string>>
  tell(text: string): void
}

function unloaded(diagnostics: readonly AnyDiagnostic[], whose: string): number {
  tellDiagnostics(diagnostics)
  console.error(`${whose} cannot be loaded, so nothing was compared.`)
  return FAILED
}

/** Null when BASE cannot be loaded; that has been told by then. */
async function against(where: Folders, { next, folders, utterances, tell }: Sides, options: Options): Promise<DiffReport | null> {
  const { program: base, diagnostics } = await loadProgram(where)
  if (!base) {
    unloaded(diagnostics, 'BASE')
    return null
  }
  const personas = await loadPersonas(join(folders.knowledge, 'accounts'))
  const explored = diffExplored({ base, next: next.program, states: editedStates(personas), utterances, progress: tell })
  const recorded = options.replays === undefined ? await diffRecorded(base, next.program, tell) : null
  const replays = options.replays === undefined ? null : await diffReplays(where, next, { paths: options.replays, personas, tell })
  return reportOf({ texts: textsChanged(base, next.program), explored, recorded, replays })
}

/** All conversations of the database, a page at a time; null where there is none, or where no conversation can turn out differently. */
async function diffRecorded(base: Program, next: Program, tell: (text: string) => void): Promise<DiffReport['recorded']> {
  const changed = changedBetween(base, next)
  if (nothingChanged(changed)) return null
  const { url } = findDatabase()
  if (url === null) return null
  const storage = await openStorage(url, { migrations: allMigrations })
  try {
    const told = new RecordedDiff()
    for await (const ids of conversationPages(storage)) {
      for (const id of ids) told.add(id, compareRecorded(base, next, await storage.events(id), changed))
      if (told.all % 5000 === 0) tell(`${told.all} conversations`)
    }
    return toldConversations(told, 'conversation')
  } finally {
    await storage.close()
  }
}

type Playing = { readonly paths: true | readonly string[]; readonly personas: readonly Persona[]; tell(text: string): void }

/** Replays on both, recogniser and all: what changes in the knowledge shows here too. */
async function diffReplays(where: Folders, next: Library, { paths, personas, tell }: Playing): Promise<DiffReport['replays']> {
  const { draft: base } = await loadLibrary(where, { tell })
  if (!base) throw new BaseError('BASE cannot be loaded')
  const changed = changedBetween(base.program, next.program)
  const told = new RecordedDiff()
  const otherWords: string[] = []
  for (const file of replayFiles(paths === true ? [join(ROOT, 'test', 'replays')] : paths)) {
    for (const { name, script } of conversationsIn(relative(process.cwd(), file), readFileSync(file, 'utf8'))) {
      const compared = await compareReplay(script, { base, next, personas, changed })
      if (compared.type === 'other_words') otherWords.push(name)
      told.add(name, compared.type === 'other_words' ? { type: 'alike' } : compared)
    }
  }
  return { ...toldConversations(told, 'replay'), otherWords }
}
