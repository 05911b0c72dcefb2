import { readState } from '../conversations/readState.js'
import type { Program } from '../dialog/program.js'
import type { Event } from '../engine/events.js'
import type { Input } from '../engine/inputs.js'
import { blank, openQuestion, type State } from '../engine/state.js'
import type { Conversation, WaitingInput } from '../storage/records.js'
import type { Arrival, Turns } from './arrival.js'
import { accountHashOf, type Claim, type Commit, commit, type Stored } from './commit.js'
import { doWork, runChecks, step } from './compute.js'
import { libraryFor, type TurnContext } from './context.js'
import type { TurnDeps } from './deps.js'
import type { Draft } from './draft.js'
import { type Intake, inputOf, readWaiting, takeIn, waitingOf } from './intake.js'
import { Lanes } from './lanes.js'
import { withinTime } from './work.js'

type Receipt = { readonly seq: number }
/** An input on its way through: what has been computed and what of it is stored. */
type Going = {
  readonly context: TurnContext
  readonly draft: Draft
  readonly eventsStored: number
  readonly earlier: readonly Event[]
  readonly failures: number
  readonly epoch: number
  readonly step: number
}

/** The only place where the engine meets I/O: everything one input causes, once. */
export class TurnHandler implements Turns {
  private readonly lanes = new Lanes()
  private readonly programs = new Map<string, Program>()
  /** Turns in flight by client id: a repeat shares the first one's promise. */
  private readonly inFlight = new Map<string, Promise<Receipt>>()
  private readonly background = new Set<Promise<void>>()

  constructor(private readonly deps: TurnDeps) {}

  handle(arrival: Arrival): Promise<Receipt> {
    const key = arrival.clientId === null ? null : `${arrival.conversation} ${arrival.clientId}`
    const same = key === null ? undefined : this.inFlight.get(key)
    if (same) return same
    const lane = this.lanes.of(arrival.conversation)
    // Words that arrive while something is under way were written to the question open by then, whatever comes of it.
    const open = lane.busy ? (lane.open ?? null) : undefined
    const turn = lane.enter(() => this.accept(arrival, open))
    if (key === null) return turn
    this.inFlight.set(key, turn)
    const forget = (): void => void this.inFlight.delete(key)
    turn.then(forget, forget)
    return turn
  }

  async settled(): Promise<void> {
    while (this.background.size > 0 || this.lanes.busy.length > 0)
      await Promise.allSettled([...this.background, ...this.lanes.busy.map((lane) => lane.idle())])
  }

  /** Takes over what a process left behind: claims whose lease has ended, and inputs that still wait. */
  async recover(limit = 100): Promise<number> {
    const left = await this.deps.storage.abandoned(this.deps.wallNow(), limit)
    await Promise.all(left.map((id) => this.lanes.of(id).enter(() => this.takeOver(id))))
    return left.length
  }

  private async accept(arrival: Arrival, open: string | null | undefined): Promise<Receipt> {
    const started = this.deps.wallNow()
    for (let attempt = 0; attempt < this.deps.limits.attempts; attempt++) {
      const conversation = await this.deps.storage.conversation(arrival.conversation)
      if (conversation && isWorking(conversation, this.deps.wallNow())) {
        const kept = await this.keepWaiting(conversation, arrival)
        if (kept) return kept
        continue
      }
      if (conversation?.working) await this.takeOver(conversation.id)
      else {
        const receipt = await this.begin(conversation, takeIn(this.deps, arrival, open), null, open)
        if (receipt) {
          this.deps.watch.turn((this.deps.wallNow() - started) / 1000)
          return receipt
        }
      }
    }
    throw new Error(`the conversation moved ${this.deps.limits.attempts} times while one input was worked on`)
  }

  /** While work is under way further inputs are stored, acknowledged and wait in order. */
  private async keepWaiting(conversation: Conversation, arrival: Arrival): Promise<Receipt | null> {
    const intake = takeIn(this.deps, arrival, this.lanes.of(arrival.conversation).open ?? null)
    const state = readState(conversation.state)
    const { library } = await libraryFor(this.deps, this.programs, conversation, true)
    const { activity } = await inputOf(this.deps, library, state, intake)
    const waiting: WaitingInput = waitingOf(this.deps, intake)
    const result = await this.deps.storage.commitTurn({
      conversation: conversation.id,
      expectedVersion: conversation.version,
      at: arrival.at,
      state: conversation.state,
      programHash: conversation.programHash,
      owner: conversation.owner,
      ownerEpoch: conversation.ownerEpoch,
      failures: conversation.failures,
      working: conversation.working,
      activities: activity ? [activity] : [],
      events: [],
      inputId: intake.inputId,
      effectsOpened: [],
      effectsClosed: [],
      tickets: [],
      ticketNotes: [],
      vault: [],
      waitingAdded: [waiting],
      waitingRemoved: [],
      audit: [],
    })
    if (result.type === 'duplicate') return { seq: result.seq }
    if (result.type !== 'committed') return null
    this.deps.feed.publish(conversation.id, result.activities)
    return { seq: result.activities[0]?.seq ?? conversation.nextSeq - 1 }
  }

  /** Works on one input until its first commit; null when the conversation has moved and it must be read again. */
  private async begin(
    conversation: Conversation | null,
    intake: Intake,
    waiting: WaitingInput | null,
    open: string | null | undefined,
  ): Promise<Receipt | null> {
    const state = conversation ? readState(conversation.state) : blank
    const underWay = state.frames.length > 0 || state.prompt !== null
    const { library, outdated } = await libraryFor(this.deps, this.programs, conversation, underWay)
    const { input, activity, vault, taken } = await inputOf(this.deps, library, state, intake)
    const context: TurnContext = {
      conversation: intake.conversation,
      inputId: intake.inputId,
      at: intake.at,
      library,
      activity: waiting ? null : activity,
      replyTo: waiting ? intake.seq : activity ? (conversation?.nextSeq ?? 1) : 0,
      created: conversation ? undefined : { user: intake.user, site: intake.site },
      waiting: waiting?.inputId ?? null,
      endsAt: this.deps.wallNow() + this.deps.limits.turnMs,
    }
    const start: Draft = {
      inputId: intake.inputId,
      state: outdated ? withoutDialogs(state) : state,
      events: taken ? [taken] : [],
      effectsClosed: [],
      vault,
    }
    const going: Going = { context, draft: start, eventsStored: 0, earlier: [], failures: 0, epoch: conversation?.ownerEpoch ?? 0, step: 0 }
    this.deps.feed.signal(intake.conversation, { type: 'typing' })
    if (input === null || state.owner === 'agent') return this.first(conversation, going, null)
    try {
      const inputs = [...(await this.proofInputs(start, intake)), ...openAt(input, open, state)]
      const ticket = this.deps.newTicketNumber()
      const heard = inputs.reduce((draft, next) => step(context, draft, next, ticket), start)
      return await this.proceed(conversation, { ...going, draft: heard }, ticket)
    } catch (error) {
      return this.fail(conversation, going, error)
    }
  }

  /** Runs the checks; a turn that gets slow or reaches an act claims the conversation and goes on behind the acknowledgement. */
  private async proceed(conversation: Conversation | null, going: Going, ticket: string): Promise<Receipt | null> {
    const { context } = going
    const checks = runChecks(this.deps, context, going.draft, ticket)
    const early = await withinTime(() => checks, this.deps.limits.claimAfterMs)
    if (early.type === 'failed') throw early.error
    if (early.type === 'done') return this.first(conversation, { ...going, draft: early.value }, ticket)
    const receipt = await this.first(conversation, going, ticket)
    return receipt
  }

  /** The first commit of an input: its end, or a claim. */
  private async first(conversation: Conversation | null, going: Going, ticket: string | null): Promise<Receipt | null> {
    const claim = this.claimFor(going)
    if (claim) this.deps.failPoint('before_claim')
    const { stored, going: now } = await this.store(conversation, going, claim, ticket)
    if (stored.type === 'duplicate') return { seq: stored.seq }
    if (stored.type !== 'committed') return null
    if (claim) this.deps.failPoint('after_claim')
    this.lanes.of(going.context.conversation).open = claim ? null : openQuestion(now.draft.state)
    const seq = stored.activities.find((activity) => activity.role === 'user')?.seq ?? now.context.replyTo
    if (claim) this.inBackground(this.carryOn(afterCommit(now, seq)))
    else if (conversation && conversation.waiting.length > 0) this.inBackground(this.drain(going.context.conversation))
    return { seq }
  }

  /** Commits; a ticket that turns out to exist is told instead of a new one. */
  private async store(
    conversation: Conversation | null,
    going: Going,
    claim: Claim | null,
    ticket: string | null,
  ): Promise<{ stored: Stored; going: Going }> {
    const job: Commit = {
      context: going.context,
      conversation,
      draft: going.draft,
      eventsStored: going.eventsStored,
      claim,
      existingTicket: null,
      silent: (conversation?.ownerEpoch ?? 0) !== going.epoch,
      failures: going.failures,
      earlier: going.earlier,
    }
    const stored = await commit(this.deps, job)
    if (stored.type === 'ticket_number_taken' && ticket !== null) {
      const renumbered = { ...going, draft: renumber(going.draft, ticket, this.deps.newTicketNumber()) }
      return this.store(conversation, renumbered, claim, null)
    }
    if (stored.type === 'ticket_exists' && ticket !== null) {
      const existing = { ...going, draft: renumber(going.draft, ticket, stored.number) }
      return { stored: await commit(this.deps, { ...job, draft: existing.draft, existingTicket: stored.number }), going: existing }
    }
    if (stored.type === 'committed') this.count(going.draft.events.slice(going.eventsStored))
    return { stored, going }
  }

  private claimFor({ context, draft, step: at }: Going): Claim | null {
    const { work } = draft.state
    if (!work) return null
    const working = {
      inputId: context.inputId,
      step: at,
      node: draft.state.frames.at(-1)?.node ?? '',
      leaseUntil: this.deps.wallNow() + this.deps.limits.leaseMs,
      holder: this.deps.holder,
    }
    return { working, effectsOpened: work.kind === 'act' ? [{ key: effectKey(context, at), request: { ...work, at: context.at } }] : [] }
  }

  /** After a claim: the work, its result, and what follows from it, until nothing is under way. */
  private async carryOn(from: Going): Promise<void> {
    let going = from
    try {
      for (;;) {
        const ticket = this.deps.newTicketNumber()
        going = await this.finishWork(going, ticket)
        this.deps.failPoint('after_effect')
        const claim = this.claimFor(going)
        const settled = await this.lanes.of(going.context.conversation).enter(() => this.settle(going, claim, ticket))
        if (!settled) return
        this.deps.failPoint('after_settle')
        going = settled
        if (!claim) break
      }
    } catch (error) {
      await this.lanes.of(going.context.conversation).enter(() => this.failSettled(going, error))
    }
    await this.drain(going.context.conversation)
  }

  private async finishWork(going: Going, ticket: string): Promise<Going> {
    const { context, draft } = going
    const { work } = draft.state
    if (!work) return going
    if (work.kind === 'check') return { ...going, draft: await runChecks(this.deps, context, draft, ticket) }
    const key = `${context.inputId}/${going.step}`
    const { result, certain } = await doWork(this.deps, context, draft, key)
    const done = step(context, draft, { type: 'work_done', at: context.at, name: work.name, result }, ticket)
    const closed = certain
      ? [...draft.effectsClosed, { key: effectKey(context, going.step), result: { outcome: result.outcome, gives: { ...result.gives } } }]
      : draft.effectsClosed
    return { ...going, step: going.step + 1, draft: await runChecks(this.deps, context, { ...done, effectsClosed: closed }, ticket) }
  }

  /** Stores the result if the claim is still ours. A message that came to wait meanwhile only moved the version. */
  private async settle(going: Going, claim: Claim | null, ticket: string): Promise<Going | null> {
    for (let attempt = 0; attempt < this.deps.limits.attempts; attempt++) {
      const conversation = await this.deps.storage.conversation(going.context.conversation)
      const ours = conversation?.working?.inputId === going.context.inputId && conversation.working.holder === this.deps.holder
      if (!conversation || !ours) return null
      const { stored, going: now } = await this.store(conversation, going, claim, ticket)
      if (stored.type !== 'committed') continue
      this.lanes.of(going.context.conversation).open = claim ? null : openQuestion(now.draft.state)
      return afterCommit(now, now.context.replyTo)
    }
    throw new Error(`a settled turn could not be stored: the conversation moved ${this.deps.limits.attempts} times`)
  }

  /** What waited while work was under way, in order. */
  private async drain(id: string): Promise<void> {
    for (;;) {
      const left = await this.lanes.of(id).enter(() => this.takeUpNext(id))
      if (!left) return
    }
  }

  private async takeUpNext(id: string): Promise<boolean> {
    const conversation = await this.deps.storage.conversation(id)
    const next = conversation?.waiting[0]
    if (!conversation || conversation.working || !next) return false
    const intake = await readWaiting(this.deps, conversation, next)
    await this.begin(conversation, intake, next, intake.open)
    return true
  }

  /** Goes on with a claim that its holder has left behind. */
  private async takeOver(id: string): Promise<void> {
    const conversation = await this.deps.storage.conversation(id)
    if (!conversation) return
    const { working } = conversation
    if (!working) return this.inBackground(this.drain(id))
    if (working.leaseUntil > this.deps.wallNow() && working.holder !== this.deps.holder) return
    const going = await this.resumed(conversation, working.inputId, working.step)
    const claim = this.claimFor(going)
    const { stored, going: now } = await this.store(conversation, going, claim && { ...claim, effectsOpened: [] }, null)
    if (stored.type === 'committed') this.inBackground(this.carryOn(afterCommit(now, now.context.replyTo)))
  }

  private async resumed(conversation: Conversation, inputId: string, at: number): Promise<Going> {
    const { library } = await libraryFor(this.deps, this.programs, conversation, true)
    const past = await this.deps.storage.events(conversation.id)
    const earlier = past.flatMap((row) => (row.inputId === inputId && isEvent(row.event) ? [row.event] : []))
    const taken = earlier.find((event) => event.type === 'input_taken')
    const activities = await this.deps.storage.activitiesAfter(conversation.id, 0, 100_000)
    const context: TurnContext = {
      conversation: conversation.id,
      inputId,
      library,
      activity: null,
      created: undefined,
      waiting: null,
      at: taken?.type === 'input_taken' ? taken.at : conversation.updatedAt,
      replyTo: activities.find((activity) => activity.inputId === inputId && activity.role === 'user')?.seq ?? 0,
      endsAt: this.deps.wallNow() + this.deps.limits.turnMs,
    }
    const draft: Draft = { inputId, state: readState(conversation.state), events: [], effectsClosed: [], vault: [] }
    return { context, draft, eventsStored: 0, earlier, failures: conversation.failures, epoch: conversation.ownerEpoch, step: at }
  }

  /** A proof that ended while nobody said anything ends in the state before the input is heard. */
  private async proofInputs(draft: Draft, { conversation, at }: Intake): Promise<readonly Input[]> {
    const { proof } = draft.state
    if (proof === 'none') return []
    const hash = await accountHashOf(this.deps, draft)
    const holds = hash !== null && (await this.deps.workshop.proofHolds(conversation, hash, proof, at))
    return holds ? [] : [{ type: 'time_passed', kind: 'proof', at }]
  }

  /** A fault of ours: the message is kept, an apology is said, the second in a row brings a person. */
  private async fail(conversation: Conversation | null, going: Going, error: unknown): Promise<Receipt | null> {
    this.deps.watch.failed(error, going.context.conversation)
    const failures = (conversation?.failures ?? 0) + 1
    const ticket = this.deps.newTicketNumber()
    const draft = step(
      going.context,
      { ...going.draft, state: { ...going.draft.state, work: null } },
      { type: 'failed', at: going.context.at, times: failures },
      ticket,
    )
    return this.first(conversation, { ...going, draft, failures }, ticket)
  }

  private async failSettled(going: Going, error: unknown): Promise<void> {
    const conversation = await this.deps.storage.conversation(going.context.conversation)
    if (conversation?.working?.inputId === going.context.inputId) await this.fail(conversation, going, error)
  }

  private count(events: readonly Event[]): void {
    for (const event of events) {
      if (event.type === 'escalated') this.deps.watch.escalation()
      if (event.type === 'misunderstood' || (event.type === 'answer_rejected' && event.why === 'not_understood')) this.deps.watch.fallback()
    }
  }

  private inBackground(work: Promise<void>): void {
    const tracked = work.catch((error: unknown) => this.deps.watch.failed(error, '')).finally(() => this.background.delete(tracked))
    this.background.add(tracked)
  }
}

const isWorking = ({ working }: Conversation, now: number): boolean => working !== null && working.leaseUntil > now
const effectKey = ({ conversation, inputId }: TurnContext, at: number): string => `${conversation}/${inputId}/${at}`
const isEvent = (value: unknown): value is Event => typeof value === 'object' && value !== null && 'type' in value

/** Everything of the draft is stored now: what follows is told apart from it. */
const afterCommit = (going: Going, seq: number): Going => ({
  ...going,
  eventsStored: going.draft.events.length,
  draft: { ...going.draft, effectsClosed: [] },
  context: { ...going.context, activity: null, created: undefined, waiting: null, replyTo: seq },
})

/** The old program cannot run any more: the dialogs end, valid slots and proof stay. */
const withoutDialogs = (state: State): State => ({ ...state, frames: [], prompt: null, work: null, trail: [], lastAct: null })

/** Words that came while something else was under way belong to the question that was open by then. */
const openAt = (input: Input, open: string | null | undefined, state: State): readonly Input[] => [
  input.type === 'said' ? { ...input, open: open === undefined ? openQuestion(state) : open } : input,
]

function renumber(draft: Draft, from: string, to: string): Draft {
  const text = JSON.stringify([draft.state, draft.events])
  const [state, events]: [State, Event[]] = JSON.parse(text.replaceAll(JSON.stringify(from), JSON.stringify(to)))
  return { ...draft, state, events }
}
