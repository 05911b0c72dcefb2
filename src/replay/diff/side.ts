import type { Account } from '../../accounts/model.js'
import type { Program } from '../../dialog/program.js'
import { expected } from '../../engine/expected.js'
import type { State } from '../../engine/state.js'
import { own } from '../../shared/own.js'
import type { AccountState } from '../explore/accountStates.js'
import type { Answer, Utterances } from '../explore/answers.js'
import { ConversationGraph } from '../explore/graph.js'
import type { Segment } from '../explore/segment.js'
import { WORLDS } from '../explore/walk.js'
import { afresh, answerWork, type Deed, deeds, isOnAccount, type Outside, type World } from '../explore/world.js'
import type { Worlds } from '../explore/worlds.js'

/** What one turn did, as far as two revisions are held against each other. */
export type Did = {
  readonly nodes: readonly string[]
  /** `check name: outcome` and `act name: outcome`, in order. */
  readonly works: readonly string[]
  readonly advice: readonly string[]
  readonly found: readonly string[]
  /** How the conversation ended; null while it goes on. */
  readonly end: string | null
  readonly proof: boolean
}

/** One way in which a turn can come out. */
export type Outcome = {
  readonly conversation: number
  readonly world: World
  readonly did: Did
  /** What the outside was free to answer, so that both revisions are answered alike. */
  readonly picks: readonly string[]
  /** The account, as it was before, where this turn was the first to look at it. */
  readonly origin: Account | null
  readonly codeFor: string | null
}

/** One revision: its program, and every conversation on it that was met. */
export class Side {
  private readonly outside: Outside
  private readonly carried = new Map<number, readonly Outcome[]>()
  private readonly segments = new Map<Answer, Segment>()
  private readonly advised = new Map<number, readonly string[]>()
  private readonly tried = new Map<number, readonly Answer[]>()
  private readonly answered = new Map<number, readonly Answer[]>()

  constructor(
    readonly program: Program,
    states: readonly AccountState[],
    private readonly utterances: Utterances,
    readonly worlds: Worlds<World>,
    private readonly graph = new ConversationGraph(program, utterances),
  ) {
    this.outside = { states, signatures: program.signatures }
  }

  /** The same conversations, as far as they go with these accounts. */
  withOnly(states: readonly AccountState[]): Side {
    return new Side(this.program, states, this.utterances, this.worlds, this.graph)
  }

  state(conversation: number): State {
    return this.graph.state(conversation)
  }

  /** What somebody may answer here who wants to be helped: each option, the right value. */
  answers(conversation: number): readonly Answer[] {
    const known = this.answered.get(conversation)
    if (known) return known
    const answers = this.graph.answers(conversation, 'crossing').filter(({ kind }) => kind !== 'human')
    this.answered.set(conversation, answers)
    return answers
  }

  /** The same, and what goes wrong: another code than the right one, and words that mean nothing. */
  trials(conversation: number): readonly Answer[] {
    const known = this.tried.get(conversation)
    if (known) return known
    const isCodeAsked = expected(this.program, this.state(conversation)).kind === 'code'
    const wrong = isCodeAsked ? this.graph.answers(conversation, 'retrying').filter(({ kind }) => kind === 'wrong_entity') : []
    const nonsense = this.graph.answers(conversation, 'idle').filter(({ kind }) => kind === 'nonsense')
    const trials = [...this.answers(conversation), ...wrong, ...nonsense]
    this.tried.set(conversation, trials)
    return trials
  }

  /** What is done on the phone before the next answer: nothing, or what was advised last. */
  deeds(conversation: number, world: World): readonly Deed[] {
    return deeds(world, this.advisedAt(conversation), false)
  }

  private advisedAt(conversation: number): readonly string[] {
    const known = this.advised.get(conversation)
    if (known) return known
    const { frames } = this.state(conversation)
    const advised = frames.flatMap(({ dialog, node }) => own(own(this.program.dialogs, dialog)?.nodes ?? {}, node)?.advises ?? [])
    this.advised.set(conversation, advised)
    return advised
  }

  begin(answer: Answer, world: World): readonly Outcome[] {
    return this.carry(this.graph.begin(answer), world)
  }

  turn(conversation: number, answer: Answer, world: World): readonly Outcome[] {
    return this.carry(this.segment(conversation, answer), world)
  }

  /** What a turn does before any work is done, and the conversation that then waits for it; null where no work is asked for. */
  workAfter(conversation: number, answer: Answer): { readonly did: Did; readonly waiting: number } | null {
    const segment = this.segment(conversation, answer)
    const state = this.state(segment.next)
    return segment.fault === null && state.work ? { did: didIn(segment, state), waiting: segment.next } : null
  }

  /** `answer` is one of those that were told for this conversation, so it stands for it too. */
  private segment(conversation: number, answer: Answer): Segment {
    const known = this.segments.get(answer)
    const segment = known ?? this.graph.answer(conversation, answer)
    if (!known) this.segments.set(answer, segment)
    return segment
  }

  /** Carries a turn through all the work that it sets off, to where it waits for the user again. */
  private carry(segment: Segment, before: World): readonly Outcome[] {
    const world = segment.accountChanged || segment.proofEnded ? afresh(before) : before
    const did = didIn(segment, this.state(segment.next))
    if (segment.fault !== null || !this.state(segment.next).work)
      return [{ conversation: segment.next, world, did, picks: [], origin: null, codeFor: null }]
    return this.afterWork(segment.next, world).map((rest) => ({ ...rest, did: joined(did, rest.did) }))
  }

  private afterWork(conversation: number, world: World): readonly Outcome[] {
    const key = conversation * WORLDS + this.worlds.number(world)
    const known = this.carried.get(key)
    if (known) return known
    const { work, proof } = this.state(conversation)
    if (!work) return []
    const possible = answerWork(this.outside, world, work, proof)
    const isFree = possible.length > 1 && !isOnAccount(work) && possible.every((one) => one.world === world)
    const outcomes = possible.flatMap((answered) => {
      const worked = `${work.kind} ${work.name}: ${answered.outcome}`
      const codeFor = work.args.code === undefined ? null : work.name
      const origin = world.account === null ? (answered.origin ?? null) : null
      return this.carry(this.graph.afterWork(conversation, answered), answered.world).map((rest) => ({
        ...rest,
        did: { ...rest.did, works: [worked, ...rest.did.works] },
        picks: isFree ? [worked, ...rest.picks] : rest.picks,
        origin: origin ?? rest.origin,
        codeFor: codeFor ?? rest.codeFor,
      }))
    })
    this.carried.set(key, outcomes)
    return outcomes
  }
}

/** What one call of the engine did, and whether anything is under way behind it. */
export function didIn(
  { entered, found, fault, topicEnded, outcome, escalated, queue, left }: Omit<Segment, 'next'>,
  { frames, proof, prompt }: State,
): Did {
  const isIdle = frames.length === 0 && prompt?.kind !== 'clarify' && prompt?.kind !== 'agenda'
  const end =
    fault !== null
      ? 'a ring that never waits'
      : escalated
        ? `escalated to ${queue}`
        : topicEnded
          ? `ended ${outcome}`
          : left
            ? 'left'
            : isIdle
              ? 'nothing under way'
              : null
  return {
    nodes: entered.map(({ dialog, node }) => `${dialog}/${node}`),
    works: [],
    advice: entered.flatMap(({ advises }) => advises),
    found,
    end,
    proof: proof !== 'none',
  }
}

/** An end that came before further work stays the end of the turn. */
export const joined = (first: Did, rest: Did): Did => ({
  nodes: [...first.nodes, ...rest.nodes],
  works: [...first.works, ...rest.works],
  advice: [...first.advice, ...rest.advice],
  found: [...first.found, ...rest.found],
  end: first.end === 'nothing under way' ? rest.end : (first.end ?? rest.end),
  proof: rest.proof,
})
