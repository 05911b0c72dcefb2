import type { Account } from '../../accounts/model.js'
import { type Program, signatureOf } from '../../dialog/program.js'
import type { State } from '../../engine/state.js'
import { own } from '../../shared/own.js'
import type { AccountState } from './accountStates.js'
import { type Answer, type Breadth, opening, type Utterances } from './answers.js'
import { Breaches } from './breaches.js'
import { forbiddenAdvice } from './contradictions.js'
import { ConversationGraph, type Place, placeOf, type Segment, type Step } from './graph.js'
import { shownDifferently } from './disclosures.js'
import { END, EDGE, type Via, Walk, Worlds } from './walk.js'
import { accountKey, afresh, anyWorld, answerWork, type Answered, candidates, type Deed, deeds, isOnAccount, REFS, worldKey } from './world.js'

export type Exploring = {
  readonly program: Program
  readonly states: readonly AccountState[]
  readonly utterances: Utterances
  progress(text: string): void
}

/** One way in which a turn can come out. */
type Outcome = {
  readonly conversation: number
  readonly world: number
  readonly ended: boolean
  readonly escalated: boolean
  readonly left: boolean
  readonly worked: boolean
  /** The right code was not taken, so the user cannot have had it. */
  readonly outOfReach: boolean
  readonly told: readonly string[]
  readonly broke: boolean
}
/** What a turn has come to so far. */
type Turn = Omit<Outcome, 'conversation' | 'world' | 'broke'> & { readonly via: Via; readonly turns: number }

/** Facts told on an edge, for the rule about causes. */
export type ToldOn = ReadonlyMap<number, readonly string[]>

const PROGRESS_EVERY = 50_000

/** Walks every state of all dialogs in every world, breadth first, and notes what must not happen on the way. */
export class Exploration {
  readonly graph: ConversationGraph
  readonly walk = new Walk()
  readonly worlds = new Worlds(worldKey)
  readonly breaches = new Breaches()
  /** First states by the dialog that began there. */
  readonly starts: { readonly dialog: string; readonly state: number }[] = []
  private readonly queue: number[] = []
  private readonly answered = new Map<string, readonly { readonly answered: Answered; readonly world: number }[]>()
  private readonly compared = new Set<number>()

  constructor(readonly exploring: Exploring) {
    this.graph = new ConversationGraph(exploring.program, exploring.utterances)
  }

  run(): void {
    this.begin(this.worlds.number(anyWorld))
    for (let at = 0; at < this.queue.length; at++) {
      if (at % PROGRESS_EVERY === 0 && at > 0) this.exploring.progress(`${at} states, ${this.queue.length - at} waiting, ${this.graph.size} conversations`)
      this.expand(this.queue[at] ?? 0)
    }
  }

  private begin(world: number): void {
    for (const dialog of Object.values(this.exploring.program.dialogs)) {
      for (const intent of dialog.startsOn) {
        for (const known of [false, true]) {
          const answer = opening(intent, known, this.exploring.utterances)
          const via: Via = { from: -1, answer, phone: [], waits: false }
          for (const outcome of this.turn(this.graph.begin(answer), world, via)) this.reach(outcome, via, dialog.id)
        }
      }
    }
  }

  private reach({ conversation, world, broke }: Outcome, via: Via, startOf?: string): number {
    if (broke) return END
    const { id, isNew } = this.walk.enter(conversation, world, via)
    if (isNew) this.queue.push(id)
    if (startOf !== undefined) this.starts.push({ dialog: startOf, state: id })
    return id
  }

  private expand(id: number): void {
    const conversation = this.walk.conversations.at(id)
    const world = this.worlds.at(this.walk.worlds.at(id))
    const breadth = this.breadth(id)
    if (breadth === null) return
    if (breadth === 'full' || breadth === 'plain' || breadth === 'worn') this.walk.whole.set(id, 1)
    const state = this.graph.state(conversation)
    const advised = state.frames.flatMap((frame) => own(own(this.exploring.program.dialogs, frame.dialog)?.nodes ?? {}, frame.node)?.advises ?? [])
    const done = deeds(world, advised).filter(({ waits }) => !waits || breadth === 'full' || breadth === 'retrying')
    const edges: number[] = []
    for (const step of this.graph.steps(conversation, breadth)) {
      for (const deed of deedsBefore(step.answer, done)) edges.push(...this.follow(id, step, deed))
    }
    this.mendSense(edges)
  }

  /** How much is tried here; null where the same was walked in another world and nothing here hangs on the world. */
  private breadth(id: number): Breadth | null {
    const conversation = this.walk.conversations.at(id)
    const state = this.graph.state(conversation)
    const frame = state.frames.at(-1)
    const known = this.met.has(conversation)
    this.met.add(conversation)
    if (state.escalated !== null || (!frame && state.prompt?.kind !== 'agenda')) return known ? null : 'idle'
    const { account } = this.worlds.at(this.walk.worlds.at(id))
    const passedBefore = (account !== null && state.proof === 'none') || state.slots.account_id === REFS.other || (state.agenda.length > 0 && !state.prompt)
    if (passedBefore) return known ? null : 'crossing'
    if (state.silences > 0 || (frame?.open?.asked ?? 1) > 1) return known ? 'again' : 'worn'
    if (this.isHome(state.frames, account)) return known ? 'retrying' : 'full'
    return known ? 'again' : 'plain'
  }
  private readonly met = new Set<number>()
  private readonly homes = new Map<string, string>()

  /** What a dialog that was called does hangs on nothing beneath it, so wrong values are tried where it is met first. */
  private isHome(frames: State['frames'], account: Account | null): boolean {
    const frame = frames.at(-1)
    if (!frame || frame.role === 'topic') return true
    const beneath = frames.slice(0, -1).map(({ dialog }) => dialog)
    const place = `${beneath.join('>')}${account === null ? '' : accountKey(account)}`
    const home = this.homes.get(frame.dialog) ?? place
    this.homes.set(frame.dialog, home)
    return home === place
  }

  private follow(id: number, { answer, segment }: Step, deed: Deed): readonly number[] {
    const via: Via = { from: id, answer, phone: deed.phone, waits: deed.waits }
    const outcomes = this.turn(segment, this.worlds.number(deed.world), via)
    const targets = outcomes.map((outcome) => {
      const known = answer.returns && !outcome.worked
      const next = known && outcome.conversation === this.walk.conversations.at(id) ? id : this.reach(outcome, via)
      return outcome.ended || outcome.escalated || outcome.left || outcome.broke ? END : next
    })
    const edge = this.walk.edge(id, useOf(answer, outcomes, deed), targets)
    const told = outcomes.flatMap((outcome) => outcome.told)
    if (told.length > 0) this.told.set(edge, told)
    return [edge]
  }
  readonly told = new Map<number, readonly string[]>()

  /** Where every option brings a person, that is what the question is for; where nothing sensible is left, asking for one is. */
  private mendSense(edges: readonly number[]): void {
    const has = (use: number): boolean => edges.some((edge) => (this.walk.edgeUse.at(edge) & use) !== 0)
    if (has(EDGE.sensible)) return
    const rather = has(EDGE.answers) && edges.some((edge) => isAll(this.walk.edgeUse.at(edge), EDGE.answers | EDGE.escalates)) ? EDGE.answers : EDGE.human
    for (const edge of edges) if (this.walk.edgeUse.at(edge) & rather) this.walk.edgeUse.set(edge, this.walk.edgeUse.at(edge) | EDGE.sensible)
  }

  /** Carries a turn through to where it waits for the user again. */
  private turn(segment: Segment, world: number, via: Via): readonly Outcome[] {
    const turns = via.from < 0 ? 1 : this.walk.depths.at(via.from) + 1
    return this.goOn(segment, world, { ended: false, escalated: false, left: false, worked: false, outOfReach: false, told: [], via, turns })
  }

  private goOn(segment: Segment, worldBefore: number, before: Turn): readonly Outcome[] {
    const world = segment.accountChanged || segment.proofEnded ? this.worlds.number(afresh(this.worlds.at(worldBefore))) : worldBefore
    this.judge(segment, world, before)
    const turn: Turn = {
      ...before,
      ended: before.ended || segment.topicEnded,
      escalated: before.escalated || segment.escalated,
      left: before.left || segment.left,
      told: segment.told.length === 0 && segment.entered.length === 0 ? before.told : [...before.told, ...segment.told, ...tellsOf(segment)],
    }
    const { work, proof } = this.graph.state(segment.next)
    if (!work || segment.fault !== null) return [{ ...turn, conversation: segment.next, world, broke: segment.fault !== null }]
    if (proof === 'none' && !this.compared.has(segment.next)) this.compare(segment.next, turn)
    return this.answers(segment.next, world).flatMap(({ answered, world: after }) =>
      this.goOn(this.graph.afterWork(segment.next, answered), after, {
        ...turn,
        worked: true,
        outOfReach: turn.outOfReach || (work.args.code === REFS.right && answered.outcome === 'wrong'),
      }),
    )
  }

  private answers(conversation: number, world: number): readonly { readonly answered: Answered; readonly world: number }[] {
    const key = `${conversation}/${world}`
    const known = this.answered.get(key)
    if (known) return known
    const { work, proof } = this.graph.state(conversation)
    if (!work) return []
    const outside = { states: this.exploring.states, signatures: this.exploring.program.signatures }
    const answers = answerWork(outside, this.worlds.at(world), work, proof).map((answered) => ({ answered, world: this.worlds.number(answered.world) }))
    this.answered.set(key, answers)
    return answers
  }

  /** Holds one step of the engine against what must never happen. */
  private judge(segment: Segment, world: number, { via, turns }: Turn): void {
    const found = (kind: 'ring' | 'unproven_work' | 'contradiction', place: Place, message: string, account: Account | null = this.worlds.at(world).account): void =>
      this.breaches.add({ kind, place, message, via, turns, account })
    if (segment.fault !== null) found('ring', placeOf(this.graph.state(segment.next)), segment.fault)
    if (segment.unproven) found('unproven_work', segment.unproven, 'work on an account is asked for without proof of ownership')
    if (segment.tooManyRounds) found('ring', segment.tooManyRounds, 'a remedy is begun for the third time')
    for (const place of segment.entered) {
      if (!place.proven || place.advises.length === 0) continue
      for (const account of candidates(this.worlds.at(world), this.exploring.states)) {
        const forbidden = forbiddenAdvice(account)
        const against = place.advises.find((advice) => forbidden.has(advice))
        if (against !== undefined) found('contradiction', place, `advises "${against}" to the owner of an account that is ${forbidden.get(against)}`, account)
      }
    }
  }

  /** What is said before the proof may not depend on the account. */
  private compare(conversation: number, { via, turns }: Turn): void {
    this.compared.add(conversation)
    const { work } = this.graph.state(conversation)
    const signature = work ? signatureOf(this.exploring.program.signatures, work.kind, work.name) : undefined
    if (!work || !signature || signature.proof !== 'none' || !isOnAccount(work)) return
    const found = shownDifferently(this.graph, conversation, { states: this.exploring.states, signatures: this.exploring.program.signatures })
    if (found) this.breaches.add({ kind: 'disclosure', place: placeOf(this.graph.state(conversation)), message: found.message, via, turns, account: found.account })
  }
}

const isAll = (use: number, wanted: number): boolean => (use & wanted) === wanted

/** Deeds go before answers to the question; waiting only before what a code matters to. */
function deedsBefore({ kind }: Answer, done: readonly Deed[]): readonly Deed[] {
  return kind === 'option' || kind === 'entity' ? done : done.slice(0, 1)
}

/** What was told by the way: the facts of the nodes that were entered with proof. */
const tellsOf = ({ entered }: Segment): readonly string[] => entered.flatMap(({ proven, source }) => (proven ? source : []))

function useOf(answer: Answer, outcomes: readonly Outcome[], deed: Deed): number {
  const escalates = outcomes.every(({ escalated }) => escalated) ? EDGE.escalates : 0
  switch (answer.kind) {
    case 'option': {
      const asksForPerson = outcomes.every(({ escalated, worked }) => escalated && !worked)
      return EDGE.answers | escalates | (asksForPerson ? 0 : EDGE.sensible)
    }
    case 'entity':
      return EDGE.answers | escalates | (deed.waits || outcomes.some(({ outOfReach }) => outOfReach) ? 0 : EDGE.sensible)
    case 'wrong_entity':
      return escalates
    case 'invalid':
    case 'nonsense':
      return EDGE.nonsense | escalates
    case 'silence':
      return EDGE.silence | escalates
    case 'human':
      return EDGE.human | escalates
    case 'proof_ends':
    case 'aside':
    case 'topic':
      return escalates
  }
}
