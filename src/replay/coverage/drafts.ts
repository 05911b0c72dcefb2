import { Document, isCollection, isScalar, visit } from 'yaml'
import type { Persona } from '../../accounts/personas.js'
import type { Library } from '../../turn/library.js'
import type { Utterances } from '../explore/answers.js'
import { Exploration } from '../explore/explore.js'
import { exploringOf } from '../explore/runExplore.js'
import { sharesOf } from '../explore/topics.js'
import type { Via } from '../explore/walk.js'
import { witnessOfPart } from '../explore/witness.js'
import { writeReplay } from '../explore/writeReplay.js'
import { type PlayedTurn, play } from '../play.js'
import { parseScript, type Script } from '../script.js'
import { namesIn, walkedIn } from './walked.js'

/** A replay that comes by what no other comes by; `why` says what is wrong with it, null where it holds. */
export type Draft = { readonly name: string; readonly file: string; readonly yaml: string; readonly why: string | null }
type Wanted = {
  readonly library: Library
  readonly personas: readonly Persona[]
  /** The names of the nodes, edges and ways that no replay comes by. */
  readonly untested: readonly string[]
  readonly utterances: Utterances
  progress(text: string): void
}
type Found = { readonly name: string; readonly via: Via; readonly exploration: Exploration }

/** The shortest replay for each part, the longest first: one that goes far often comes by others on its way, which then need none of their own. */
export async function draftsFor({ library, personas, untested, utterances, progress }: Wanted): Promise<readonly Draft[]> {
  const { program } = library
  const left = new Set(untested)
  const drafts: Draft[] = []
  const found = waysTo(untested, exploringOf({ program, personas, utterances, progress }))
  for (const { name, via, exploration } of found) {
    if (!left.has(name)) continue
    const account = witnessOfPart(exploration, name, via)?.account
    const written = account ? writeReplay({ via, account }, exploration.exploring.states) : ''
    const draft = await asserted({ name, written }, library, personas)
    if (draft.why === null) for (const walked of draft.walked) left.delete(walked)
    drafts.push(draft)
  }
  const ways = new Set(found.map(({ name }) => name))
  return [...drafts, ...untested.filter((name) => !ways.has(name)).map((name) => withoutWay(name, 'exploration never comes by there'))]
}

function waysTo(names: readonly string[], exploring: ReturnType<typeof exploringOf>): readonly Found[] {
  const found = new Map<string, Found>()
  for (const share of sharesOf(exploring.program)) {
    const exploration = new Exploration({ ...exploring, share })
    exploration.run()
    for (const name of names) {
      const via = exploration.walked.get(name)
      if (via && via.turns < (found.get(name)?.via.turns ?? Number.POSITIVE_INFINITY)) found.set(name, { name, via, exploration })
    }
  }
  return [...found.values()].sort((a, b) => b.via.turns - a.via.turns)
}

/** Plays it once, and asserts what was seen: the person who keeps it reads whether that is what should happen. */
async function asserted(
  { name, written }: { readonly name: string; readonly written: string },
  library: Library,
  personas: readonly Persona[],
): Promise<Draft & { readonly walked: readonly string[] }> {
  if (written === '') return { ...withoutWay(name, 'no account goes the way there alone'), walked: [] }
  const file = fileOf(name)
  const script: Script = { ...parseScript(file, written), strict: true }
  const played = await play(script, library, personas)
  const walked = namesIn(walkedIn({ program: library.program, events: played.events }))
  const fault = played.turns.flatMap(({ mismatches }) => mismatches.map(({ key, got }) => `${key}: ${got}`))[0]
  const why = fault ?? (walked.includes(name) ? null : 'does not come by there when it is played')
  return { name, file, yaml: yamlOf(name, script, played.turns), walked, why }
}

const withoutWay = (name: string, why: string): Draft => ({ name, file: fileOf(name), yaml: '', why })

/** Names have underscores themselves, so other marks stand between them: an edge to `again` is not the node `look_again`. */
const fileOf = (name: string): string => {
  const [dialog = name, rest = ''] = name.split(/\/(.*)/)
  return `${dialog}/${rest.replace(/\W+/g, '-').replace(/-$/, '')}.yaml`
}

function yamlOf(name: string, { account, other_account, language, turns }: Script, played: readonly PlayedTurn[]): string {
  const doc = new Document({
    title: `comes by ${name}`,
    account,
    ...(other_account && { other_account }),
    ...(language === 'en' && { language }),
    strict: true,
    turns: turns.map((turn, n) => ({ ...turn, ...seenAs(played[n]) })),
  })
  visit(doc, {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.value !== 'turns' && isCollection(value)) value.flow = true
    },
  })
  return doc.toString({ lineWidth: 140, flowCollectionPadding: true })
}

const seenAs = (turn: PlayedTurn | undefined): Pick<Script['turns'][number], 'nodes' | 'checks' | 'acts' | 'outcome' | 'ticket'> => {
  if (!turn) return {}
  const { nodes, checks, acts, outcome, ticket } = turn.seen
  return { nodes: [...nodes], checks: [...checks], acts: [...acts], ...(outcome !== null && { outcome }), ...(ticket && { ticket }) }
}
