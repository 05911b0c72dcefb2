import { WORLDS } from '../explore/walk.js'
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
  /** False when there was too much behind it to look at: what is not there may be there all the same. */
  readonly complete: boolean
}

/** More than any sensible dialogs have; only such as ask the same for ever come by it. */
const MAX_PLACES = 300_000

/** One turn from a place: what it did, as bits, and where it leads unless it ends. */
type Edge = { readonly facts: bigint; readonly end: string | null; readonly to: Place | null }
type Place = { readonly conversation: number; readonly world: World; edges: readonly Edge[]; facts: bigint; readonly ends: Map<string, number> }

/** What may still come of every place of one revision, on sensible answers, with and without what was advised. */
export class Outlooks {
  private readonly places = new Map<number, Place>()
  private isCut = false
  private readonly bits = new Map<string, bigint>()

  constructor(private readonly side: Side) {}

  of(outcome: Outcome): Outlook {
    const { facts, end, to } = this.edge(outcome, [])
    if (to === null) return this.told(facts, new Map(end === null ? [] : [[end, 0]]))
    return this.told(facts | to.facts, to.ends)
  }

  /** Everything behind a new place is looked at before it is told of, so whatever is known is known to the end. */
  private edge({ conversation, world, did }: Outcome, found: Place[]): Edge {
    const facts = this.factsOf(did)
    if (did.end !== null) return { facts, end: did.end, to: null }
    const key = conversation * WORLDS + this.side.worlds.number(world)
    const known = this.places.get(key)
    if (known) return { facts, end: null, to: known }
    const to: Place = { conversation, world, edges: [], facts: 0n, ends: new Map() }
    this.places.set(key, to)
    found.push(to)
    if (found.length === 1) this.complete(found)
    if (this.places.size > MAX_PLACES) this.isCut = true
    return { facts, end: null, to }
  }

  private complete(found: Place[]): void {
    for (let at = 0; at < found.length; at++) {
      const place = found[at]
      if (place && this.places.size <= MAX_PLACES) place.edges = this.turnsFrom(place).map((outcome) => this.edge(outcome, found))
    }
    const backwards = [...found].reverse()
    for (let grew = true; grew; ) {
      grew = false
      for (const place of backwards) grew = learns(place) || grew
    }
  }

  private turnsFrom({ conversation, world }: Place): readonly Outcome[] {
    return this.side
      .answers(conversation)
      .flatMap((answer) => this.side.deeds(conversation, world).flatMap((deed) => this.side.turn(conversation, answer, deed.world)))
  }

  private factsOf({ works, advice, found, end, proof }: Did): bigint {
    const facts = [...works.map(nameOf), ...advice.map((one) => `advice ${one}`), ...found.map((one) => `found ${one}`)]
    if (end !== null && proof) facts.push(PROVEN)
    return facts.reduce((all, fact) => all | this.bit(fact), 0n)
  }

  private bit(fact: string): bigint {
    const known = this.bits.get(fact)
    if (known !== undefined) return known
    const bit = 1n << BigInt(this.bits.size)
    this.bits.set(fact, bit)
    return bit
  }

  private told(facts: bigint, ends: ReadonlyMap<string, number>): Outlook {
    const names = [...this.bits].flatMap(([fact, bit]) => ((facts & bit) === 0n ? [] : [fact]))
    const after = (start: string): ReadonlySet<string> => new Set(names.flatMap((name) => (name.startsWith(start) ? [name.slice(start.length)] : [])))
    return {
      ends,
      works: new Set(names.filter((name) => /^(?:act|check) /.test(name))),
      advice: after('advice '),
      found: after('found '),
      proof: names.includes(PROVEN),
      complete: !this.isCut,
    }
  }
}

const PROVEN = 'proven'

/** Takes over what is known of the places one turn further; true when that was something new. */
function learns(place: Place): boolean {
  let grew = false
  for (const { facts, end, to } of place.edges) {
    const all = place.facts | facts | (to?.facts ?? 0n)
    if (all !== place.facts) grew = true
    place.facts = all
    const ends = end === null ? (to?.ends ?? []) : [[end, 0] as const]
    for (const [name, turns] of ends) {
      if ((place.ends.get(name) ?? Number.POSITIVE_INFINITY) <= turns + 1) continue
      place.ends.set(name, turns + 1)
      grew = true
    }
  }
  return grew
}

/** `act bind_phone: bound` → `act bind_phone`. */
export const nameOf = (work: string): string => work.split(': ')[0] ?? work
