import type { World } from '../explore/world.js'
import type { Did, Outcome, Side } from './side.js'

/** All that may still come of a turn: each end with the fewest turns to it, and what is done on the way. */
export type Outlook = {
  readonly ends: ReadonlyMap<string, number>
  readonly works: ReadonlySet<string>
  readonly advice: ReadonlySet<string>
  readonly found: ReadonlySet<string>
  /** Some way comes to an end with ownership proven. */
  readonly proof: boolean
}

/** Further than any sensible conversation goes. */
const MAX_PLACES = 5_000

/** Breadth first on sensible answers, with and without what was advised. */
export function outlookOn(side: Side, from: Outcome): Outlook {
  const seen = new Set<string>()
  const gathered = new Gathered()
  let ring: Outcome[] = [from]
  for (let turns = 0; ring.length > 0 && seen.size < MAX_PLACES; turns++) {
    const beyond: Outcome[] = []
    for (const outcome of ring) {
      gathered.add(outcome.did, turns)
      if (outcome.did.end !== null) continue
      const place = `${outcome.conversation}/${side.worlds.number(outcome.world)}`
      if (seen.has(place)) continue
      seen.add(place)
      beyond.push(...following(side, outcome.conversation, outcome.world))
    }
    ring = beyond
  }
  return gathered
}

const following = (side: Side, conversation: number, world: World): readonly Outcome[] =>
  side.answers(conversation).flatMap((answer) => side.deeds(conversation, world).flatMap((deed) => side.turn(conversation, answer, deed.world)))

class Gathered implements Outlook {
  readonly ends = new Map<string, number>()
  readonly works = new Set<string>()
  readonly advice = new Set<string>()
  readonly found = new Set<string>()
  proof = false

  add({ works, advice, found, end, proof }: Did, turns: number): void {
    for (const work of works) this.works.add(nameOf(work))
    for (const one of advice) this.advice.add(one)
    for (const one of found) this.found.add(one)
    if (end === null) return
    this.proof ||= proof
    if (!this.ends.has(end)) this.ends.set(end, turns)
  }
}

/** `act bind_phone: bound` → `act bind_phone`. */
export const nameOf = (work: string): string => work.split(': ')[0] ?? work
