import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { type Hunted, hunt } from '../replay/mutation/hunt.js'
import { KINDS } from '../replay/mutation/mutants.js'
import { replayFiles } from '../replay/runReplays.js'
import { conversationsIn } from '../replay/script.js'
import { inFolder } from '../shared/inFolder.js'
import type { Library } from '../turn/library.js'
import { type FolderOptions, foldersFor, ROOT } from './folders.js'
import { draftOrExit } from './libraryOrExit.js'

type Options = FolderOptions & { readonly json?: boolean | undefined }

/** `mibao mutate`: plants faults in the dialogs, one at a time, and tells which of them no replay notices. */
export async function mutate(paths: readonly string[], options: Options): Promise<number> {
  const folders = foldersFor(options)
  const library = await draftOrExit(folders)
  const files = replayFiles(paths.length > 0 ? paths : [join(ROOT, 'test', 'replays')])
  const replays = files.flatMap((file) => conversationsIn(relative(ROOT, file), readFileSync(file, 'utf8')))
  const hunted = await hunt({
    library,
    replays,
    personas: await loadPersonas(join(folders.knowledge, 'accounts')),
    progress: (done, of) => done % 100 === 0 && console.error(`${done} of ${of} mutants`),
    leftOut: (name) => console.error(`${name} fails as the dialogs are, so it is left out.`),
  })
  console.log(options.json ? JSON.stringify({ ...counts(hunted), survivors: survivorsOf(hunted) }, null, 2) : report(hunted, library))
  return 0
}

const survivorsOf = (hunted: readonly Hunted[]): readonly Hunted[] => hunted.filter(({ caughtBy }) => caughtBy === null)
const counts = (hunted: readonly Hunted[]) => ({ mutants: hunted.length, caught: hunted.length - survivorsOf(hunted).length })
const share = (caught: number, all: number): string => `${caught} of ${all} (${((100 * caught) / Math.max(1, all)).toFixed(1)} %)`

function report(hunted: readonly Hunted[], { program }: Library): string {
  const { mutants, caught } = counts(hunted)
  const kinds = KINDS.map((kind) => {
    const own = hunted.filter((one) => one.kind === kind)
    return `  ${kind.padEnd(13)} ${share(own.length - survivorsOf(own).length, own.length)}`
  })
  const survivors = survivorsOf(hunted).map(
    ({ dialog, node, line, change, tried }) =>
      `${inFolder(program.dialogs[dialog]?.file ?? dialog)}:${line} ${node}: ${change} (${tried === 0 ? 'no replay comes by' : `${tried} replays come by`})`,
  )
  return [...survivors, `Mutants caught: ${share(caught, mutants)}`, ...kinds].join('\n')
}
