import type { Program } from '../../dialog/program.js'
import type { State } from '../../engine/state.js'
import { own } from '../../shared/own.js'
import type { AccountState } from './accountStates.js'
import { type Answer, opening, type Utterances, unclearOpening } from './answers.js'
import { Breaches } from './breaches.js'
import { breadthIn, isAbroad } from './breadth.js'
import { ConversationGraph, type Step } from './graph.js'
import { Groups, type GroupWorld, groupKey } from './groups.js'
import { quietIn } from './quiet.js'
import { isHelpless, useOf } from './sense.js'
import { type Settled, Settling, viaTo } from './settle.js'
import { type Share, topicsOf } from './topics.js'
import { EDGE, END, type Via, viaAfter, Walk } from './walk.js'
import { type Deed, isOnAccount } from './world.js'
import { Worlds } from './worlds.js'

export type Exploring = {
  readonly program: Program
  readonly states: readonly AccountState[]
  readonly utterances: Utterances
  /** The conversations that are walked. */
  readonly share: Share
  progress(text: string): void
}

type Chance = { readonly world: GroupWorld; readonly isNew: boolean; readonly done: readonly Deed<GroupWorld>[] }

const PROGRESS_EVERY = 50_000

/** Walks every state of all dialogs in every world, breadth first, and notes what must not happen on the way. */
export class Exploration {
  readonly graph: ConversationGraph
  readonly walk = new Walk()
  readonly worlds = new Worlds<GroupWorld>(groupKey)
  readonly breaches = new Breaches()
  /** The first way to each node, edge and way out, by its name. */
  readonly walked = new Map<string, Via>()
  private readonly queue: number[] = []
  private readonly met = new Set<number>()
  /** Conversations in which others were tried to change the account before a look at it. */
  private readonly watched = new Set<number>()
  private readonly homes = new Map<string, string>()
  private readonly callers = new Set<string>()
  /** States that another share begins with. */
  private readonly begunElsewhere = new Set<number>()
  private readonly isQuiet: (state: State) => boolean
  readonly groups: Groups
  readonly settling: Settling<GroupWorld>

  constructor(readonly exploring: Exploring) {
    const { program, states, utterances, share } = exploring
    const further = topicsOf(program).filter(({ dialog }) => share.dialogs.includes(dialog))
    this.graph = new ConversationGraph(program, utterances, further)
    const outside = { states, signatures: program.signatures }
    this.groups = new Groups(outside)
    this.isQuiet = quietIn(program)
    const { graph, worlds, breaches, walked, groups: surroundings } = this
    this.settling = new Settling<GroupWorld>({ program, outside, surroundings, graph, worlds, breaches, walked })
  }

  run(): void {
    this.begin()
    for (let at = 0; at < this.queue.length; at++) {
      if (at > 0 && at % PROGRESS_EVERY === 0) this.exploring.progress(`${at} states, ${this.queue.length - at} waiting`)
      this.expand(this.queue[at] ?? 0)
    }
  }

  private begin(): void {
    const { program, utterances, share } = this.exploring
    const dialogs = Object.values(program.dialogs)
    const intents = dialogs.flatMap(({ startsOn }) => startsOn)
    const openings = (isHere: boolean): readonly Answer[] =>
      dialogs
        .filter(({ id }) => share.dialogs.includes(id) === isHere)
        .flatMap(({ startsOn }) => startsOn.flatMap((intent) => [false, true].map((known) => opening(intent, known, utterances))))
    for (const answer of openings(true)) this.open(answer)
    if (!share.unclear) return
    for (const answer of openings(false)) for (const id of this.open(answer)) this.begunElsewhere.add(id)
    this.open(unclearOpening(intents, utterances))
  }

  private open(answer: Answer): readonly number[] {
    const via = viaAfter(null, answer)
    return this.settling.turn(this.graph.begin(answer), this.groups.start, via).map((settled) => this.reach(settled, via))
  }

  private reach(settled: Settled, via: Via): number {
    if (settled.broke) return END
    const { conversation } = settled
    const world = this.worlds.number(this.asItMatters(this.graph.state(conversation), this.worlds.at(settled.world)))
    const known = this.walk.known(conversation, world)
    if (known !== undefined) return known
    const id = this.walk.add(conversation, world, viaTo(via, settled))
    this.queue.push(id)
    return id
  }

  /** The world without what makes no difference here. */
  private asItMatters(state: State, world: GroupWorld): GroupWorld {
    const { frames, agenda } = state
    // Where nothing is under way, codes that were sent make no difference any more.
    if (frames.length === 0 && agenda.length === 0) return this.groups.afresh(world)
    // Tries that fail are counted up where the dialog was met first; elsewhere one stands for all.
    if (world.verifying.wrongs < 2 || !isAbroad(state, this.sight(world), this.homes)) return world
    return { ...world, verifying: { ...world.verifying, wrongs: 1 } }
  }

  private sight(world: GroupWorld) {
    return { looked: !this.groups.isAny(world), account: String(world.group) }
  }

  private expand(id: number): void {
    if (this.begunElsewhere.has(id)) return
    const conversation = this.walk.conversations.at(id)
    const world = this.worlds.at(this.walk.worlds.at(id))
    const state = this.graph.state(conversation)
    const breadth = breadthIn(state, this.sight(world), {
      known: this.met.has(conversation),
      quiet: this.isQuiet(state),
      homes: this.homes,
      callers: this.callers,
    })
    this.met.add(conversation)
    this.walk.breadths[id] = breadth
    if (breadth === null) return
    const advised = state.frames.flatMap((frame) => own(own(this.exploring.program.dialogs, frame.dialog)?.nodes ?? {}, frame.node)?.advises ?? [])
    const done = this.groups.deeds(world, advised, breadth === 'full' || breadth === 'retrying')
    const isNew = !this.groups.isAny(world) && !this.watched.has(conversation)
    if (isNew) this.watched.add(conversation)
    const edges: number[] = []
    for (const step of this.graph.steps(conversation, breadth)) {
      for (const deed of this.deedsBefore(step, { world, isNew, done })) edges.push(this.follow(id, step, deed))
    }
    this.mendSense(edges, isHelpless(state, world))
  }

  /** Deeds go before answers to the question; what others may have done meanwhile, before acts, and before a look where the conversation is new. */
  private deedsBefore({ answer, segment }: Step, { world, isNew, done }: Chance): readonly Deed<GroupWorld>[] {
    if (answer.kind !== 'option' && answer.kind !== 'entity') return done.slice(0, 1)
    const { work } = this.graph.state(segment.next)
    const isSeen = work && isOnAccount(work) && (work.kind === 'act' || isNew)
    return isSeen ? [...done, ...this.groups.meanwhile(world, work)] : done
  }

  private follow(id: number, { answer, segment }: Step, deed: Deed<GroupWorld>): number {
    const via = viaAfter(this.walk.via(id), answer, deed)
    const outcomes = this.settling.turn(segment, deed.world, via)
    const targets = outcomes.map((settled) => {
      const next = this.reach(settled, via)
      return settled.ended || settled.escalated || settled.left || settled.broke ? END : next
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
    const isLeft = edges.some((edge) => (edgeUse.at(edge) & EDGE.sensible) !== 0)
    if (helpless) mend(EDGE.answers | EDGE.human)
    else if (!isLeft) mend(escalating.some((edge) => (edgeUse.at(edge) & EDGE.answers) !== 0) ? EDGE.answers : EDGE.human)
  }
}
