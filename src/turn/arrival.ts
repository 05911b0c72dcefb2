import type { QueueStatus } from '../conversations/bodies.js'
import type { Json, StoredActivity } from '../storage/records.js'

/** Somebody of the desk: their id, and the name that the user sees. */
export type AgentRef = { readonly id: string; readonly display: string }

/** Something that reaches a conversation from outside, already validated at the edge. */
export type Arrival = {
  readonly conversation: string
  /** Who writes, and from which site; only used when the conversation does not exist yet. */
  readonly user: string
  readonly site: string
  /** The client's own id of the message; a repeat makes no second turn. */
  readonly clientId: string | null
  readonly at: number
  /** Echoed back: at most 2 KB, checked at the edge. */
  readonly channelData: Json | null
  readonly content:
    | { readonly type: 'start' }
    | { readonly type: 'text'; readonly text: string }
    | { readonly type: 'tap'; readonly text: string; readonly question: string; readonly option: string }
    | { readonly type: 'withdraw'; readonly question: string }
    /** How the user found it: 1 to 5 stars, once a conversation. */
    | { readonly type: 'rate'; readonly stars: number; readonly comment: string }
    /** An event nobody acts on, such as webchat/join: stored nowhere, answered with an id. */
    | { readonly type: 'time_passed'; readonly kind: 'silence' }
    /** The agent who has the conversation gives it back to the bot. */
    | { readonly type: 'hand_back'; readonly agent: AgentRef; readonly solved: boolean }
}

/** Everything one input causes, once. Resolves when the message is durable (committed), not when all work is done. */
export type Turns = {
  handle(arrival: Arrival): Promise<{ readonly seq: number }>
  /** Waits until nothing of this conversation is under way; for harnesses and for a graceful end. */
  settled(conversation?: string): Promise<void>
}

/** Checks as they run: shown by socket only, never stored. */
export type Transient =
  | {
      readonly type: 'progress'
      readonly checks: readonly {
        readonly check: string
        readonly outcome: string | null
        readonly state: 'running' | 'fine' | 'found' | 'not_checked'
      }[]
      readonly program: string
      readonly language: 'zh' | 'en'
    }
  | { readonly type: 'typing' }
  | QueueStatus

/** Where committed activities and passing signals of a conversation can be listened to. In-process; a listener that is slow is its own concern. */
export type Feed = {
  publish(conversation: string, activities: readonly StoredActivity[]): void
  signal(conversation: string, transient: Transient): void
  subscribe(
    conversation: string,
    listener: { activities(activities: readonly StoredActivity[]): void; signal(transient: Transient): void },
  ): () => void
}
