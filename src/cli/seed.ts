import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { ensureDemoTeam } from '../agents/demoTeam.js'
import { argonPasswords } from '../agents/passwords.js'
import { createTeam } from '../agents/team.js'
import { allMigrations, databaseUrl } from '../desk.js'
import { serialise } from '../dialog/serialise.js'
import { environment } from '../env.js'
import { readCanned } from '../handoff/canned.js'
import { readKnowledge } from '../nlu/knowledge.js'
import { languageOf } from '../nlu/lang.js'
import { seed as sow } from '../seed/seed.js'
import type { Lines } from '../seed/user.js'
import { openStorage } from '../storage/open.js'
import { sealer } from '../storage/vault.js'
import { foldersFor } from './folders.js'
import { libraryOrExit } from './libraryOrExit.js'

type Options = { readonly conversations: string; readonly days: string; readonly seed: string }

/** `mibao seed`: fills the desk of a demo with conversations that the real bot has had with people made up. */
export async function seed(options: Options): Promise<number> {
  const env = environment()
  if (!env.SIMULATOR) throw new Error('Made-up conversations belong beside simulated accounts only: set SIMULATOR=on.')
  const [count, days, number] = [options.conversations, options.days, options.seed].map(Number)
  if (![count, days, number].every((n) => Number.isInteger(n) && (n ?? 0) > 0))
    throw new Error('--conversations, --days and --seed take whole numbers above 0.')
  const folders = foldersFor({})
  const library = await libraryOrExit(folders)
  const storage = await openStorage(databaseUrl(env), { migrations: allMigrations })
  try {
    if (await storage.conversation(`seed-${number}-0`))
      throw new Error(`The conversations of seed ${number} are there already; take another --seed for more.`)
    const team = createTeam({ db: storage.kysely, passwords: argonPasswords(), now: Date.now, newId: () => randomBytes(12).toString('base64url') })
    await ensureDemoTeam(team)
    await storage.saveProgram(library.hash, serialise(library.program, () => library.hash).json)
    const agents = (await team.list()).filter(({ role }) => role !== 'admin').map(({ id, display }) => ({ id, display }))
    const begun = Date.now()
    await sow({
      library,
      personas: await loadPersonas(join(folders.knowledge, 'accounts')),
      lines: linesOf(folders.knowledge),
      ground: { storage, sealer: sealer(bytesOf(env.VAULT_KEY)), serverKey: bytesOf(env.SERVER_KEY) },
      db: storage.kysely,
      agents,
      canned: readCanned(folders.knowledge),
      count: count ?? 0,
      days: days ?? 0,
      seed: number ?? 0,
      now: begun,
      progress: (done) => tell(done, count ?? 0, begun),
    })
    return 0
  } finally {
    await storage.close()
  }
}

const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))

function tell(done: number, count: number, begun: number): void {
  if (done % 100 !== 0 && done !== count) return
  const left = Math.round((((Date.now() - begun) / done) * (count - done)) / 1000)
  console.error(`${done} of ${count} conversations${done < count ? `, about ${left} s to go` : ''}`)
}

const SOCIAL = new Set(['thanks_goodbye'])
const BESIDE = new Set(['out_of_scope'])
const QUIET = new Set(['affirm', 'deny', 'greeting', 'thanks_goodbye', 'out_of_scope'])

/** What people say, by the language in which they say it. */
function linesOf(knowledge: string): Readonly<Record<'zh' | 'en', Lines>> {
  const { examples } = readKnowledge(knowledge)
  const of = (lang: 'zh' | 'en', holds: (intent: string) => boolean): readonly { intent: string; text: string }[] =>
    examples.filter(({ intent, text }) => holds(intent) && languageOf(text, lang) === lang)
  const linesIn = (lang: 'zh' | 'en'): Lines => {
    const problems = new Map<string, string[]>()
    for (const { intent, text } of of(lang, (name) => !QUIET.has(name))) problems.set(intent, [...(problems.get(intent) ?? []), text])
    return {
      problems,
      other: of(lang, (name) => BESIDE.has(name)).map(({ text }) => text),
      thanks: of(lang, (name) => SOCIAL.has(name)).map(({ text }) => text),
    }
  }
  return { zh: linesIn('zh'), en: linesIn('en') }
}
