import { covers, type Program, type Proof, signatureOf } from '../../dialog/program.js'
import { advance } from '../../engine/advance.js'
import type { Event } from '../../engine/events.js'
import { evolve } from '../../engine/evolve.js'
import type { Input, WorkResult } from '../../engine/inputs.js'
import { blank, type State, topFrame } from '../../engine/state.js'
import { own } from '../../shared/own.js'
import { type Answer, answersIn, type Breadth, type Utterances } from './answers.js'
import { stateKey } from './key.js'
import { type Liveness, livenessOf, sharedSlots } from './liveness.js'

export type Place = { readonly dialog: string; readonly node: string }

/** What one call of the engine led to, and the state afterwards by its number. */
export type Segment = {
  readonly next: number
  readonly entered: readonly (Place & { readonly advises: readonly string[]; readonly proven: boolean; readonly source: readonly string[] })[]
  /** Facts told as findings. */
  readonly told: readonly string[]
  readonly topicEnded: boolean
  readonly escalated: boolean
  readonly left: boolean
  readonly proofEnded: boolean
  readonly accountChanged: boolean
  /** Work on an account that was asked for without the proof that it needs. */
  readonly unproven: Place | null
  /** A remedy was begun once too often. */
  readonly tooManyRounds: Place | null
  /** The engine refused to go on. */
  readonly fault: string | null
}

type Conversation = { readonly state: State; readonly steps: Map<string, Segment>; readonly answers: Map<Breadth, readonly Step[]> }
/** An answer and what comes of it, before any work is done. */
export type Step = { readonly answer: Answer; readonly segment: Segment }

const MAX_TREATED = 2

/**
 * All conversations as far as they differ for what may follow, numbered. Independent of accounts: work is answered by the caller, so one
 * call of the engine serves every account for which the conversation looks alike.
 */
export class ConversationGraph {
  readonly entered = new Set<string>()
  private readonly ids = new Map<string, number>()
  private readonly conversations: Conversation[] = []
  private readonly live: Liveness
  private readonly shared: readonly string[]
  private readonly aired = new Set<string>()

  constructor(
    private readonly program: Program,
    private readonly utterances: Utterances,
  ) {
    this.live = livenessOf(program)
    this.shared = sharedSlots(program)
  }

  get size(): number {
    return this.conversations.length
  }

  state(id: number): State {
    return this.conversation(id).state
  }

  /** Answers to the first state of a conversation. */
  begin(answer: Answer): Segment {
    return this.run(blank, answer.input)
  }

  steps(id: number, breadth: Breadth): readonly Step[] {
    const conversation = this.conversation(id)
    const known = conversation.answers.get(breadth)
    if (known) return known
    const steps = distinct(id, answersIn(this.program, conversation.state, breadth, this.utterances).flatMap((answer) => this.tried(conversation.state, answer)))
    conversation.answers.set(breadth, steps)
    return steps
  }

  afterWork(id: number, result: WorkResult): Segment {
    const { state, steps } = this.conversation(id)
    const known = steps.get(result.outcome)
    if (known) return known
    const segment = this.run(state, { type: 'work_done', at: 0, name: state.work?.name ?? '', result })
    steps.set(result.outcome, segment)
    return segment
  }

  /** What is shown when the work ends like this, for comparison. */
  shownAfter(id: number, result: WorkResult): readonly Extract<Event, { type: 'said' }>[] {
    const { state } = this.conversation(id)
    return advance(this.program, state, { type: 'work_done', at: 0, name: state.work?.name ?? '', result }).flatMap((event) => (event.type === 'said' ? [event] : []))
  }

  /** A new topic, or a dialog called in between, is walked from the first place of its kind only: it goes on alike from the others. */
  private tried(state: State, answer: Answer): readonly Step[] {
    const segment = this.run(state, answer.input)
    const next = this.conversation(segment.next).state
    const called = answer.kind === 'aside' && next.frames.length > state.frames.length
    const switched = answer.kind === 'topic' || (answer.kind === 'aside' && segment.accountChanged)
    if (!called && !switched) return [{ answer, segment }]
    const shape = `${answer.kind}${JSON.stringify(answer.write)}${state.proof}${state.frames.map(({ dialog }) => dialog).join('>')}`
    if (this.aired.has(shape)) return []
    this.aired.add(shape)
    return [{ answer: { ...answer, returns: false }, segment }]
  }

  private run(state: State, input: Input): Segment {
    const events = this.events(state, input)
    if (typeof events === 'string') return { ...NOTHING, next: this.intern(state), fault: events }
    const watch = new Watch(this.program, state)
    for (const event of events) watch.see(event)
    for (const { dialog, node } of watch.entered) this.entered.add(`${dialog}/${node}`)
    return { ...NOTHING, ...watch.seen, entered: watch.entered, told: watch.told, next: this.intern(watch.state) }
  }

  private events(state: State, input: Input): readonly Event[] | string {
    try {
      return advance(this.program, state, input)
    } catch (error) {
      if (error instanceof Error && /hops without waiting/.test(error.message)) return error.message
      throw error
    }
  }

  private intern(state: State): number {
    const key = stateKey(this.live, this.shared, state)
    const known = this.ids.get(key)
    if (known !== undefined) return known
    this.ids.set(key, this.conversations.length)
    return this.conversations.push({ state, steps: new Map(), answers: new Map() }) - 1
  }

  private conversation(id: number): Conversation {
    const found = this.conversations[id]
    if (!found) throw new Error(`expected a conversation numbered ${id}, found ${this.conversations.length} of them`)
    return found
  }
}

const NOTHING: Segment = {
  next: -1,
  entered: [],
  told: [],
  topicEnded: false,
  escalated: false,
  left: false,
  proofEnded: false,
  accountChanged: false,
  unproven: null,
  tooManyRounds: null,
  fault: null,
}

/** Watches the events of one call go by, with the state at each of them. */
class Watch {
  readonly entered: Segment['entered'][number][] = []
  readonly told: string[] = []
  seen: Partial<Segment> = {}

  constructor(
    private readonly program: Program,
    public state: State,
  ) {}

  see(event: Event): void {
    this.note(event, this.state.proof)
    this.state = evolve(this.state, event)
  }

  private note(event: Event, held: Proof): void {
    switch (event.type) {
      case 'node_entered': {
        const { advises = [], source = [] } = this.node(event) ?? {}
        this.entered.push({ dialog: event.dialog, node: event.node, advises, source, proven: held !== 'none' })
        return
      }
      case 'findings_told':
        for (const { check, outcome, state } of event.checks) if (state === 'found') this.told.push(...this.sourcesOf(event, check, outcome))
        return
      case 'dialog_ended':
        if (event.role === 'topic') this.mark({ topicEnded: true })
        return
      case 'dialogs_left':
        if (event.why === 'silence' || event.why === 'leave') this.mark({ left: true })
        return
      case 'escalated':
        return this.mark({ escalated: true })
      case 'proof_ended':
        return this.mark({ proofEnded: true })
      case 'account_changed':
      case 'account_forgotten':
        return this.mark({ accountChanged: true })
      case 'work_requested': {
        const needed = signatureOf(this.program.signatures, event.kind, event.name)?.proof ?? 'none'
        if (!covers(held, needed)) this.mark({ unproven: this.here() })
        return
      }
      case 'finding_taken':
        if ((topFrame(this.state)?.diagnosis?.round ?? 0) > MAX_TREATED) this.mark({ tooManyRounds: { dialog: this.here().dialog, node: event.advisesFrom } })
        return
      default:
    }
  }

  private mark(seen: Partial<Segment>): void {
    this.seen = { ...this.seen, ...seen }
  }

  private here(): Place {
    return placeOf(this.state)
  }

  private node({ dialog, node }: Place) {
    return own(own(this.program.dialogs, dialog)?.nodes ?? {}, node)
  }

  /** The facts that the remedy of a finding encodes. */
  private sourcesOf(place: Place, check: string, outcome: string): readonly string[] {
    const exit = this.node(place)?.exit
    if (exit?.kind !== 'diagnose') return []
    const remedy = own(exit.readings.find((reading) => reading.check === check)?.finds ?? {}, outcome)
    return (remedy && this.node({ dialog: place.dialog, node: remedy.goto })?.source) ?? []
  }
}

/** Where a conversation stands. */
export function placeOf({ frames, prompt }: State): Place {
  const frame = frames.at(-1)
  return frame ? { dialog: frame.dialog, node: frame.node } : { dialog: prompt ? `(${prompt.kind})` : '(idle)', node: '' }
}

/** One of several answers that come to the same is enough; one that changes nothing leads nowhere. */
function distinct(id: number, steps: readonly Step[]): readonly Step[] {
  const seen = new Set<string>()
  return steps.filter(({ answer, segment }) => {
    if (answer.returns && segment.next === id && segment.fault === null) return false
    const kept = answer.kind === 'aside' || answer.kind === 'option' ? 'any' : answer.kind
    const same = `${kept}:${segment.next}:${segment.escalated}${segment.topicEnded}${segment.left}${segment.fault}`
    if (seen.has(same)) return false
    seen.add(same)
    return true
  })
}
