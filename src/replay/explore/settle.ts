import type { Account } from '../../accounts/model.js'
import { type Program, signatureOf } from '../../dialog/program.js'
import type { AccountState } from './accountStates.js'
import type { Breaches, Found } from './breaches.js'
import { forbiddenAdvice } from './contradictions.js'
import { shownDifferently } from './disclosures.js'
import type { ConversationGraph } from './graph.js'
import { type Place, placeOf, type Segment } from './segment.js'
import { type Via, WORLDS } from './walk.js'
import { afresh, answerWork, candidates, isOnAccount, type Outside, REFS, type World } from './world.js'
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
}

type Parts = {
  readonly program: Program
  readonly states: readonly AccountState[]
  readonly graph: ConversationGraph
  readonly worlds: Worlds
  readonly breaches: Breaches
}

/** Carries turns through all the work that they set off, and notes what must not happen on the way. */
export class Settling {
  private readonly settled = new Map<number, readonly Settled[]>()
  private readonly compared = new Set<number>()
  private readonly outside: Outside

  constructor(private readonly parts: Parts) {
    this.outside = { states: parts.states, signatures: parts.program.signatures }
  }

  /** Carries a turn through to where it waits for the user again. */
  turn(segment: Segment, world: World, via: Via): readonly Settled[] {
    return this.settle(segment, this.parts.worlds.number(world), via)
  }

  private settle(segment: Segment, worldBefore: number, via: Via): readonly Settled[] {
    const world = segment.accountChanged || segment.proofEnded ? this.parts.worlds.number(afresh(this.parts.worlds.at(worldBefore))) : worldBefore
    this.judge(segment, world, via)
    const { next, topicEnded: ended, escalated, left, told } = segment
    if (segment.fault === null && this.parts.graph.state(next).work) return withStep(segment, this.afterWork(next, world, via))
    const worked = { worked: false, outOfReach: false, origin: null, codeFor: null }
    return [{ conversation: next, world, ended, escalated, left, told, broke: segment.fault !== null, ...worked }]
  }

  /** What comes of the work that waits; whoever asks first is nearest to the start, so what must not happen is noted then. */
  private afterWork(conversation: number, world: number, via: Via): readonly Settled[] {
    const key = conversation * WORLDS + world
    const known = this.settled.get(key)
    if (known) return known
    const { work, proof } = this.parts.graph.state(conversation)
    if (!work) return []
    if (proof === 'none' && !this.compared.has(conversation)) this.compare(conversation, via)
    const settled = answerWork(this.outside, this.parts.worlds.at(world), work, proof).flatMap((answered) => {
      const origin = answered.origin ?? null
      const outOfReach = work.args.code === REFS.right && answered.outcome === 'wrong'
      const codeFor = work.args.code === undefined ? null : work.name
      const further = { ...via, origin: via.origin ?? origin, codeFor: codeFor ?? via.codeFor }
      return this.settle(this.parts.graph.afterWork(conversation, answered), this.parts.worlds.number(answered.world), further).map((rest) => ({
        ...rest,
        worked: true,
        outOfReach: outOfReach || rest.outOfReach,
        origin: origin ?? rest.origin,
        codeFor: codeFor ?? rest.codeFor,
      }))
    })
    this.settled.set(key, settled)
    return settled
  }

  /** Holds one step of the engine against what must never happen. */
  private judge(segment: Segment, worldId: number, via: Via): void {
    const accounts = (): readonly Account[] => candidates(this.parts.worlds.at(worldId), this.parts.states)
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

  /** What is said before the proof may not depend on the account. */
  private compare(conversation: number, via: Via): void {
    this.compared.add(conversation)
    const { work } = this.parts.graph.state(conversation)
    const signature = work ? signatureOf(this.parts.program.signatures, work.kind, work.name) : undefined
    if (!work || signature?.proof !== 'none' || !isOnAccount(work)) return
    const found = shownDifferently(this.parts.graph, conversation, this.outside)
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

/** The turn with what came out only while its work was done. */
export const viaTo = (via: Via, { worked, origin, codeFor }: Settled): Via => (worked ? { ...via, origin: via.origin ?? origin, codeFor } : via)

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
