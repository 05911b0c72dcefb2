import type { Program } from '../../dialog/program.js'
import { advance } from '../../engine/advance.js'
import type { Event } from '../../engine/events.js'
import type { Input, WorkResult } from '../../engine/inputs.js'
import { blank, type State } from '../../engine/state.js'
import { type Answer, answersIn, type Breadth, type Language, type Utterances } from './answers.js'
import { stateKey } from './key.js'
import { type Liveness, livenessOf, sharedSlots } from './liveness.js'
import { passagesOf } from './passages.js'
import { brokenSegment, type Segment, segmentOf } from './segment.js'
import type { Topic } from './topics.js'

type Conversation = { readonly state: State; readonly steps: Map<string, Segment>; readonly answers: Map<Breadth, readonly Step[]> }
/** An answer and what comes of it, before any work is done. */
export type Step = { readonly answer: Answer; readonly segment: Segment }

/**
 * All conversations as far as they differ for what may follow, numbered. Independent of accounts: work is answered by the caller, so one
 * call of the engine serves every account for which the conversation looks alike.
 */
export class ConversationGraph {
  private readonly ids = new Map<string, number>()
  private readonly conversations: Conversation[] = []
  private readonly live: Liveness
  private readonly language: Language
  private readonly shared: readonly string[]
  private readonly aired = new Set<string>()

  constructor(
    private readonly program: Program,
    utterances: Utterances,
    /** The topics that are begun where nothing is under way any more. */
    further: readonly Topic[] = [],
  ) {
    this.language = { program, utterances, further, passages: passagesOf(program) }
    this.live = livenessOf(program)
    this.shared = sharedSlots(program)
  }

  state(id: number): State {
    return this.conversation(id).state
  }

  /** Answers to the first state of a conversation. */
  begin(answer: Answer): Segment {
    return this.run(blank, answer.input)
  }

  /** What this answer comes to here. Taps go to the question that is open here, whatever its id is elsewhere. */
  answer(id: number, { kind, input, write }: Answer): Segment {
    const { state, steps } = this.conversation(id)
    const isEarly = input.type === 'said' && input.open === null
    const key = `${kind}:${JSON.stringify(write)}${isEarly}`
    const known = steps.get(key)
    if (known) return known
    const segment = this.run(state, input)
    steps.set(key, segment)
    return segment
  }

  answers(id: number, breadth: Breadth): readonly Answer[] {
    return answersIn(this.language, this.state(id), breadth)
  }

  steps(id: number, breadth: Breadth): readonly Step[] {
    const conversation = this.conversation(id)
    const known = conversation.answers.get(breadth)
    if (known) return known
    const steps = distinct(
      id,
      this.answers(id, breadth).flatMap((answer) => this.tried(id, answer)),
    )
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
    return advance(this.program, state, { type: 'work_done', at: 0, name: state.work?.name ?? '', result }).flatMap((event) =>
      event.type === 'said' ? [event] : [],
    )
  }

  /** A new topic, or a dialog called in between, is walked from the first place of its kind only: it goes on alike from the others. */
  private tried(id: number, answer: Answer): readonly Step[] {
    const { state } = this.conversation(id)
    const segment = this.answer(id, answer)
    const next = this.conversation(segment.next).state
    const called = answer.kind === 'aside' && next.frames.length > state.frames.length
    const switched = answer.kind === 'topic' || (answer.kind === 'aside' && segment.accountChanged)
    if (!called && !switched) return [{ answer, segment }]
    // Where nothing is under way, what the conversation knows is all that a topic can begin with.
    const known = state.frames.length === 0 ? this.shared.map((slot) => state.slots[slot] ?? '').join() : ''
    const shape = `${known}${answer.kind}${JSON.stringify(answer.write)}${state.proof}${state.frames.map(({ dialog }) => dialog).join('>')}`
    if (this.aired.has(shape)) return []
    this.aired.add(shape)
    return [{ answer: { ...answer, returns: false }, segment }]
  }

  private run(state: State, input: Input): Segment {
    const events = this.events(state, input)
    if (typeof events === 'string') return brokenSegment(this.intern(state), events)
    const { seen, after } = segmentOf(this.program, state, events)
    return { ...seen, next: this.intern(after) }
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

/** One of several answers that come to the same is enough; one that changes nothing leads nowhere. */
function distinct(id: number, steps: readonly Step[]): readonly Step[] {
  const seen = new Set<string>()
  return steps.filter(({ answer, segment }) => {
    if (answer.returns && segment.next === id && segment.fault === null) return false
    const kept = answer.kind === 'aside' || answer.kind === 'option' ? 'any' : answer.kind
    const same = `${kept}:${segment.next}:${segment.escalated}${segment.topicEnded}${segment.left}${segment.fault}:${segment.walked.join()}`
    if (seen.has(same)) return false
    seen.add(same)
    return true
  })
}
