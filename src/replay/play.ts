import type { Persona } from '../accounts/personas.js'
import type { Event } from '../engine/events.js'
import type { Library } from '../turn/library.js'
import { CannotPlay } from './asked.js'
import type { Mismatch, Seen } from './compare.js'
import { Player } from './player.js'
import type { Script, ScriptTurn } from './script.js'
import { NOTHING_SEEN, type Understood } from './seen.js'
import { createWorld } from './world.js'

export { Player } from './player.js'

export type PlayedTurn = {
  readonly said: string
  readonly replies: readonly string[]
  readonly choices: readonly string[]
  readonly seen: Seen
  /** What each input of the turn was taken for. */
  readonly understood: readonly Understood[]
  readonly mismatches: readonly Mismatch[]
}
export type Played = { readonly turns: readonly PlayedTurn[]; readonly events: readonly Event[]; readonly passed: boolean }

/** Plays a script against the real turn in memory and holds every turn against what it asserts and the standing rules. Ends at a turn that cannot be played. */
export async function play(script: Script, library: Library, personas: readonly Persona[]): Promise<Played> {
  const world = await createWorld(library, personas, { clock: Date.parse(script.clock), seed: script.seed })
  const player = new Player(world, script)
  await player.begin()
  const turns = await playTurns(script, (turn) => player.turn(turn))
  return { turns, events: await player.allEvents(), passed: turns.every(({ mismatches }) => mismatches.length === 0) }
}

/** Turn by turn, up to one that cannot be played: that is a difference of its own. */
export async function playTurns(
  { turns }: Pick<Script, 'turns'>,
  playOne: (turn: ScriptTurn) => Promise<PlayedTurn>,
): Promise<readonly PlayedTurn[]> {
  const played: PlayedTurn[] = []
  for (const turn of turns) {
    try {
      played.push(await playOne(turn))
    } catch (error) {
      played.push(unplayable(turn, error))
      break
    }
  }
  return played
}

function unplayable(turn: ScriptTurn, error: unknown): PlayedTurn {
  const said = wordsOf(turn)
  const got = error instanceof CannotPlay ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { said, replies: [], choices: [], seen: NOTHING_SEEN, understood: [], mismatches: [{ key: 'turn', wanted: 'can be played', got }] }
}

/** What a turn says or does, as its file has it. */
function wordsOf({ user, tap, phone, agent, wait }: ScriptTurn): string {
  if (user !== undefined) return user
  if (tap !== undefined) return `[${typeof tap === 'string' ? tap : tap.option}]`
  if (phone) return `(phone: ${phone.action})`
  return agent ? `(agent: ${agent})` : `(${wait} s later)`
}
