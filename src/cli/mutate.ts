import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { utterancesOf } from '../replay/explore/utterances.js'
import { type Hunted, hunt } from '../replay/mutation/hunt.js'
import { looksAt } from '../replay/mutation/lookAt.js'
import { KINDS } from '../replay/mutation/mutants.js'
import { replayFiles } from '../replay/runReplays.js'
import { conversationsIn } from '../replay/script.js'
import { inFolder } from '../shared/inFolder.js'
import type { Library } from '../turn/library.js'
import { type FolderOptions, foldersFor, ROOT } from './folders.js'
import { taughtDraftOrExit } from './libraryOrExit.js'

type Options = FolderOptions & { readonly json?: boolean | undefined; readonly explore?: boolean | undefined }

/** `mibao mutate`: plants faults in the dialogs, one at a time, and tells which of them neither a replay nor exploration notices. */
export async function mutate(paths: readonly string[], options: Options): Promise<number> {
  const folders = foldersFor(options)
  const { library, knowledge } = await taughtDraftOrExit(folders)
  const files = replayFiles(paths.length > 0 ? paths : [join(ROOT, 'test', 'replays')])
  const replays = files.flatMap((file) => conversationsIn(relative(ROOT, file), readFileSync(file, 'utf8')))
  const personas = await loadPersonas(join(folders.knowledge, 'accounts'))
  const lookAt = () => looksAt({ program: library.program, personas, utterances: utterancesOf(knowledge.examples, library) })
  const hunted = await hunt({
    library,
    replays,
    personas,
    lookAt: options.explore === false ? undefined : lookAt(),
    progress: (done, of) => done % 100 === 0 && console.error(`${done} of ${of} mutants`),
    leftOut: (name) => console.error(`${name} fails as the dialogs are, so it is left out.`),
  })
  console.log(
    options.json ? JSON.stringify({ ...counts(hunted), survivors: survivorsOf(hunted), alike: alikeIn(hunted) }, null, 2) : report(hunted, library),
  )
  return 0
}

const alikeIn = (hunted: readonly Hunted[]): readonly Hunted[] => hunted.filter(({ isAlike }) => isAlike)
const survivorsOf = (hunted: readonly Hunted[]): readonly Hunted[] => hunted.filter(({ caughtBy, isAlike }) => caughtBy === null && !isAlike)
const counts = (hunted: readonly Hunted[]) => {
  const by = (kind: Hunted['by']): number => hunted.filter((one) => one.by === kind).length
  return { mutants: hunted.length, caught: by('replay') + by('exploration'), by_replays: by('replay'), by_exploration: by('exploration') }
}
const share = (caught: number, all: number): string => `${caught} of ${all} (${((100 * caught) / Math.max(1, all)).toFixed(1)} %)`

/** The share is of all mutants, those too that nobody can notice. */
function report(hunted: readonly Hunted[], { program }: Library): string {
  const { mutants, caught, by_replays, by_exploration } = counts(hunted)
  const kinds = KINDS.map((kind) => {
    const own = counts(hunted.filter((one) => one.kind === kind))
    return `  ${kind.padEnd(13)} ${share(own.caught, own.mutants)}`
  })
  const told = ({ dialog, node, line, change }: Hunted): string => `${inFolder(program.dialogs[dialog]?.file ?? dialog)}:${line} ${node}: ${change}`
  const survivors = survivorsOf(hunted).map((one) => `${told(one)} (${one.tried === 0 ? 'no replay comes by' : `${one.tried} replays come by`})`)
  const alike = alikeIn(hunted).map((one) => `${told(one)} (no change: no conversation can tell it from the dialogs as they are)`)
  const how = by_exploration > 0 ? `, ${by_replays} by replays and ${by_exploration} by exploration` : ''
  return [...survivors, ...alike, `Mutants caught: ${share(caught, mutants)}${how}`, ...kinds].join('\n')
}
