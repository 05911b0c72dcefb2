import type { Persona } from '../../accounts/personas.js'
import type { Event } from '../../engine/events.js'
import type { Library } from '../../turn/library.js'
import { type PlayedTurn, Player } from '../play.js'
import type { Script } from '../script.js'
import { createWorld } from '../world.js'

/** What a turn did as it was written. `opens`: the words told a matter, they did not answer a question. */
export type PlainTurn = { readonly nodes: readonly string[]; readonly intent: string | null; readonly opens: boolean }
/** `bare`: intents whose matter is politeness, such as a greeting. */
export type Playing = { readonly library: Library; readonly personas: readonly Persona[]; readonly bare: readonly string[] }

/** A player whose conversation has begun. */
export async function beginPlay(script: Script, { library, personas }: Playing): Promise<Player> {
  const player = new Player(await createWorld(library, personas, { clock: Date.parse(script.clock), seed: script.seed }), script)
  await player.begin()
  return player
}

/** The script as it stands, turn by turn. */
export async function playPlain(script: Script, playing: Playing): Promise<readonly PlainTurn[]> {
  const player = await beginPlay(script, playing)
  const turns: PlainTurn[] = []
  let events = await player.allEvents()
  for (const turn of script.turns) {
    const seenBefore = events.length
    const { seen } = await player.turn(turn)
    events = await player.allEvents()
    turns.push({ ...told(seen), opens: turn.user !== undefined && tellsMatter(events.slice(seenBefore), playing.bare) })
  }
  return turns
}

export const told = ({ nodes, intent }: PlayedTurn['seen']): Pick<PlainTurn, 'nodes' | 'intent'> => ({ nodes, intent })

const tellsMatter = (events: readonly Event[], bare: readonly string[]): boolean =>
  events.some(
    (event) =>
      event.type === 'input_taken' &&
      event.kind === 'said' &&
      event.decision === 'understood' &&
      event.choice === null &&
      event.command === null &&
      event.intent !== null &&
      !bare.includes(event.intent),
  )
