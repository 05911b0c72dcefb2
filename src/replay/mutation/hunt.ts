import type { Persona } from '../../accounts/personas.js'
import type { Program } from '../../dialog/program.js'
import type { Library } from '../../turn/library.js'
import { play } from '../play.js'
import type { Script } from '../script.js'
import type { Look } from './lookAt.js'
import { type Mutant, mutantsOf } from './mutants.js'

export type Named = { readonly name: string; readonly script: Script }
/**
 * `caughtBy` names the replay that did not hold any more, or the breach that exploration found; null for a mutant that nothing noticed.
 * `isAlike`: no conversation can tell it from the dialogs as they are, so there is nothing to notice.
 */
export type Hunted = Omit<Mutant, 'program'> & {
  readonly by: 'replay' | 'exploration' | null
  readonly caughtBy: string | null
  readonly isAlike: boolean
  readonly tried: number
}
type Hunt = {
  readonly library: Library
  readonly replays: readonly Named[]
  readonly personas: readonly Persona[]
  /** What exploration says of a mutant that no replay noticed; replays alone where left out. */
  readonly lookAt?: ((mutant: Program) => Look) | undefined
  progress(done: number, of: number): void
  /** Told of a replay that fails without any fault planted: it would seem to catch them all. */
  leftOut?(name: string): void
}

/** Plays, for each mutant, the replays that come by its node, the shortest first, until one does not hold; then explores it. */
export async function hunt(hunting: Hunt): Promise<readonly Hunted[]> {
  const { library, personas, lookAt, progress } = hunting
  const visitors = await visitorsOf(hunting)
  const mutants = [...mutantsOf(library.program)]
  const hunted: Hunted[] = []
  for (const [n, { program, ...mutant }] of mutants.entries()) {
    const candidates = visitors.get(`${mutant.dialog}/${mutant.node}`) ?? []
    const changed: Library = { ...library, program }
    let caughtBy: string | null = null
    let tried = 0
    for (const { name, script } of candidates) {
      tried += 1
      if (await holds(script, changed, personas)) continue
      caughtBy = name
      break
    }
    const look = caughtBy === null ? lookAt?.(program) : undefined
    const by = caughtBy === null ? (look?.breach ? 'exploration' : null) : 'replay'
    hunted.push({ ...mutant, by, caughtBy: caughtBy ?? look?.breach ?? null, isAlike: look?.isAlike ?? false, tried })
    progress(n + 1, mutants.length)
  }
  return hunted
}

/** A replay that cannot be played any more does not hold either. */
const holds = (script: Script, library: Library, personas: readonly Persona[]): Promise<boolean> =>
  play(script, library, personas).then(
    ({ passed }) => passed,
    () => false,
  )

/** The replays that hold and come by each node. */
async function visitorsOf({ library, replays, personas, leftOut }: Hunt): Promise<ReadonlyMap<string, readonly Named[]>> {
  const visitors = new Map<string, Named[]>()
  const ordered = [...replays].sort((a, b) => a.script.turns.length - b.script.turns.length)
  for (const replay of ordered) {
    const { events, passed } = await play(replay.script, library, personas)
    if (!passed) {
      leftOut?.(replay.name)
      continue
    }
    const nodes = new Set(events.flatMap((event) => (event.type === 'node_entered' ? [`${event.dialog}/${event.node}`] : [])))
    for (const node of nodes) visitors.set(node, [...(visitors.get(node) ?? []), replay])
  }
  return visitors
}
