import type { Account } from '../../accounts/model.js'
import { type Program, signatureOf } from '../../dialog/program.js'
import type { Breaches, Found } from './breaches.js'
import { forbiddenAdvice } from './contradictions.js'
import { shownDifferently } from './disclosures.js'
import type { ConversationGraph } from './graph.js'
import { type Place, placeOf, type Segment } from './segment.js'
import { type Via, WORLDS } from './walk.js'
import { type Fault, isOnAccount, type Outside, REFS, type Surroundings } from './world.js'
import type { Worlds } from './worlds.js'

/** One way in which a turn can come out. */
export type Settled = {
  readonly conversation: number
  readonly world: number
  readonly ended: boolean
  readonly escalated: boolean
  readonly left: boolean
  readonly worked: boolean
  /** The engine refused to go on. */
  readonly broke: boolean
  /** The right code was not taken, so the user cannot have had it. */
  readonly outOfReach: boolean
  readonly told: readonly string[]
  readonly origin: Account | null
  readonly codeFor: string | null
  /** What failed on the way. */
  readonly fault: Fault | null
}

type Parts<W extends object> = {
  readonly program: Program
  readonly outside: Outside
  readonly surroundings: Surroundings<W>
  readonly graph: ConversationGraph
  readonly worlds: Worlds<W>
  readonly breaches: Breaches
  /** The first way to each node, edge and way out, by its name. */
  readonly walked: Map<string, Via>
}

/** Carries turns through all the work that they set off, and notes what must not happen on the way. */
export class Settling<W extends object> {
  private readonly settled = new Map<number, readonly Settled[]>()
  private readonly underWay = new Set<number>()
  private readonly compared = new Set<number>()
  private readonly noted = new WeakSet<Segment>()

  constructor(private readonly parts: Parts<W>) {}

  world(id: number): W {
    return this.parts.worlds.at(id)
  }

  /** Carries a turn through to where it waits for the user again. */
  turn(segment: Segment, world: W, via: Via): readonly Settled[] {
    return this.settle(segment, this.parts.worlds.number(world), via)
  }

  private settle(segment: Segment, worldBefore: number, via: Via): readonly Settled[] {
    const { worlds, surroundings } = this.parts
    const world = segment.accountChanged || segment.proofEnded ? worlds.number(surroundings.afresh(worlds.at(worldBefore))) : worldBefore
    this.judge(segment, world, via)
    const { next, topicEnded: ended, escalated, left, told } = segment
    if (segment.fault === null && this.parts.graph.state(next).work) return withStep(segment, this.afterWork(next, world, via))
    return [reached({ conversation: next, world, ended, escalated, left, told, broke: segment.fault !== null })]
  }

  /** What comes of the work that waits; whoever asks first is nearest to the start, so what must not happen is noted then. */
  private afterWork(conversation: number, world: number, via: Via): readonly Settled[] {
    const key = conversation * WORLDS + world
    const known = this.settled.get(key)
    if (known) return known
    const { work, proof } = this.parts.graph.state(conversation)
    if (!work) return []
    if (this.underWay.has(key)) return this.endless(conversation, world, via)
    this.underWay.add(key)
    if (proof === 'none' && !this.compared.has(conversation)) this.compare(conversation, via)
    const settled = this.parts.surroundings.answer(this.parts.worlds.at(world), work, proof).flatMap((answered) => {
      const fault = answered.fault ?? null
      const origin = answered.origin ?? null
      const outOfReach = work.args.code === REFS.right && answered.outcome === 'wrong'
      const codeFor = work.args.code === undefined ? null : work.name
      const further = { ...via, origin: via.origin ?? origin, codeFor: codeFor ?? via.codeFor, fault: fault ?? via.fault }
      return this.settle(this.parts.graph.afterWork(conversation, answered), this.parts.worlds.number(answered.world), further).map((rest) => ({
        ...rest,
        worked: true,
        outOfReach: outOfReach || rest.outOfReach,
        origin: origin ?? rest.origin,
        codeFor: codeFor ?? rest.codeFor,
        fault: fault ?? rest.fault,
      }))
    })
    this.underWay.delete(key)
    this.settled.set(key, settled)
    return settled
  }

  /** The same work is asked for again in the same world, and nobody is waited for in between. */
  private endless(conversation: number, world: number, via: Via): readonly Settled[] {
    const [account = null] = this.parts.surroundings.accounts(this.parts.worlds.at(world))
    const place = placeOf(this.parts.graph.state(conversation))
    this.parts.breaches.add({ kind: 'ring', place, message: 'goes round without waiting for the user', via, account })
    return [reached({ conversation, world, ended: false, escalated: false, left: false, told: [], broke: true })]
  }

  /** Holds one step of the engine against what must never happen. */
  private judge(segment: Segment, worldId: number, via: Via): void {
    this.note(segment, via)
    if (isHarmless(segment)) return
    const accounts = (): readonly Account[] => this.parts.surroundings.accounts(this.parts.worlds.at(worldId))
    const found = (kind: Found['kind'], place: Place, message: string, account = accounts()[0] ?? null): void =>
      this.parts.breaches.add({ kind, place, message, via, account })
    if (segment.fault !== null) found('ring', placeOf(this.parts.graph.state(segment.next)), segment.fault)
    if (segment.unproven) found('unproven_work', segment.unproven, 'work on an account is asked for without proof of ownership')
    if (segment.tooManyRounds) found('ring', segment.tooManyRounds, 'a remedy is begun for the third time')
    for (const place of segment.entered) {
      if (!place.proven || place.advises.length === 0) continue
      for (const account of accounts()) {
        const forbidden = forbiddenAdvice(account)
        const against = place.advises.find((advice) => forbidden.has(advice))
        if (against !== undefined)
          found('contradiction', place, `advises "${against}" although the account is in this state: ${forbidden.get(against)}`, account)
      }
    }
  }

  /** Whoever comes by first is nearest to the start. */
  private note(segment: Segment, via: Via): void {
    if (this.noted.has(segment)) return
    this.noted.add(segment)
    const { walked } = this.parts
    for (const name of segment.walked) if (!walked.has(name)) walked.set(name, via)
  }

  /** What is said before the proof may not depend on the account. */
  private compare(conversation: number, via: Via): void {
    this.compared.add(conversation)
    const { work } = this.parts.graph.state(conversation)
    const signature = work ? signatureOf(this.parts.program.signatures, work.kind, work.name) : undefined
    if (!work || signature?.proof !== 'none' || !isOnAccount(work)) return
    const found = shownDifferently(this.parts.graph, conversation, this.parts.outside)
    if (found)
      this.parts.breaches.add({
        kind: 'disclosure',
        place: placeOf(this.parts.graph.state(conversation)),
        message: found.message,
        via,
        account: found.account,
      })
  }
}

type Reached = Pick<Settled, 'conversation' | 'world' | 'ended' | 'escalated' | 'left' | 'told' | 'broke'>
/** Where a turn comes without any work. Most do, and to spread these costs a tenth of the walk. */
const reached = ({ conversation, world, ended, escalated, left, told, broke }: Reached): Settled => ({
  conversation,
  world,
  ended,
  escalated,
  left,
  told,
  broke,
  worked: false,
  outOfReach: false,
  origin: null,
  codeFor: null,
  fault: null,
})

/** Whatever the account, nothing in it can be wrong. */
const isHarmless = ({ fault, unproven, tooManyRounds, entered }: Segment): boolean =>
  fault === null && unproven === null && tooManyRounds === null && entered.every(({ advises, proven }) => !proven || advises.length === 0)

/** The turn with what came out only while its work was done. */
export const viaTo = (via: Via, { conversation: to, worked, origin, codeFor, fault }: Settled): Via =>
  worked ? { ...via, to, origin: via.origin ?? origin, codeFor, fault } : { ...via, to }

/** The outcomes with what the step before them did. */
function withStep({ topicEnded, escalated, left, told }: Segment, outcomes: readonly Settled[]): readonly Settled[] {
  if (!topicEnded && !escalated && !left && told.length === 0) return outcomes
  return outcomes.map((rest) => ({
    ...rest,
    ended: rest.ended || topicEnded,
    escalated: rest.escalated || escalated,
    left: rest.left || left,
    told: [...told, ...rest.told],
  }))
}
