import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { factsReport } from '../dialog/factsReport.js'
import { type ReplayResult, replayFiles, runReplays } from '../replay/runReplays.js'
import { FACTS, loadLibrary } from '../turn/loadLibrary.js'
import { foldersFor, ROOT } from './folders.js'

/** Each documented fact: where it stands, the words shown, and the replay or question that reaches it. One that nothing reaches is an error. */
export async function facts(): Promise<number> {
  const folders = foldersFor({})
  const { library, world, sections, articles } = await loadLibrary(folders, { tell: (text) => console.error(text) })
  const replays = join(ROOT, 'test', 'replays')
  const files = existsSync(replays) ? replayFiles([replays]) : []
  const run = library ? await runReplays(files, library, await loadPersonas(join(folders.knowledge, 'accounts'))) : null
  const question = (place: string): string | undefined => {
    const [article, section] = place.split('/')
    const found = articles.find((one) => one.id === article)
    return (found?.questions.find((one) => one.section === section) ?? found?.questions.find((one) => one.section === undefined))?.text
  }
  let unreached = 0
  for (const { fact, places } of factsReport({ all: FACTS, dialogs: world.loaded.dialogs, sections })) {
    const rows = places.map((place) => ({ ...place, by: replayReaching(run?.results ?? [], place.place) ?? question(place.place) }))
    if (!rows.some(({ by }) => by !== undefined)) unreached++
    console.log(`${fact}${rows.some(({ by }) => by !== undefined) ? '' : '  ERROR: nothing reaches it'}`)
    for (const { place, words, by } of rows) console.log(`  ${place}\n    shown: ${words[0]?.zh ?? ''}\n    reached by: ${by ?? 'nothing'}`)
  }
  console.log(`${FACTS.length - unreached} of ${FACTS.length} facts are reached`)
  return unreached > 0 ? 1 : 0
}

function replayReaching(results: readonly ReplayResult[], place: string): string | undefined {
  return results.find(({ played }) => played?.events.some((event) => event.type === 'node_entered' && `${event.dialog}/${event.node}` === place))
    ?.file
}
