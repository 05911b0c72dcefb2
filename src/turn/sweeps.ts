import { z } from 'zod'
import { readState } from '../conversations/readState.js'
import { LANGS } from '../shared/lang.js'
import type { OpenEffect } from '../storage/records.js'
import { resolver } from './context.js'
import type { TurnDeps, WorkOrder } from './deps.js'
import type { TurnHandler } from './turns.js'
import { carryOut } from './work.js'

const AT_ONCE = 100
const request = z.object({
  kind: z.enum(['check', 'act']),
  name: z.string(),
  args: z.record(z.string(), z.string()),
  proof: z.enum(['none', 'read', 'change']),
  purpose: z.enum(['none', 'read', 'change']),
  lasting: z.boolean(),
  at: z.number(),
  language: z.enum(LANGS),
})

/** What nobody asks for and must happen all the same: claims left behind, effects that were not certain, people who fell silent. */
export function startSweeps(deps: TurnDeps, handler: TurnHandler, everyMs: number): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const sweep = async (): Promise<void> => {
    for (const task of [() => handler.recover(AT_ONCE), () => settleEffects(deps), () => wakeTimers(deps, handler)])
      await task().catch((error: unknown) => deps.watch.failed(error, ''))
  }
  const run = async (): Promise<void> => {
    await sweep()
    if (!stopped) timer = setTimeout(again, everyMs).unref()
  }
  let running = run()
  const again = (): void => {
    running = run()
  }
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}

/** Acts that timed out are asked again under their key until they answer; the result goes to the conversation's ticket. */
export async function settleEffects(deps: TurnDeps): Promise<void> {
  // One that fails holds up none of the others.
  for (const effect of await deps.storage.openEffects(AT_ONCE))
    await settleEffect(deps, effect).catch((error: unknown) => deps.watch.failed(error, effect.conversation))
}

async function settleEffect(deps: TurnDeps, { key, conversation, request: stored }: OpenEffect): Promise<void> {
  const order: WorkOrder = { ...request.parse(stored), conversation, key }
  const { result, certain } = await carryOut(deps, order, resolver(deps, []), deps.wallNow() + deps.limits.turnMs)
  if (!certain) return
  const known = await deps.storage.conversation(conversation)
  const ticket = known ? readState(known.state).ticket : null
  const outcome = { outcome: result.outcome, gives: { ...result.gives } }
  await deps.storage.closeEffect(
    key,
    outcome,
    ticket === null ? null : { number: ticket, note: { act: order.name, outcome: result.outcome }, at: deps.now() },
  )
}

export async function wakeTimers(deps: TurnDeps, handler: TurnHandler): Promise<void> {
  for (const { conversation, kind } of await deps.storage.dueTimers(deps.now(), AT_ONCE))
    if (kind === 'silence')
      await handler
        .handle({ conversation, user: '', site: '', clientId: null, at: deps.now(), channelData: null, content: { type: 'time_passed', kind } })
        .catch((error: unknown) => deps.watch.failed(error, conversation))
}
