import { openQuestion } from '../engine/state.js'
import type { Conversation } from '../storage/records.js'
import type { Claimed } from './begin.js'
import { doWork, runChecks, step } from './compute.js'
import type { Draft } from './draft.js'
import { failed } from './failed.js'
import { afterCommit, claimFor, effectKey, type Going } from './going.js'
import type { LocalSide } from './localSide.js'
import { type Kept, store } from './store.js'

/** After a claim: the work, its result, and what follows from it, until nothing of this input is under way. */
export async function carryOn(local: LocalSide, claimed: Claimed): Promise<void> {
  const { deps, lanes } = local
  const lane = () => lanes.of(claimed.going.context.conversation)
  let { going } = claimed
  try {
    for (let { checks, ticket } = claimed; ; checks = null, ticket = deps.newTicketNumber()) {
      const before = going
      const draft = await (checks ?? finishWork(local, before, ticket))
      deps.failPoint('after_effect')
      const settled = await lane().enter(() => settle(local, { before, draft, ticket }))
      if (!settled) return
      going = settled.going
      deps.failPoint('after_settle')
      if (!settled.claim) return
    }
  } catch (error) {
    await lane().enter(() => apologise(local, going, error))
  }
}

/** Carries out what the claim is for, and the checks that follow from it. */
async function finishWork({ deps }: LocalSide, going: Going, ticket: string): Promise<Draft> {
  const { context, draft } = going
  const { work } = draft.state
  if (work?.kind !== 'act') return runChecks(deps, context, draft, ticket)
  const { result, certain } = await doWork(deps, context, draft, effectKey(going))
  const done = step(context, draft, { type: 'work_done', at: context.at, name: work.name, result }, ticket)
  const closed = { key: effectKey(going), result: { outcome: result.outcome, gives: { ...result.gives } } }
  return runChecks(deps, context, { ...done, effectsClosed: certain ? [...draft.effectsClosed, closed] : draft.effectsClosed }, ticket)
}

type Finished = { readonly before: Going; readonly draft: Draft; readonly ticket: string }

/** Stores the result if the claim is still ours. A message that came to wait meanwhile only moved the version. */
async function settle(local: LocalSide, { before, draft, ticket }: Finished): Promise<Kept | null> {
  const { deps, lanes } = local
  const going = { ...before, draft, step: before.step + 1 }
  for (let attempt = 0; attempt < deps.limits.attempts; attempt++) {
    const conversation = await deps.storage.conversation(going.context.conversation)
    if (!conversation || !holdsClaim(local, conversation, before)) return null
    const kept = await store(deps, conversation, going, { claim: claimFor(deps, going), ticket })
    if (kept.stored.type !== 'committed') continue
    lanes.of(conversation.id).open = kept.claim ? null : openQuestion(kept.going.draft.state)
    return { ...kept, going: afterCommit(kept.going, going.context.replyTo) }
  }
  throw new Error(`a settled turn could not be stored: the conversation moved ${deps.limits.attempts} times`)
}

/** The step is part of it: who takes its own claim up again after a lease must not settle it twice. */
const holdsClaim = ({ deps }: LocalSide, { working }: Conversation, { context, step }: Going): boolean =>
  working?.inputId === context.inputId && working.step === step && working.holder === deps.holder

async function apologise(local: LocalSide, going: Going, error: unknown): Promise<void> {
  const { deps } = local
  const conversation = await deps.storage.conversation(going.context.conversation)
  if (!conversation || !holdsClaim(local, conversation, going)) return deps.watch.failed(error, going.context.conversation)
  const ticket = deps.newTicketNumber()
  await store(deps, conversation, failed(deps, conversation, going, { error, ticket }), { claim: null, ticket })
}
