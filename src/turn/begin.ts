import { readState } from '../conversations/readState.js'
import type { Input } from '../engine/inputs.js'
import { blank, openQuestion, type State } from '../engine/state.js'
import type { Conversation, WaitingInput } from '../storage/records.js'
import { accountHashOf } from './commit.js'
import { runChecks, step } from './compute.js'
import { libraryFor } from './context.js'
import type { Draft } from './draft.js'
import { failed } from './failed.js'
import { afterCommit, claimFor, type Going } from './going.js'
import { type Intake, inputOf, type Taken, unheard } from './intake.js'
import type { LocalSide } from './localSide.js'
import { store } from './store.js'
import { withinTime } from './work.js'

export type Receipt = { readonly seq: number }
/** Work that goes on behind the acknowledgement; `checks` when it has begun already, with the number that its ticket would have. */
export type Claimed = { readonly going: Going; readonly checks: Promise<Draft> | null; readonly ticket: string }
export type Begun = { readonly receipt: Receipt; readonly claimed: Claimed | null }
/** What is committed first: the end of the input, or a claim. */
type First = { readonly conversation: Conversation | null; readonly going: Going; readonly checks?: Promise<Draft> }

/** Works on one input until its first commit; null when the conversation has moved and it must be read again. */
export async function begin(
  local: LocalSide,
  conversation: Conversation | null,
  intake: Intake,
  waiting: WaitingInput | null,
): Promise<Begun | null> {
  const { deps } = local
  const state = conversation ? readState(conversation.state) : blank
  const { library, outdated } = await libraryFor(deps, local.programs, conversation, state.frames.length > 0)
  const taken = await inputOf(deps, library, state, intake).catch((error: unknown) => unheard(intake, error))
  const going = goingFrom(local, { conversation, intake, waiting, state, library, taken })
  const isRating = intake.content.type === 'rate'
  if (!isRating && (state.owner === 'bot' || going.handsBack)) deps.feed.signal(intake.conversation, { type: 'typing' })
  const ticket = deps.newTicketNumber()
  // A rating is kept, and answered by nobody.
  if (isRating || (state.owner === 'agent' && !going.handsBack)) return firstCommit(local, { conversation, going }, ticket)
  try {
    if (taken.input === null) throw taken.fault
    const input = outdated ? ({ type: 'program_changed', at: intake.at } as const) : openAt(taken.input, intake.open, state)
    const inputs: readonly Input[] = [...(await proofInputs(local, going.draft, intake)), input]
    const heard = inputs.reduce((draft, next) => step(going.context, draft, next, ticket), going.draft)
    return await proceed(local, { conversation, going: { ...going, draft: heard } }, ticket)
  } catch (error) {
    return firstCommit(local, { conversation, going: failed(deps, conversation, going, { error, ticket }) }, ticket)
  }
}

type Read = {
  readonly conversation: Conversation | null
  readonly intake: Intake
  readonly waiting: WaitingInput | null
  readonly state: State
  readonly library: Going['context']['library']
  readonly taken: Taken
}

function goingFrom({ deps }: LocalSide, { conversation, intake, waiting, state, library, taken }: Read): Going {
  const { activity, vault } = taken
  return {
    context: {
      conversation: intake.conversation,
      inputId: intake.inputId,
      at: intake.at,
      library,
      activity: waiting ? null : activity,
      replyTo: waiting ? intake.seq : activity ? (conversation?.nextSeq ?? 1) : 0,
      created: conversation ? undefined : { user: intake.user, site: intake.site },
      waiting: waiting?.inputId ?? null,
      endsAt: deps.wallNow() + deps.limits.turnMs,
    },
    draft: { inputId: intake.inputId, state, events: [taken.taken], effectsClosed: [], vault },
    eventsStored: 0,
    earlier: [],
    failures: 0,
    epoch: conversation?.ownerEpoch ?? 0,
    handsBack: intake.content.type === 'hand_back',
    step: 0,
  }
}

/** Words that came while something else was under way belong to the question that was open by then. */
const openAt = (input: Input, open: string | null | undefined, state: State): Input =>
  input.type === 'said' ? { ...input, open: open === undefined ? openQuestion(state) : open } : input

/** A proof that ended while nobody said anything ends in the state before the input is heard. */
async function proofInputs({ deps }: LocalSide, draft: Draft, { conversation, at }: Intake): Promise<readonly Input[]> {
  const { proof } = draft.state
  if (proof === 'none') return []
  const hash = await accountHashOf(deps, draft)
  const holds = hash !== null && (await deps.workshop.proofHolds(conversation, hash, proof, at))
  return holds ? [] : [{ type: 'time_passed', kind: 'proof', at }]
}

/** Runs the checks; a turn that gets slow or reaches an act claims the conversation and goes on behind the acknowledgement. */
async function proceed(local: LocalSide, { conversation, going }: First, ticket: string): Promise<Begun | null> {
  const checks = runChecks(local.deps, going.context, going.draft, ticket)
  const early = await withinTime(() => checks, local.deps.limits.claimAfterMs)
  switch (early.type) {
    case 'failed':
      throw early.error
    case 'done':
      return firstCommit(local, { conversation, going: { ...going, draft: early.value } }, ticket)
    case 'late':
      return firstCommit(local, { conversation, going, checks }, ticket)
  }
}

async function firstCommit(local: LocalSide, { conversation, going, checks }: First, ticket: string): Promise<Begun | null> {
  const { deps, lanes } = local
  const wanted = claimFor(deps, going)
  if (wanted) deps.failPoint('before_claim')
  const { stored, going: now, claim } = await store(deps, conversation, going, { claim: wanted, ticket })
  if (stored.type === 'duplicate') return { receipt: { seq: stored.seq }, claimed: null }
  if (stored.type !== 'committed') return null
  if (claim) deps.failPoint('after_claim')
  lanes.of(now.context.conversation).open = claim ? null : openQuestion(now.draft.state)
  const seq = stored.activities.find((activity) => activity.role === 'user')?.seq ?? now.context.replyTo
  return { receipt: { seq }, claimed: claim && { going: afterCommit(now, seq), checks: checks ?? null, ticket } }
}
