import type { AuditPage } from '../../agents/audit.js'
import type { SingleSignOn } from '../../agents/singleSignOn.js'
import type { Agent, Presence, Welcome } from '../../contract/agents.js'
import type { Canned } from '../../contract/canned.js'
import type { ConversationDetail, ConversationList, ConversationQuery } from '../../contract/conversations.js'
import type { Fallbacks, Flow, Insights, InsightsQuery } from '../../contract/insights.js'
import type { AuditQuery, Masked } from '../../contract/privacy.js'
import type { Audit } from '../../handoff/changeTicket.js'
import type { TicketWording } from '../../handoff/showTicket.js'
import type { Database } from '../../handoff/ticketTables.js'
import type { Storage } from '../../storage/records.js'
import type { AgentSide } from '../../turn/agentSide.js'
import type { AgentAccounts } from './accounts.js'
import type { LiveHub } from './live.js'

/** All that the desk's API works with. */
export type ConsoleDeps = {
  readonly accounts: AgentAccounts
  readonly db: Database
  readonly storage: Pick<Storage, 'ticketNotes'>
  readonly agentSide: AgentSide
  readonly transcripts: Transcripts
  readonly live: LiveHub
  /** Null where passwords are the only way in. */
  readonly singleSignOn: SingleSignOn | null
  /** Told of faults that the caller only hears of as a refusal. */
  failed(error: unknown): void
  readonly exporting: Exporting
  readonly privacy: Privacy
  /** The intents under which the knowledge has these words, which `sameWords` has made plain. */
  intentsOf(words: string): readonly string[]
  readonly audit: Audit
  wording(): Pick<TicketWording, 'program' | 'titles'>
  readonly canned: readonly Canned[]
  /** The demo team, while the simulator is on. */
  readonly demo: Welcome['demo']
  readonly idleMinutes: number
  /** How long a ticket of a priority may wait, in ms. */
  ageingAfterMs(priority: number): number
  /** Pages of other origins that may use the API; the own host always may. */
  readonly allowedOrigins: readonly string[]
  now(): number
}
export type { Agent, Presence }

/** Conversations as files. */
export type Exporting = {
  /** As Direct Line clients get them. */
  wire(id: string): Promise<readonly unknown[]>
  replay(id: string, language: 'zh' | 'en'): Promise<{ readonly yaml: string; readonly differs: number | null } | null>
}

/** What is hidden, and the few who may look. */
export type Privacy = {
  masked(text: string): Masked
  /** Null where the conversation has no such value. */
  reveal(asked: Reveal): Promise<{ readonly value: string; readonly count: number } | null>
  /** How many conversations of the same user are gone. */
  erase(conversation: string, by: { readonly agent: string; readonly reason: string; readonly at: number }): Promise<number>
  audit(query: AuditQuery): Promise<AuditPage>
}
export type Reveal = {
  readonly ticket: string
  readonly conversation: string
  readonly field: 'account_id' | 'new_phone'
  readonly reason: string
  readonly agent: string
  readonly at: number
}

/** The reading side of conversations, and what agents note about them. */
export type Transcripts = {
  list(query: ConversationQuery): Promise<ConversationList>
  detail(id: string): Promise<Omit<ConversationDetail, 'ticketRows'> | null>
  review(
    id: string,
    change: { readonly version: number; readonly reviewed?: boolean | undefined; readonly tags?: readonly string[] | undefined },
  ): Promise<'changed' | 'stale' | 'not_found'>
  insights(query: InsightsQuery): Promise<Insights>
  /** Null when there is no such dialog. */
  flow(query: InsightsQuery): Promise<Flow | null>
  fallbacks(query: InsightsQuery): Promise<Fallbacks>
  /** All that the filters match, at most 10,000. */
  ids(filters: Partial<ConversationQuery>): Promise<readonly string[]>
  /** Marks or tags each of these; how many it changed. */
  reviewMany(
    ids: readonly string[],
    change: { readonly reviewed?: boolean | undefined; readonly addTag?: string | undefined },
    agent: string,
  ): Promise<number>
  note(id: string, note: { readonly text: string; readonly agent: string; readonly at: number }): Promise<boolean>
}
