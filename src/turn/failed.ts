import type { Conversation } from '../storage/records.js'
import { step } from './compute.js'
import type { TurnDeps } from './deps.js'
import type { Going } from './going.js'

/** A fault of ours: the message is kept, an apology is said, the second in a row brings a person. */
export function failed(
  deps: TurnDeps,
  conversation: Conversation | null,
  going: Going,
  { error, ticket }: { readonly error: unknown; readonly ticket: string },
): Going {
  deps.watch.failed(error, going.context.conversation)
  const failures = (conversation?.failures ?? 0) + 1
  return { ...going, failures, draft: step(going.context, going.draft, { type: 'failed', at: going.context.at, times: failures }, ticket) }
}
