import type { Persona } from '../../accounts/personas.js'
import type { Event } from '../../engine/events.js'
import { blank, type State, topFrame } from '../../engine/state.js'
import type { Library } from '../../turn/library.js'
import { segmentOf } from '../explore/segment.js'
import { Player } from '../play.js'
import type { Script, ScriptTurn } from '../script.js'
import { createWorld } from '../world.js'
import type { Changed } from './behaviour.js'
import { changesOfTurn, otherNodes, partingPlace, sameDid } from './changes.js'
import { type Fact, factsOf } from './facts.js'
import { type Compared, told } from './recorded.js'
import { type Did, didIn } from './side.js'

export type Replayed = Compared | { readonly type: 'other_words' }
type Comparing = { readonly base: Library; readonly next: Library; readonly personas: readonly Persona[]; readonly changed: Changed }
type Took = { readonly did: Did; readonly texts: readonly string[] } | { readonly fault: string }

/** Plays one replay on both, recogniser and all, with the same account. */
export async function compareReplay(script: Script, { base, next, personas, changed }: Comparing): Promise<Replayed> {
  const [before, after] = [await Playing.of(script, base, personas), await Playing.of(script, next, personas)]
  let place: string | null = null
  let otherWords = before.greeting.join('\n') !== after.greeting.join('\n')
  const facts: Fact[] = []
  for (const turn of script.turns) {
    const { stood, under } = before
    const [was, now] = [await before.take(turn), await after.take(turn)]
    const parting = (common: string): string => (changed.nodes.has(common) ? common : (under.findLast((node) => changed.nodes.has(node)) ?? common))
    if ('fault' in was) return place === null ? { type: 'not_compared', why: `BASE cannot play it: ${was.fault}`, turns: 0 } : differs(place, facts)
    if ('fault' in now) {
      place ??= parting(after.stood ?? '(nothing under way)')
      return differs(place, [
        ...facts,
        { type: 'misfit', why: `the replay can be played no further at ${after.stood ?? '(nothing under way)'}: ${now.fault}` },
      ])
    }
    otherWords ||= was.texts.join('\n') !== now.texts.join('\n')
    if (sameDid(was.did, now.did)) continue
    place ??= parting(partingPlace(stood, was.did, now.did))
    const found = factsOf(changesOfTurn(was.did, now.did))
    facts.push(...(found.length > 0 ? found : factsOf([otherNodes(was.did, now.did)])))
  }
  if (place !== null) return differs(place, facts)
  return { type: otherWords ? 'other_words' : 'alike' }
}

const differs = (place: string, facts: readonly Fact[]): Compared => ({
  type: 'differs',
  place,
  facts: told([...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()]),
})

/** One library that a replay is played on. */
class Playing {
  private state: State = blank
  private seen = 0

  private constructor(
    private readonly player: Player,
    private readonly library: Library,
    readonly greeting: readonly string[],
  ) {}

  static async of(script: Script, library: Library, personas: readonly Persona[]): Promise<Playing> {
    const world = await createWorld(library, personas, { clock: Date.parse(script.clock), seed: script.seed })
    const player = new Player(world, script)
    const playing = new Playing(player, library, await player.begin())
    await playing.look()
    return playing
  }

  get stood(): string | null {
    const frame = topFrame(this.state)
    return frame ? `${frame.dialog}/${frame.node}` : null
  }

  get under(): readonly string[] {
    return this.state.frames.map(({ dialog, node }) => `${dialog}/${node}`)
  }

  async take(turn: ScriptTurn): Promise<Took> {
    try {
      const { replies, mismatches } = await this.player.turn(turn)
      const fault = mismatches.find(({ key }) => key === 'fault')
      if (fault) return { fault: String(fault.got).split('\n')[0] ?? '' }
      return { did: await this.look(), texts: replies }
    } catch (error) {
      return { fault: error instanceof Error ? error.message : String(error) }
    }
  }

  private async look(): Promise<Did> {
    const events = (await this.player.allEvents()).slice(this.seen)
    this.seen += events.length
    const { seen, after } = segmentOf(this.library.program, this.state, events)
    this.state = after
    return { ...didIn(seen, after), works: events.flatMap(workIn) }
  }
}

const workIn = (event: Event): readonly string[] => (event.type === 'work_finished' ? [`${event.kind} ${event.name}: ${event.outcome}`] : [])
