import { join } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import type { Example } from '../nlu/train.js'
import type { Breach } from '../replay/explore/breachOf.js'
import type { Report } from '../replay/explore/report.js'
import { runExploreInThreads } from '../replay/explore/runExplore.js'
import type { Library } from '../turn/library.js'
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

/** What a person may say for each intent, so that the replays of breaches can be played: a plain Chinese example that is understood, with and without an account. */
export function utterancesOf(examples: readonly Example[], { recognize }: Library): Readonly<Record<string, string>> {
  const isUnderstood = (text: string, intent: string): boolean => {
    const { decision } = recognize(text, {})
    return decision.type === 'understood' && decision.intent === intent
  }
  const fitting = examples.filter(({ text }) => /\p{Script=Han}/u.test(text) && !/\d/.test(text) && text.length >= 4)
  const intents = [...new Set(examples.map(({ intent }) => intent))]
  return Object.fromEntries(
    intents.flatMap((intent) => {
      const own = fitting.filter((example) => example.intent === intent).sort((a, b) => strangeness(a.text) - strangeness(b.text))
      const said = own.find(({ text }) => isUnderstood(text, intent) && isUnderstood(`${text}，QQ号 123456789`, intent)) ?? own[0]
      return said ? [[intent, said.text]] : []
    }),
  )
}

/** Words as people open with them: neither clipped nor long, and nothing but characters. */
const strangeness = (text: string): number => Math.abs(text.length - 8) + (/^\p{Script=Han}+$/u.test(text) ? 0 : 10)

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
