import type { Event } from '../engine/events.js'
import type { Claim } from './commit.js'
import type { TurnContext } from './context.js'
import type { TurnDeps } from './deps.js'
import type { Draft } from './draft.js'

/** An input on its way through: what has been computed and what of it is stored. */
export type Going = {
  readonly context: TurnContext
  readonly draft: Draft
  /** How many of the draft's events are stored. */
  readonly eventsStored: number
  /** Events of this input that another process has stored. */
  readonly earlier: readonly Event[]
  readonly failures: number
  /** Who owned the conversation when the input was read: another number means that an agent stepped in. */
  readonly epoch: number
  /** Whether this very input gives the conversation back to the bot, which may speak again then. */
  readonly handsBack: boolean
  /** Counts the claims of this input. */
  readonly step: number
}

/** Everything of the draft is stored now: what follows is told apart from it. */
export const afterCommit = (going: Going, seq: number): Going => ({
  ...going,
  eventsStored: going.draft.events.length,
  handsBack: false,
  draft: { ...going.draft, effectsClosed: [] },
  context: { ...going.context, activity: null, created: undefined, waiting: null, replyTo: seq },
})

/** The same for the same piece of work of the same input, whoever carries it out and however often. */
export const effectKey = ({ context, step }: Pick<Going, 'context' | 'step'>): string => `${context.conversation}/${context.inputId}/${step}`

/** What the store must know before the work that the state waits for may begin. */
export function claimFor({ wallNow, limits, holder }: TurnDeps, going: Going): Claim | null {
  const { context, draft, step } = going
  const { work, frames } = draft.state
  if (!work) return null
  const working = { inputId: context.inputId, step, node: frames.at(-1)?.node ?? '', leaseUntil: wallNow() + limits.leaseMs, holder }
  return {
    working,
    effectsOpened: work.kind === 'act' ? [{ key: effectKey(going), request: { ...work, at: context.at, language: draft.state.language } }] : [],
  }
}
