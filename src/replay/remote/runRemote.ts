import { readFileSync } from 'node:fs'
import { playTurns } from '../play.js'
import { counted, type ReplayResult, type ReplayRun, timed, unreadable } from '../runReplays.js'
import { type Conversation, readScriptFile, ScriptError, type ScriptFile } from '../script.js'
import { ServerError } from './http.js'
import { RemotePlayer, UNSEEN_RULES } from './remotePlayer.js'
import type { RemoteServer } from './server.js'

/** Longer pauses are not waited out: the clock is the server's. */
const LONGEST_WAIT_S = 5

/** Plays files against a running server, several conversations at a time; the results stand in the order of the files. */
export async function runRemote(files: readonly string[], server: RemoteServer, jobs: number): Promise<ReplayRun> {
  const waiting = files.flatMap(read)
  const results: ReplayResult[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < waiting.length; index = next++) {
      const one = waiting[index]
      if (one) results[index] = 'played' in one ? one : await playOne(one, server)
    }
  }
  await Promise.all(Array.from({ length: jobs }, work))
  return { ...counted(results, [notesOn()]), coverage: null }
}

const notesOn = (): string =>
  `Not asserted over the wire: the standing rule "${UNSEEN_RULES.join('", "')}", and faults within the server. Rankings are not shown there; clock and seed are the server's own.`

type Remote = { readonly conversation: Conversation; readonly lineOf: ScriptFile['lineOf'] }
function read(file: string): readonly (Remote | ReplayResult)[] {
  try {
    const { conversations, lineOf } = readScriptFile(file, readFileSync(file, 'utf8'))
    return conversations.map((conversation) => ({ conversation, lineOf }))
  } catch (error) {
    return [unreadable(file, error)]
  }
}

async function playOne({ conversation, lineOf }: Remote, server: RemoteServer): Promise<ReplayResult> {
  const unplayable = whyNotPlayable(conversation)
  if (unplayable !== null) {
    const { file, name, turnsAt } = conversation
    return { file, name, turnsAt, played: null, error: null, skipped: unplayable, turns: 0, ms: 0 }
  }
  return timed(conversation, async () => {
    const player = await RemotePlayer.begin(server, conversation.script).catch((error: unknown) => {
      throw refusedAt(error, conversation, lineOf)
    })
    const turns = await playTurns(conversation.script, (turn) => player.turn(turn))
    return { turns, events: [], passed: turns.every(({ mismatches }) => mismatches.length === 0) }
  })
}

function whyNotPlayable({ script, turnsAt }: Conversation): string | null {
  if (script.earlier_ticket !== undefined) return 'not playable over the wire: earlier_ticket, which is put straight into the store'
  for (const [n, { wait, meanwhile, agent }] of script.turns.entries()) {
    const line = turnsAt[n]?.line
    if (wait !== undefined && wait > LONGEST_WAIT_S) return `not playable over the wire: line ${line} waits ${wait} s, and the clock is the server's`
    if (agent !== undefined) return `not playable over the wire: line ${line} acts as an agent, for which the desk asks for a sign-in`
    if (meanwhile !== undefined) return `not playable over the wire: line ${line} writes on before the reply is there, and the reply may be quicker`
  }
  return null
}

/** The server knows the personas and the fields of accounts: what it refuses is told where it is written. */
function refusedAt(error: unknown, { file, script }: Conversation, lineOf: ScriptFile['lineOf']): unknown {
  if (!(error instanceof ServerError)) return error
  if (error.status === 404) return new ScriptError(file, lineOf(['account', 'persona']), `account.persona: ${error.message}`)
  const field = error.message.split(':')[0] ?? ''
  const isOther = !Object.hasOwn(script.account.patch ?? {}, field) && Object.hasOwn(script.other_account?.patch ?? {}, field)
  const place = [isOther ? 'other_account' : 'account', 'patch', field]
  return error.status === 422 ? new ScriptError(file, lineOf(place), `${place.slice(0, 2).join('.')}.${error.message}`) : error
}
