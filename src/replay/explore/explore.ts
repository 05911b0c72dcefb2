import type { Account } from '../../accounts/model.js'
import { type Program, signatureOf } from '../../dialog/program.js'
import type { State } from '../../engine/state.js'
import { own } from '../../shared/own.js'
import type { AccountState } from './accountStates.js'
import { type Answer, opening, unclearOpening, type Utterances } from './answers.js'
import { Breaches, type Found } from './breaches.js'
import { breadthIn } from './breadth.js'
import { forbiddenAdvice } from './contradictions.js'
import { shownDifferently } from './disclosures.js'
import { ConversationGraph, type Place, placeOf, type Segment, type Step } from './graph.js'
import { canVerify, NO_MEANS } from './verifying.js'
import { EDGE, END, type Via, viaAfter, WORLDS, Walk, Worlds } from './walk.js'
import {
  afresh,
  answerWork,
  anyWorld,
  candidates,
  type Deed,
  deeds,
  isOnAccount,
  meanwhile,
  type Outside,
  REFS,
  type World,
  worldKey,
} from './world.js'

export type Exploring = {
  readonly program: Program
  readonly states: readonly AccountState[]
  readonly utterances: Utterances
  progress(text: string): void
}

/** One way in which a turn can come out. */
type Settled = {
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
export type Outcome = Settled & { readonly via: Via }

const PROGRESS_EVERY = 50_000

/** Walks every state of all dialogs in every world, breadth first, and notes what must not happen on the way. */
export class Exploration {
  readonly graph: ConversationGraph
  readonly walk = new Walk()
  readonly worlds = new Worlds(worldKey)
  readonly breaches = new Breaches()
  private readonly queue: number[] = []
  private readonly met = new Set<number>()
  private readonly homes = new Map<string, string>()
  private readonly settled = new Map<number, readonly Settled[]>()
  private readonly compared = new Set<number>()
  private readonly outside: Outside

  constructor(readonly exploring: Exploring) {
    this.graph = new ConversationGraph(exploring.program, exploring.utterances)
    this.outside = { states: exploring.states, signatures: exploring.program.signatures }
  }

  run(): void {
    this.begin()
    for (let at = 0; at < this.queue.length; at++) {
      if (at > 0 && at % PROGRESS_EVERY === 0) this.exploring.progress(`${at} states, ${this.queue.length - at} waiting`)
      this.expand(this.queue[at] ?? 0)
    }
  }

  /** Carries a turn through to where it waits for the user again. */
  turn(segment: Segment, world: World, via: Via): readonly Outcome[] {
    return this.settle(segment, this.worlds.number(world), via).map((settled) => ({
      ...settled,
      via: settled.worked ? { ...via, origin: via.origin ?? settled.origin, codeFor: settled.codeFor } : via,
    }))
  }

  private begin(): void {
    const { program, utterances } = this.exploring
    const intents = Object.values(program.dialogs).flatMap(({ startsOn }) => startsOn)
    const openings = [...intents.flatMap((intent) => [false, true].map((known) => opening(intent, known, utterances))), unclearOpening(intents, utterances)]
    for (const answer of openings) for (const outcome of this.turn(this.graph.begin(answer), anyWorld, viaAfter(null, answer))) this.reach(outcome)
  }

  private reach({ conversation, world, broke, via }: Outcome): number {
    if (broke) return END
    const { id, isNew } = this.walk.enter(conversation, world, via)
    if (isNew) this.queue.push(id)
    return id
  }

  private expand(id: number): void {
    const conversation = this.walk.conversations.at(id)
    const world = this.worlds.at(this.walk.worlds.at(id))
    const state = this.graph.state(conversation)
    const breadth = breadthIn(state, world, { known: this.met.has(conversation), homes: this.homes })
    this.met.add(conversation)
    this.walk.breadths[id] = breadth
    if (breadth === null) return
    const advised = state.frames.flatMap((frame) => own(own(this.exploring.program.dialogs, frame.dialog)?.nodes ?? {}, frame.node)?.advises ?? [])
    const done = deeds(world, advised).filter(({ waits }) => !waits || breadth === 'full' || breadth === 'retrying')
    const edges: number[] = []
    for (const step of this.graph.steps(conversation, breadth)) {
      for (const deed of this.deedsBefore(step, world, done)) edges.push(this.follow(id, step, deed))
    }
    this.mendSense(edges, isHelpless(state, world))
  }

  /** Deeds go before answers to the question; what others may have done meanwhile, before acts. */
  private deedsBefore({ answer, segment }: Step, world: World, done: readonly Deed[]): readonly Deed[] {
    if (answer.kind !== 'option' && answer.kind !== 'entity') return done.slice(0, 1)
    const { work } = this.graph.state(segment.next)
    return work?.kind === 'act' && isOnAccount(work) ? [...done, ...meanwhile(world)] : done
  }

  private follow(id: number, { answer, segment }: Step, deed: Deed): number {
    const outcomes = this.turn(segment, deed.world, viaAfter(this.walk.via(id), answer, deed))
    const targets = outcomes.map((outcome) => {
      const next = this.reach(outcome)
      return outcome.ended || outcome.escalated || outcome.left || outcome.broke ? END : next
    })
    return this.walk.edge(id, useOf(answer, outcomes, deed), targets)
  }

  /** Where every option brings a person, that is what the question is for; where nothing sensible is left, asking for one is. */
  private mendSense(edges: readonly number[], helpless: boolean): void {
    const { edgeUse } = this.walk
    const escalating = edges.filter((edge) => (edgeUse.at(edge) & EDGE.escalates) !== 0)
    const mend = (use: number): void => {
      for (const edge of escalating) if (edgeUse.at(edge) & use) edgeUse.set(edge, edgeUse.at(edge) | EDGE.sensible)
    }
    if (helpless) return mend(EDGE.answers | EDGE.human)
    if (edges.some((edge) => (edgeUse.at(edge) & EDGE.sensible) !== 0)) return
    mend(escalating.some((edge) => (edgeUse.at(edge) & EDGE.answers) !== 0) ? EDGE.answers : EDGE.human)
  }

  private settle(segment: Segment, worldBefore: number, via: Via): readonly Settled[] {
    const world = segment.accountChanged || segment.proofEnded ? this.worlds.number(afresh(this.worlds.at(worldBefore))) : worldBefore
    this.judge(segment, world, via)
    const { next, topicEnded: ended, escalated, left, told } = segment
    if (segment.fault === null && this.graph.state(next).work) return withStep(segment, this.afterWork(next, world, via))
    const worked = { worked: false, outOfReach: false, origin: null, codeFor: null }
    return [{ conversation: next, world, ended, escalated, left, told, broke: segment.fault !== null, ...worked }]
  }

  /** What comes of the work that waits; whoever asks first is nearest to the start, so what must not happen is noted then. */
  private afterWork(conversation: number, world: number, via: Via): readonly Settled[] {
    const key = conversation * WORLDS + world
    const known = this.settled.get(key)
    if (known) return known
    const { work, proof } = this.graph.state(conversation)
    if (!work) return []
    if (proof === 'none' && !this.compared.has(conversation)) this.compare(conversation, via)
    const settled = answerWork(this.outside, this.worlds.at(world), work, proof).flatMap((answered) => {
      const origin = answered.origin ?? null
      const outOfReach = work.args.code === REFS.right && answered.outcome === 'wrong'
      const codeFor = work.args.code === undefined ? null : work.name
      const further = { ...via, origin: via.origin ?? origin, codeFor: codeFor ?? via.codeFor }
      return this.settle(this.graph.afterWork(conversation, answered), this.worlds.number(answered.world), further).map((rest) => ({
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
    const accounts = (): readonly Account[] => candidates(this.worlds.at(worldId), this.exploring.states)
    const found = (kind: Found['kind'], place: Place, message: string, account = accounts()[0] ?? null): void =>
      this.breaches.add({ kind, place, message, via, account })
    if (segment.fault !== null) found('ring', placeOf(this.graph.state(segment.next)), segment.fault)
    if (segment.unproven) found('unproven_work', segment.unproven, 'work on an account is asked for without proof of ownership')
    if (segment.tooManyRounds) found('ring', segment.tooManyRounds, 'a remedy is begun for the third time')
    for (const place of segment.entered) {
      if (!place.proven || place.advises.length === 0) continue
      for (const account of accounts()) {
        const forbidden = forbiddenAdvice(account)
        const against = place.advises.find((advice) => forbidden.has(advice))
        if (against !== undefined) found('contradiction', place, `advises "${against}" although the account is in this state: ${forbidden.get(against)}`, account)
      }
    }
  }

  /** What is said before the proof may not depend on the account. */
  private compare(conversation: number, via: Via): void {
    this.compared.add(conversation)
    const { work } = this.graph.state(conversation)
    const signature = work ? signatureOf(this.exploring.program.signatures, work.kind, work.name) : undefined
    if (!work || signature?.proof !== 'none' || !isOnAccount(work)) return
    const found = shownDifferently(this.graph, conversation, this.outside)
    if (found) this.breaches.add({ kind: 'disclosure', place: placeOf(this.graph.state(conversation)), message: found.message, via, account: found.account })
  }
}

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

/** Being asked for a proof that one cannot give. */
function isHelpless({ frames, slots }: State, { means, verifying }: World): boolean {
  const asked = frames.some(({ role }) => role === 'requires')
  return asked && !canVerify(slots.account_id === REFS.other ? NO_MEANS : means, verifying)
}

function useOf(answer: Answer, outcomes: readonly Outcome[], deed: Deed): number {
  const escalates = outcomes.every(({ escalated }) => escalated) ? EDGE.escalates : 0
  switch (answer.kind) {
    case 'option':
      return EDGE.answers | escalates | (isSensible(answer, outcomes, deed) ? EDGE.sensible : 0)
    case 'entity':
      return EDGE.answers | escalates | (isSensible(answer, outcomes, deed) ? EDGE.sensible : 0)
    case 'nonsense':
      return EDGE.nonsense | escalates
    case 'silence':
      return EDGE.silence | escalates
    case 'human':
      return EDGE.human | escalates
    case 'wrong_entity':
    case 'invalid':
    case 'proof_ends':
    case 'aside':
    case 'topic':
      return escalates
  }
}

/** Whoever wants to be helped asks for no person while there is another way, and types no code that they cannot have. */
export function isSensible({ kind }: Answer, outcomes: readonly Outcome[], { waits }: Pick<Deed, 'waits'>): boolean {
  const asksForPerson = outcomes.every(({ escalated, worked }) => escalated && !worked)
  return (kind === 'option' && !asksForPerson) || (kind === 'entity' && !waits && !outcomes.every(({ outOfReach }) => outOfReach))
}
