import { existsSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { createDelivery } from '../bot/delivery.js'
import { readChat } from '../replay/formats/chat.js'
import { scriptYaml, turnsOf } from '../replay/formats/toScript.js'
import { FormatError, readTranscript, type Transcript, writeTranscript } from '../replay/formats/transcript.js'
import { Player } from '../replay/play.js'
import { conversationsIn, type Script } from '../replay/script.js'
import { createWorld } from '../replay/world.js'
import { type FolderOptions, foldersFor } from './folders.js'
import { draftOrExit } from './libraryOrExit.js'

type Options = FolderOptions & { readonly to?: string | undefined; readonly branch?: string | undefined }
const ALL = 1_000_000

/** `mibao convert FILE`: between replays, transcripts of the Bot Framework and `.chat` files; to stdout. */
export async function convert(file: string, options: Options): Promise<number> {
  if (!existsSync(file)) throw new Error(`${file}: expected a replay, a transcript or a .chat file, found nothing`)
  const source = readFileSync(file, 'utf8')
  const kind = extname(file).toLowerCase()
  const isReplay = kind === '.yaml' || kind === '.yml'
  const to = options.to ?? (isReplay ? 'transcript' : 'replay')
  if (to !== 'replay' && to !== 'transcript') throw new Error(`--to: expected replay or transcript, got ${JSON.stringify(to)}`)
  const transcript = isReplay ? await playedTranscript(file, source, options) : read(file, kind, source)
  process.stdout.write(to === 'transcript' ? writeTranscript(transcript) : replayOf(transcript, file))
  return 0
}

function replayOf(transcript: Transcript, file: string): string {
  const turns = turnsOf(transcript)
  if (turns.length > 0) return scriptYaml(turns, basename(file))
  throw new FormatError(file, 1, `expected words of a user, found none in ${transcript.length} activities; a user has the role "user" under from`)
}

function read(file: string, kind: string, source: string): Transcript {
  if (kind === '.chat') return readChat(file, source)
  if (kind === '.transcript' || kind === '.json') return readTranscript(file, source)
  throw new Error(`${file}: expected a .transcript, a .chat or a replay (.yaml)`)
}

/** A transcript holds one conversation, so of a replay with branches one must be named. */
function chosenScript(file: string, source: string, wanted: string | undefined): Script {
  const conversations = conversationsIn(file, source)
  const nameOf = (branch: readonly string[]): string => branch.join(' › ')
  const chosen = wanted === undefined && conversations.length === 1 ? conversations[0] : conversations.find(({ branch }) => nameOf(branch) === wanted)
  if (chosen) return chosen.script
  throw new Error(`${file}: expected --branch with one of ${conversations.map(({ branch }) => JSON.stringify(nameOf(branch))).join(', ')}`)
}

/** Plays the replay and takes what clients of Direct Line would get. */
async function playedTranscript(file: string, source: string, options: Options): Promise<Transcript> {
  const folders = foldersFor(options)
  const library = await draftOrExit(folders)
  const script = chosenScript(file, source, options.branch)
  const world = await createWorld(library, await loadPersonas(join(folders.knowledge, 'accounts')), {
    clock: Date.parse(script.clock),
    seed: script.seed,
  })
  const conversation = basename(file, extname(file))
  const player = new Player(world, script, conversation)
  await player.begin()
  for (const turn of script.turns) await player.turn(turn)
  const delivery = createDelivery({
    program: async () => library.program,
    titles: () => library.titles,
    debug: false,
    failed: (error) => {
      throw error
    },
  })
  const activities = await delivery.stored(await world.storage.activitiesAfter(conversation, 0, ALL), 'user')
  return readTranscript(file, JSON.stringify(activities))
}
